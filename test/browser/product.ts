import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TestProcess } from '../support/process.js';
import { quickFolder } from '../support/quick-folder.js';

/** Collect as `npm start` without tokens runs it, with data of its own. */
export class Product {
  #process: TestProcess | null = null;
  /** Of the page, without a closing slash. */
  url = '';

  private constructor(readonly home: string) {}

  /** Starts it for the first time: the sample's story is played. */
  static async start(): Promise<Product> {
    const product = new Product(mkdtempSync(join(quickFolder(), 'collect-browser-')));
    await product.#begin('0');
    return product;
  }

  /** Ends it in good order and starts it anew at the same address. */
  async restart(): Promise<void> {
    await this.#end();
    await this.#begin(new URL(this.url).port);
  }

  async close(): Promise<void> {
    await this.#end();
    rmSync(this.home, { recursive: true, force: true });
  }

  async #begin(port: string): Promise<void> {
    const started = new TestProcess('dist/cli.js', ['start'], {
      cwd: this.home,
      env: {
        COLLECT_DATA: join(this.home, 'data'),
        COLLECT_TIMEZONE: 'America/New_York',
        LOG_LEVEL: process.env.TEST_LOG ?? 'warn',
        SANDBOX_PORT: port,
      },
    });
    this.#process = started;
    const ready = /Collect is ready\. Open (http:\S+)/;
    await started.until('was ready', () => ready.test(started.out + started.err));
    this.url = ready.exec(started.out + started.err)?.[1] ?? '';
  }

  async #end(): Promise<void> {
    this.#process?.kill('SIGTERM');
    await this.#process?.exit();
    this.#process = null;
  }
}
