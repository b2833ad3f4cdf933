import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { withBlockIds } from '../block-kit/block-ids.js';
import { textTooLong } from '../block-kit/block-text.js';
import { messageFaults } from '../block-kit/check-message.js';
import { faultLines } from '../block-kit/fault.js';
import { isTooDeep } from '../nesting.js';
import type { Timer } from '../timer.js';
import type { Traffic } from '../traffic.js';
import type { JsonObject, Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** How long an address works, in ms of the sandbox's clock: where a day has passed there, it is yesterday's. */
const LIFETIME = 30 * 60_000;
/** How often. */
const USES = 5;
/** Addresses that are remembered, so that a late one is told from one that never was. */
const REMEMBERED = 2_000;
/** Of a message's text; what is beyond is cut off. */
const LONGEST_TEXT = 40_000;

/** What a response_url leads back to. */
export interface ResponseUrlFacts {
  /** `view`: asked for by `response_url_enabled` in a form. */
  readonly kind: 'command' | 'action' | 'view';
  /** Who sees a private answer. */
  readonly user: string;
  readonly channel: string;
  /** Of the app's message whose element was used: what can be replaced and deleted. Null: there is none. */
  readonly source: string | null;
}

interface Issued extends ResponseUrlFacts {
  readonly at: number;
  uses: number;
}

export interface ResponseUrlParts {
  readonly workspace: Workspace;
  readonly traffic: Traffic;
  readonly timer: Timer;
  /** Where the sandbox listens, known once it does. */
  readonly url: () => string;
}

/** The addresses at which the app may answer what a person did: five times within half an hour. */
export class ResponseUrls {
  readonly #issued = new Map<string, Issued>();

  constructor(readonly parts: ResponseUrlParts) {
    parts.workspace.on((change) => {
      // What was asked in a workspace that is no more is answered nowhere.
      if (change.kind === 'reset') this.#issued.clear();
    });
  }

  issue(facts: ResponseUrlFacts): string {
    const id = randomBytes(18).toString('base64url');
    this.#issued.set(id, { ...facts, at: this.#now(), uses: 0 });
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > REMEMBERED && oldest !== undefined) this.#issued.delete(oldest);
    return `${this.parts.url().replace(/\/$/, '')}/response/${id}`;
  }

  /** What an address leads back to, or Slack's word for why it does not. Does not use it up: `used` does. */
  look(id: string): ResponseUrlFacts | 'used_url' | 'expired_url' {
    const issued = this.#issued.get(id);
    if (issued === undefined || this.#now() - issued.at > LIFETIME) return 'expired_url';
    return issued.uses >= USES ? 'used_url' : issued;
  }

  #now(): number {
    return this.parts.workspace.clock.now().getTime();
  }

  used(id: string): void {
    const issued = this.#issued.get(id);
    if (issued !== undefined) issued.uses += 1;
  }
}

/** A message that came by a response_url, or as the answer to a slash command. */
export interface ResponseMessage {
  readonly text: string;
  readonly blocks: readonly JsonObject[] | null;
  readonly attachments: readonly JsonObject[] | null;
  readonly inChannel: boolean;
  readonly threadTs: string | null;
  readonly mrkdwn: boolean;
  readonly metadata: Message['metadata'];
  readonly replaceOriginal: boolean;
  readonly deleteOriginal: boolean;
}

export interface ResponseFault {
  readonly error: string;
  readonly messages?: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Slack takes "true" for true in these messages. */
const truth = (value: unknown, otherwise: boolean): boolean =>
  value === undefined || value === null
    ? otherwise
    : value === true || value === 'true' || value === 1 || value === '1';
/** A list, or JSON text that is one. Null: nothing there; undefined: it is something else. */
function list(value: unknown): readonly JsonObject[] | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return value.every(isObject) ? (value as JsonObject[]) : undefined;
  if (typeof value !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) && !isTooDeep(parsed) ? list(parsed) : undefined;
  } catch {
    return undefined;
  }
}

const withInnerIds = (attachment: JsonObject): JsonObject =>
  attachment.blocks === undefined
    ? attachment
    : { ...attachment, blocks: withBlockIds(attachment.blocks as readonly JsonObject[]) };

/** Reads and checks what the app wants said, as strictly as chat.postMessage does. */
export function readResponse(body: unknown): ResponseMessage | ResponseFault {
  if (!isObject(body) || isTooDeep(body)) return { error: 'invalid_payload' };
  const { text, blocks, attachments, metadata } = body;
  if (text !== undefined && text !== null && typeof text !== 'string') return { error: 'invalid_text' };
  const blockList = list(blocks);
  if (blockList === undefined) return { error: Array.isArray(blocks) ? 'invalid_blocks' : 'invalid_blocks_format' };
  const attachmentList = list(attachments);
  if (attachmentList === undefined) return { error: 'invalid_attachments' };
  const faults = [
    ...(blockList === null ? [] : messageFaults(blockList)),
    ...(attachmentList ?? []).flatMap(({ blocks: inner }, at) =>
      inner === undefined ? [] : messageFaults(inner, `/attachments/${at}/blocks`),
    ),
  ];
  if (faults.length > 0) return { error: 'invalid_blocks', messages: faultLines(faults) };
  if (blockList !== null && textTooLong(blockList)) return { error: 'msg_blocks_too_long' };
  const deleteOriginal = truth(body.delete_original, false);
  const said = (text ?? '').trim() !== '' || (blockList?.length ?? 0) > 0 || (attachmentList?.length ?? 0) > 0;
  if (!said && !deleteOriginal) return { error: 'no_text' };
  const event = isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
  return {
    text: (text ?? '').slice(0, LONGEST_TEXT),
    blocks: blockList === null || blockList.length === 0 ? null : withBlockIds(blockList),
    attachments: attachmentList === null || attachmentList.length === 0 ? null : attachmentList.map(withInnerIds),
    inChannel: body.response_type === 'in_channel',
    threadTs: typeof body.thread_ts === 'string' && body.thread_ts !== '' ? body.thread_ts : null,
    mrkdwn: truth(body.mrkdwn, true),
    metadata: event ? (metadata as unknown as Message['metadata']) : null,
    replaceOriginal: truth(body.replace_original, false),
    deleteOriginal,
  };
}

/** Says what a response asks for in the name of the app, whether or not it is in the channel. Slack's word for what is wrong, or null. */
export function applyResponse(workspace: Workspace, facts: ResponseUrlFacts, response: ResponseMessage): string | null {
  const { text, blocks, attachments, mrkdwn, metadata, threadTs } = response;
  const source = facts.source === null ? null : workspace.message(facts.channel, facts.source);
  if (response.deleteOriginal) {
    if (facts.source === null) return 'no_text';
    if (source === null) return 'message_not_found';
    workspace.remove(facts.channel, source.ts);
    return null;
  }
  const channel = workspace.channel(facts.channel);
  if (channel === null) return 'channel_not_found';
  if (channel.isArchived) return 'is_archived';
  if (response.replaceOriginal && facts.source !== null) {
    if (source === null) return 'message_not_found';
    workspace.change(facts.channel, source.ts, { text, blocks, attachments, mrkdwn, ...(metadata && { metadata }) });
    return null;
  }
  let root: string | null = null;
  if (threadTs !== null) {
    const parent = workspace.message(facts.channel, threadTs);
    if (parent === null || parent.ephemeralFor !== null) return 'thread_not_found';
    root = parent.threadTs ?? parent.ts;
  }
  workspace.post({
    channel: facts.channel,
    user: workspace.app.botUserId,
    botId: workspace.app.botId,
    text,
    blocks,
    attachments,
    mrkdwn,
    threadTs: root,
    metadata: response.inChannel ? metadata : null,
    ephemeralFor: response.inChannel ? null : facts.user,
  });
  return null;
}

/** POST /response/:id, as hooks.slack.com answers it. */
export function responseUrlRoutes(responseUrls: ResponseUrls): Hono {
  const { workspace, traffic, timer } = responseUrls.parts;
  const routes = new Hono();
  routes.post('/response/:id', async (context) => {
    const begun = timer.now();
    const text = await context.req.text();
    const entry = traffic.begin({
      at: new Date().toISOString(),
      direction: 'from_app',
      title: 'response_url',
      url: context.req.url,
      request: { headers: context.req.header(), body: text },
      attempt: 1,
    });
    const done = (status: 200 | 400 | 404 | 500, answer: string, error: string | null): Response => {
      const type = answer.startsWith('{') ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8';
      const headers = { 'content-type': type };
      traffic.end(entry, { answer: { status, headers, body: answer }, error, ms: Math.round(timer.now() - begun) });
      return context.body(answer, status, headers);
    };
    const refuse = (status: 400 | 404 | 500, { error, messages }: ResponseFault): Response => {
      const metadata = messages === undefined ? {} : { response_metadata: { messages } };
      return done(status, JSON.stringify({ ok: false, error, ...metadata }), error);
    };

    const id = context.req.param('id');
    const facts = responseUrls.look(id);
    if (typeof facts === 'string') return refuse(404, { error: facts });
    const response = readResponse(bodyOf(context, text));
    if ('error' in response) return refuse(response.error === 'no_text' ? 500 : 400, response);
    const error = applyResponse(workspace, facts, response);
    if (error !== null) return refuse(error === 'no_text' ? 500 : 404, { error });
    responseUrls.used(id);
    return done(200, facts.kind === 'command' ? 'ok' : JSON.stringify({ ok: true }), null);
  });
  return routes;
}

/** JSON, whatever content type is named, or a form's field `payload`. */
function bodyOf(context: Context, text: string): unknown {
  const isForm = (context.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  const payload = isForm && !text.trimStart().startsWith('{') ? (new URLSearchParams(text).get('payload') ?? '') : text;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
