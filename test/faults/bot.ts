import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY = 60_000;
const LOOK_AGAIN = 20;
/** What a bot printed is kept for whoever looks for the cause, so many characters of it. */
const KEPT = 4_000_000;
const TAIL = 6_000;

let logs: string | null = null;
let bots = 0;

/** From now on everything that a bot prints also stands in a file in this folder, one for each. */
export const keepLogsIn = (folder: string): void => {
  logs = folder;
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The compiled product, as somebody starts it, again and again on the same port. */
export class Bot {
  #child: ChildProcess | null = null;
  #ended: Promise<number> = Promise.resolve(0);
  #said = '';
  #printed = 0;
  starts = 0;
  readonly #log: string | null;

  private constructor(
    private readonly settings: Readonly<Record<string, string>>,
    readonly port: number,
  ) {
    bots += 1;
    this.#log = logs === null ? null : join(logs, `bot-${process.pid}-${bots}.log`);
  }

  static async on(settings: Readonly<Record<string, string>>): Promise<Bot> {
    const port = await freePort();
    return new Bot({ ...settings, PORT: String(port) }, port);
  }

  /** What it printed last. */
  get said(): string {
    return this.#said.slice(-TAIL);
  }

  /** How much it has printed so far. */
  get printed(): number {
    return this.#printed;
  }

  /** What it printed since it had printed so much. */
  saidSince(printed: number): string {
    return this.#said.slice(-(this.#printed - printed) || this.#said.length);
  }

  /** What it logged under this id, in a line: the error, and where in the product it came up; '' if that was another. */
  loggedAs(id: string): string {
    const line = this.#said.split('\n').findLast((one) => one.includes(`"id":"${id}"`) && one.endsWith('}'));
    if (line === undefined) return '';
    const { err } = JSON.parse(line) as { err?: { message?: string; stack?: string } };
    const frames = [...(err?.stack ?? '').matchAll(/at (?:async )?(\S+) \(.*?\/dist\/([^)]+)\)/g)];
    const where = frames.slice(0, 3).map(([, name, file]) => `${name} in ${file}`);
    return `${(err?.message ?? '').replace(/\s+/g, ' ').slice(0, 300)} (${where.join(', ')})`;
  }

  get runs(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts the process; whether it is ready, `ready` says. */
  launch(): void {
    if (this.runs) throw new Error('it runs already');
    this.starts += 1;
    const child = spawn(process.execPath, [`${root}dist/cli.js`, 'start'], {
      // Where no .env of anybody's lies.
      cwd: tmpdir(),
      env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said = `${this.#said}${text}`.slice(-KEPT);
        this.#printed += text.length;
        if (this.#log !== null) appendFileSync(this.#log, text);
      });
    }
    // Whoever breaks the campaign off leaves no bot behind.
    const last = () => child.kill('SIGKILL');
    process.once('exit', last);
    child.once('exit', () => process.off('exit', last));
    this.#child = child;
    this.#ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? (signal ? 137 : 1))));
  }

  /** Resolves when books and Slack answer. Throws if it ends before, or takes too long. */
  async ready(): Promise<void> {
    const limit = Date.now() + READY;
    while (!(await this.#answers('/readyz'))) {
      if (!this.runs) throw new Error(`the bot ended: ${this.said}`);
      if (Date.now() > limit) throw new Error(`the bot does not get ready: ${this.said}`);
      await new Promise((again) => setTimeout(again, LOOK_AGAIN));
    }
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** SIGTERM. Its exit code, and how long it took in ms. */
  async stop(): Promise<{ readonly code: number; readonly ms: number }> {
    const begun = Date.now();
    this.#child?.kill('SIGTERM');
    const code = await this.#ended;
    return { code, ms: Date.now() - begun };
  }

  /** Its exit code once it has ended by itself. */
  async ended(): Promise<number> {
    return await this.#ended;
  }

  /** Stops it where it stands, without telling it (SIGSTOP); it goes on with `thaw`. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #answers(path: string): Promise<boolean> {
    return await new Promise((done) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path, agent: false, timeout: 2_000 }, (answer) => {
        answer.resume();
        done(answer.statusCode === 200);
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => done(false));
      asked.end();
    });
  }
}
