import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Timer } from '../timer.js';
import type { Traffic } from '../traffic.js';
import type { JsonObject } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { signatureHeaders } from './sign.js';

/** How long an app has to answer, in ms. */
export const ACKNOWLEDGEMENT = 3_000;
/** Of an answer; whatever is longer is cut off. */
const LONGEST_ANSWER = 1_000_000;

/** One request to the app. */
export interface AppRequest {
  /** Null: the app has no address yet. */
  readonly url: string | null;
  /** For the developer's panel: "/collect log ACME …", "block_actions promise.paid". */
  readonly title: string;
  readonly body:
    | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
    | { readonly kind: 'json'; readonly value: JsonObject };
  /** Beside the signature's ("x-slack-retry-num"). */
  readonly headers?: Readonly<Record<string, string>>;
  /** From 1. */
  readonly attempt?: number;
  /** What is wrong with an answer of 2xx, for the developer's panel; null: nothing. */
  readonly unfit?: (answer: AppAnswer) => string | null;
}

export interface AppAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of a request. */
export type Outcome =
  | ({ readonly kind: 'acknowledged' } & AppAnswer)
  /** Anything but 2xx. */
  | ({ readonly kind: 'http_error' } & AppAnswer)
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly reason: string };

export interface AppSenderParts {
  readonly workspace: Workspace;
  readonly traffic: Traffic;
  readonly timer: Timer;
}

/** What a person is told went wrong, in Slack's word for it; null for an acknowledged request. */
export function outcomeError(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'acknowledged':
      return null;
    case 'timeout':
      return 'operation_timeout';
    case 'unreachable':
      return 'dispatch_failed';
    case 'http_error':
      return outcome.status >= 500
        ? 'http_service_error'
        : outcome.status >= 400
          ? 'http_client_error'
          : 'http_redirect';
  }
}

/** The way to the app: HTTP requests as Slack signs them. */
export class AppSender {
  constructor(private readonly parts: AppSenderParts) {}

  /** Sends one request and waits at most three seconds for its answer. Never rejects. */
  async send({ url, title, body, headers: further = {}, attempt = 1, unfit }: AppRequest): Promise<Outcome> {
    const { workspace, traffic, timer } = this.parts;
    const text = body.kind === 'json' ? JSON.stringify(body.value) : new URLSearchParams(body.fields).toString();
    const headers = {
      accept: 'application/json,*/*',
      'content-type': body.kind === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...further,
      ...signatureHeaders(workspace.secrets.signingSecret, text, Math.floor(Date.now() / 1_000)),
    };
    const begun = timer.now();
    const entry = traffic.begin({
      at: new Date().toISOString(),
      direction: 'to_app',
      title,
      url: url ?? '',
      request: { headers, body: text },
      attempt,
    });
    const outcome: Outcome =
      url === null ? { kind: 'unreachable', reason: 'no app is connected' } : await post(url, headers, text, timer);
    const answer =
      'status' in outcome ? { status: outcome.status, headers: outcome.headers, body: outcome.body } : null;
    const error = outcome.kind === 'acknowledged' ? (unfit?.(outcome) ?? null) : outcomeError(outcome);
    traffic.end(entry, { answer, error, ms: Math.round(timer.now() - begun) });
    return outcome;
  }
}

/** A connection of its own for each request: one that the app has closed in between would look like an app that is gone. */
function post(url: string, headers: Record<string, string>, body: string, timer: Timer): Promise<Outcome> {
  return new Promise((resolve) => {
    let settled = false;
    let stopWaiting = (): void => undefined;
    const settle = (outcome: Outcome): void => {
      if (settled) return;
      settled = true;
      stopWaiting();
      resolve(outcome);
    };
    const fail = (error: Error): void => settle({ kind: 'unreachable', reason: error.message });
    try {
      const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      stopWaiting = timer.after(ACKNOWLEDGEMENT, () => {
        settle({ kind: 'timeout' });
        request.destroy();
      });
      // Each error is heard, the later ones too: one that nobody hears ends the process.
      request.on('error', fail);
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= LONGEST_ANSWER) chunks.push(chunk);
        });
        response.on('error', fail);
        response.once('aborted', () => fail(new Error('the answer broke off')));
        response.once('end', () => {
          const status = response.statusCode ?? 0;
          const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const answer = { status, headers: Object.fromEntries(given), body: Buffer.concat(chunks).toString('utf8') };
          settle({ kind: status >= 200 && status < 300 ? 'acknowledged' : 'http_error', ...answer });
        });
      });
      request.end(body);
    } catch (error) {
      fail(error as Error);
    }
  });
}
