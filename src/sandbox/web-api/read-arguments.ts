import { isTooDeep } from '../nesting.js';
import { Refusal } from './refusal.js';

/** What a request said, before anybody asks who sent it. */
export interface ReadRequest {
  readonly values: Readonly<Record<string, unknown>>;
  /** Slack reads a token in a form's body; one in the address or in JSON it does not take from newer apps. */
  readonly formToken: string | null;
  readonly warnings: readonly string[];
}

const CHARSETS = new Set(['utf-8', 'utf8', 'iso-8859-1']);

/**
 * Reads the arguments of a Web API request, from the address and the body. Throws a Refusal for what Slack cannot
 * read: invalid_post_type, missing_post_type, invalid_charset, invalid_json, json_not_object, invalid_form_data.
 */
export async function readArguments(request: Request, body: Uint8Array<ArrayBuffer>): Promise<ReadRequest> {
  const { token: _ignored, ...fromAddress } = Object.fromEntries(new URL(request.url).searchParams);
  const asIs = { values: fromAddress, formToken: null, warnings: [] };
  if (request.method !== 'POST' || body.length === 0) return asIs;

  const contentType = request.headers.get('content-type') ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
  if (charset !== null && !CHARSETS.has(charset)) throw new Refusal('invalid_charset');
  switch (type) {
    case '':
      throw new Refusal('missing_post_type');
    case 'application/json': {
      const { token: _unread, ...values } = readJson(body);
      return {
        values: { ...fromAddress, ...values },
        formToken: null,
        warnings: charset === null ? ['missing_charset'] : [],
      };
    }
    case 'application/x-www-form-urlencoded':
      return withToken({ ...fromAddress, ...Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body))) });
    case 'multipart/form-data':
      return withToken({ ...fromAddress, ...(await readMultipart(contentType, body)) });
    case 'text/plain':
      return asIs;
    default:
      throw new Refusal('invalid_post_type');
  }
}

function withToken({ token, ...values }: Record<string, string>): ReadRequest {
  return { values, formToken: token ?? null, warnings: [] };
}

function readJson(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new Refusal('invalid_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('json_not_object');
  if (isTooDeep(value)) throw new Refusal('invalid_json');
  return value as Record<string, unknown>;
}

async function readMultipart(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<Record<string, string>> {
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const texts = [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(texts);
  } catch {
    throw new Refusal('invalid_form_data');
  }
}
