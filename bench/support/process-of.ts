import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Connection, pgConfig } from '../../src/ledger/database/connection.js';
import { type Answered, Requests } from './requests.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = '0123456789abcdef0123456789abcdef';

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** An app in a process of its own that takes Slack's requests. */
export class AppProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly requests: Requests,
    /** From the start of the process to the first request that it acknowledged, in ms. */
    readonly firstAnswerAfter: number,
    private readonly port: number,
  ) {}

  /** The empty Bolt app. */
  static async floor(): Promise<AppProcess> {
    return await AppProcess.#start('bench/support/empty-bolt.mjs', [], {}, SECRET);
  }

  /** The Bolt app that writes one row for a command, and answers. */
  static async committingFloor(connection: Connection): Promise<AppProcess> {
    const settings = { DATABASE: JSON.stringify(pgConfig(connection)) };
    return await AppProcess.#start('bench/support/committing-bolt.mjs', [], settings, SECRET);
  }

  /** The compiled product, as somebody starts it. */
  static async product(settings: Readonly<Record<string, string>>, signingSecret: string): Promise<AppProcess> {
    return await AppProcess.#start('dist/cli.js', ['start'], settings, signingSecret);
  }

  static async #start(
    program: string,
    args: readonly string[],
    settings: Readonly<Record<string, string>>,
    signingSecret: string,
  ): Promise<AppProcess> {
    const port = await freePort();
    const begun = performance.now();
    const child = spawn(process.execPath, [`${root}${program}`, ...args], {
      // Where no .env of anybody's lies.
      cwd: program.startsWith('dist') ? tmpdir() : root,
      env: { PATH: process.env.PATH, ...settings, SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-2_000);
    });
    const requests = new Requests(`http://127.0.0.1:${port}/slack/events`, signingSecret);
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
      if (performance.now() - begun > 60_000) {
        child.kill('SIGKILL');
        throw new Error(`${program} takes no requests: ${said}`);
      }
      const answer: Answered | null = await requests.press().catch(() => null);
      if (answer?.status === 200) break;
      await new Promise((again) => setTimeout(again, 3));
    }
    return new AppProcess(child, requests, performance.now() - begun, port);
  }

  /** Where it takes Slack's requests. */
  get requestUrl(): string {
    return `http://127.0.0.1:${this.port}/slack/events`;
  }

  /** Resolves when it is ready, not only listening. The empty app has nothing to get ready. */
  async ready(): Promise<void> {
    while ((await fetch(`http://127.0.0.1:${this.port}/readyz`)).status === 503) {
      if (this.child.exitCode !== null) throw new Error('it ended before it was ready');
      await new Promise((again) => setTimeout(again, 20));
    }
  }

  /** Resident memory in MB; null where the system does not say (it does on Linux). */
  memory(): number | null {
    try {
      const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
      return found?.[1] === undefined ? null : Number(found[1]) / 1e3;
    } catch {
      return null;
    }
  }

  /** Processor time that it has used, in ms; null where the system does not say. */
  processorTime(): number | null {
    try {
      const [user, system] =
        readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11) ?? [];
      // In ticks of 10 ms, as Linux gives them to everybody.
      return (Number(user) + Number(system)) * 10;
    } catch {
      return null;
    }
  }

  async stop(): Promise<void> {
    this.requests.close();
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
