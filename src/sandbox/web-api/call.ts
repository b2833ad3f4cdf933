import { Arguments } from './arguments.js';
import { type Answer, Call, type Method } from './method.js';
import type { RateLimits } from './rate-limits.js';
import { type ReadRequest, readArguments } from './read-arguments.js';
import { Refusal } from './refusal.js';
import { methods } from './registry.js';

/** An answer as it goes over the wire. */
export interface Reply {
  readonly status: 200 | 429;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Answer;
}

type Context = Pick<Call, 'workspace' | 'triggers' | 'uploads' | 'timer' | 'url'> & { readonly limits: RateLimits };

/** Answers one call as Slack would: its faults are said in the body, only too many calls have a status of their own. */
export async function answerCall(
  context: Context,
  name: string,
  request: Request,
  body: Uint8Array<ArrayBuffer>,
): Promise<Reply> {
  const method = methods.get(name);
  if (method === undefined) return { status: 200, headers: {}, body: refused('unknown_method', { req_method: name }) };
  let headers: Record<string, string> = {};
  let read: ReadRequest | null = null;
  try {
    read = await readArguments(request, body);
    if (method.token !== false) {
      checkToken(context, name, bearerOf(request) ?? read.formToken);
      headers = scopeHeaders(context, method);
    }
    const wait = waitFor(context, name, method, read);
    if (wait !== null) {
      const inSeconds = { ...headers, 'retry-after': String(wait) };
      return { status: 429, headers: inSeconds, body: refused('ratelimited') };
    }
    const call = callFor(context, read);
    call.requireScope(...method.scopes);
    const answer = method.handle(call);
    return { status: 200, headers, body: withWarnings({ ok: true, ...answer }, call.warnings) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, headers, body: withWarnings(refused(error.code, error.facts), warningsOf(read)) };
  }
}

/** Where the app says who it is; "Bearer" in any case. */
export const bearerOf = (request: Request): string | null =>
  /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;

function checkToken({ workspace }: Context, name: string, token: string | null): void {
  if (token === null || token === '') throw new Refusal('not_authed');
  // Socket Mode is not offered, so there is no app-level token; whoever sends one is told why.
  if (name === 'apps.connections.open' && token.startsWith('xapp-')) return;
  if (token !== workspace.secrets.botToken) throw new Refusal('invalid_auth');
}

const scopeHeaders = ({ workspace }: Context, method: Method): Record<string, string> => ({
  'x-oauth-scopes': workspace.app.scopes.join(','),
  ...(method.scopes.length > 0 && { 'x-accepted-oauth-scopes': method.scopes.join(',') }),
});

function waitFor({ workspace, limits }: Context, name: string, method: Method, read: ReadRequest): number | null {
  return workspace.rateLimits ? limits.take(name, method.tier, String(read.values.channel ?? '')) : null;
}

function callFor({ workspace, triggers, uploads, timer, url }: Context, read: ReadRequest): Call {
  const call = new Call(workspace, new Arguments(read.values), triggers, uploads, timer, url);
  for (const warning of read.warnings) call.warn(warning);
  return call;
}

const refused = (error: string, facts: Answer = {}): Answer => ({ ok: false, error, ...facts });

const warningsOf = (read: ReadRequest | null): ReadonlyMap<string, string | null> =>
  new Map((read?.warnings ?? []).map((warning) => [warning, null]));

function withWarnings(answer: Answer, warnings: ReadonlyMap<string, string | null>): Answer {
  if (warnings.size === 0) return answer;
  const metadata = (answer.response_metadata ?? {}) as { readonly messages?: readonly string[] };
  const sentences = [...warnings.values()].filter((sentence) => sentence !== null);
  const messages = [...(metadata.messages ?? []), ...sentences.map((sentence) => `[WARN] ${sentence}`)];
  return {
    ...answer,
    warning: [...warnings.keys()].join(','),
    response_metadata: { ...metadata, ...(messages.length > 0 && { messages }), warnings: [...warnings.keys()] },
  };
}
