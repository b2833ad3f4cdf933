import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WebClient } from '@slack/web-api';
import { asking, slackFault } from './slack-fault.js';

/** In bytes: an export of a hundred thousand invoices has ten million. */
export const LARGEST_FILE = 20_000_000;
/** So long, in ms, until it is there. */
const PATIENCE = 60_000;

/** Why a file could not be had. */
export type NoFile = 'no_scope' | 'gone' | 'too_large' | 'elsewhere' | 'not_given';

export class FileNotHad extends Error {
  constructor(
    readonly why: NoFile,
    readonly fileName: string,
    cause?: unknown,
  ) {
    super(`a file could not be had: ${why}`, { cause });
  }
}

/** A file of Slack's, on this disk for as long as somebody works with it. */
export interface FetchedFile {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Of its content. */
  readonly digest: string;
}

/**
 * Fetches a file that this person uploaded, hands it to `work` and takes it from the disk again. Throws FileNotHad; also
 * for files of others, so that an id that was made up leads nowhere.
 */
export async function withFile<Result>(
  slack: WebClient,
  of: { readonly id: string; readonly slackUserId: string },
  work: (file: FetchedFile) => Promise<Result>,
): Promise<Result> {
  const { name, url } = await locate(slack, of);
  const folder = await mkdtemp(join(tmpdir(), 'collect-file-'));
  try {
    const path = join(folder, 'content');
    const { size, digest } = await download(slack, { url, name, path });
    return await work({ id: of.id, path, name, size, digest });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function locate(
  slack: WebClient,
  { id, slackUserId }: { readonly id: string; readonly slackUserId: string },
): Promise<{ readonly name: string; readonly url: URL }> {
  const { file } = await asking(slack.files.info({ file: id })).catch((error: unknown) => {
    const fault = slackFault(error);
    if (fault.kind !== 'final') throw error;
    throw new FileNotHad(fault.code === 'missing_scope' ? 'no_scope' : 'gone', '', error);
  });
  const name = file?.name ?? '';
  if (file?.user !== slackUserId) throw new FileNotHad('gone', '');
  if ((file.size ?? 0) > LARGEST_FILE) throw new FileNotHad('too_large', name);
  const address = file.url_private_download ?? file.url_private ?? '';
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) throw new FileNotHad('gone', name);
  if (!isSlacks(url, new URL(slack.slackApiUrl))) throw new FileNotHad('elsewhere', name);
  return { name: name === '' ? id : name, url };
}

/** The bot's token goes to Slack and to nobody else: a file may lie with another service, under any address. */
export function isSlacks(url: URL, api: URL): boolean {
  if (url.origin === api.origin) return true;
  const host = url.hostname;
  return url.protocol === 'https:' && ['.slack.com', '.slack-gov.com'].some((domain) => host.endsWith(domain));
}

async function download(
  slack: WebClient,
  { url, name, path }: { readonly url: URL; readonly name: string; readonly path: string },
): Promise<{ readonly size: number; readonly digest: string }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${slack.token ?? ''}` },
      // Slack leads whoever may not have a file to its sign-in page, which would be taken for the file.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new FileNotHad('not_given', name, new Error(`the download answered ${response.status}`));
    }
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > LARGEST_FILE) throw new FileNotHad('too_large', name);
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path),
    );
  } catch (error) {
    throw error instanceof FileNotHad ? error : new FileNotHad('not_given', name, error);
  }
  return { size, digest: hash.digest('base64url') };
}
