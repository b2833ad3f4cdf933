import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program that runs as a process of its own: the compiled product, or one that uses it (built.ts). */
export class TestProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it printed so far. */
  out = '';
  err = '';
  readonly #ended: Promise<number>;

  constructor(program: string, args: readonly string[], options: { env?: Record<string, string>; cwd?: string } = {}) {
    this.child = spawn(process.execPath, [`${root}${program}`, ...args], {
      cwd: options.cwd ?? root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    });
    this.child.stdout.on('data', (chunk) => {
      this.out += chunk;
    });
    this.child.stderr.on('data', (chunk) => {
      this.err += chunk;
    });
    this.#ended = new Promise((done) => this.child.on('close', (code, signal) => done(code ?? (signal ? 137 : 1))));
  }

  /** The JSON lines printed so far. */
  get events(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  }

  /** Waits until something printed says so. Fails if the process ends before. */
  async until(what: string, holds: () => boolean): Promise<void> {
    let over = false;
    this.#ended.then(() => {
      over = true;
    });
    while (!holds()) {
      if (over && !holds()) throw new Error(`ended before it ${what}: ${this.out}${this.err}`);
      await new Promise((again) => setTimeout(again, 10));
    }
  }

  /** Its exit code; 137 if it was killed. */
  exit(): Promise<number> {
    return this.#ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
