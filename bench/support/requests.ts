import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { TEAM } from '../books.js';

/** What an app answered, and how long that took in ms. */
export interface Answered {
  readonly status: number;
  readonly ms: number;
}

export const MANAGER = 'U000000001';
export const CHANNEL = 'C000000001';

/** Requests to an app, signed as Slack signs them, over connections that stay open. */
export class Requests {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** A button that no app of ours has: it is acknowledged, and nothing more is done. */
  async press(): Promise<Answered> {
    const payload = {
      type: 'block_actions',
      team: { id: TEAM, domain: 'bench' },
      user: { id: MANAGER, name: 'manager', team_id: TEAM },
      api_app_id: 'A0BENCH0001',
      token: 'none',
      trigger_id: this.#trigger(),
      container: { type: 'message', channel_id: CHANNEL, message_ts: '1.1' },
      channel: { id: CHANNEL, name: 'bench' },
      actions: [{ type: 'button', action_id: 'bench.nothing', block_id: 'b', action_ts: '1.1', value: '1' }],
    };
    return await this.#send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  }

  /** A slash command of the manager in the first channel. */
  async command(text: string, responseUrl: string): Promise<Answered> {
    const fields = {
      command: '/collect',
      text,
      team_id: TEAM,
      team_domain: 'bench',
      user_id: MANAGER,
      user_name: 'manager',
      channel_id: CHANNEL,
      channel_name: 'bench',
      api_app_id: 'A0BENCH0001',
      token: 'none',
      trigger_id: this.#trigger(),
      response_url: responseUrl,
    };
    return await this.#send(new URLSearchParams(fields).toString());
  }

  /** Each request is one of its own: the same trigger once more would be Slack repeating itself. */
  #trigger(): string {
    return `1.2.${randomUUID()}`;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(body: string): Promise<Answered> {
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', this.secret).update(`v0:${seconds}:${body}`).digest('hex');
    const begun = performance.now();
    return await new Promise((done, fail) => {
      const sent = request(this.url, {
        method: 'POST',
        agent: this.#agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': `v0=${signature}`,
        },
      });
      sent.on('error', fail);
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () => done({ status: response.statusCode ?? 0, ms: performance.now() - begun }));
      });
      sent.end(body);
    });
  }
}

/** Does `count` of these, `atOnce` side by side; returns the time of each. */
export async function sideBySide(
  count: number,
  atOnce: number,
  one: (index: number) => Promise<number>,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      times.push(await one(next));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}
