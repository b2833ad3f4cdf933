import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { Clock } from '../../src/domain/clock.js';

/** How long Slack waits for an acknowledgement. */
export const PATIENCE = 3_000;

/** One thing that Slack tells the app. */
export interface ToApp {
  readonly kind: 'command' | 'interaction' | 'event';
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of an event that was not acknowledged: how often it was sent before. */
  readonly retry?: number;
}

/** The way from Slack to the app, over HTTP or by a socket. */
export interface Door {
  /** What the app acknowledged with ('': nothing more than that); null: it did not, in the time that Slack waits. */
  send(request: ToApp): Promise<string | null>;
}

/** Slack's request URL: a balancer before one or more processes, which passes by a door that is shut. */
export class RequestUrl implements Door {
  #turn = 0;

  /** `ports`: behind the balancer, as they are now. */
  constructor(
    private readonly signingSecret: string,
    private readonly clock: Clock,
    private readonly ports: () => readonly number[],
  ) {}

  async send(request: ToApp): Promise<string | null> {
    const ports = this.ports();
    this.#turn += 1;
    for (let n = 0; n < ports.length; n += 1) {
      const answer = await this.#knock(ports[(this.#turn + n) % ports.length] ?? 0, request);
      if (answer !== 'shut') return answer.body;
    }
    return null;
  }

  async #knock(port: number, { kind, payload, retry }: ToApp): Promise<{ readonly body: string | null } | 'shut'> {
    const body = bodyOf(kind, payload);
    const seconds = Math.floor(this.clock.now().getTime() / 1_000);
    const signature = createHmac('sha256', this.signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
    return await new Promise((done) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path: '/slack/events',
        method: 'POST',
        agent: false,
        headers: {
          'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': `v0=${signature}`,
          ...(retry === undefined ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' }),
        },
      });
      const late = setTimeout(() => sent.destroy(), PATIENCE);
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(late);
        done(error.code === 'ECONNREFUSED' ? 'shut' : { body: null });
      });
      sent.on('response', (response) => {
        let said = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
        response.on('end', () => {
          clearTimeout(late);
          done({ body: response.statusCode === 200 ? said : null });
        });
        response.on('error', () => done({ body: null }));
      });
      sent.on('close', () => done({ body: null }));
      sent.end(body);
    });
  }
}

function bodyOf(kind: ToApp['kind'], payload: ToApp['payload']): string {
  if (kind === 'event') return JSON.stringify(payload);
  const fields = kind === 'command' ? payload : { payload: JSON.stringify(payload) };
  return new URLSearchParams(fields as Record<string, string>).toString();
}
