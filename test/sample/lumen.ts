import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TypedLine } from '../../src/sample/play.js';
import { PlayedStory } from '../../src/sample/played-story.js';
import { type ChannelName, channels, type PersonName, people, sampleTeam } from '../../src/sample/team.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import type { Message } from '../../src/sandbox/workspace/model.js';
import { SandboxedCollect } from '../../src/sandboxed-collect.js';
import { languageOf } from '../../src/text/language.js';
import { wordsOf } from '../slack/running-app.js';
import { testLedger } from '../support/database.js';

/** Lumen Studio on the test's books: what a start without tokens brings along, but for its process. */
export class Lumen {
  private constructor(
    readonly sandbox: Sandbox,
    readonly collect: SandboxedCollect,
    readonly played: PlayedStory,
    readonly directory: string,
    readonly prisma: Awaited<ReturnType<typeof testLedger>>['prisma'],
  ) {}

  static async open(timezone = 'UTC'): Promise<Lumen> {
    const { prisma } = await testLedger();
    const directory = mkdtempSync(join(tmpdir(), 'collect-lumen-'));
    const sandbox = await startSandbox({
      port: 0,
      directory: null,
      manifest: JSON.parse(readFileSync('manifest.json', 'utf8')),
      seed: sampleTeam(timezone),
    });
    const played = new PlayedStory(directory);
    const collect = new SandboxedCollect({
      config: { host: '127.0.0.1', port: 0, defaults: { timezone, currency: 'USD', locale: 'en' } },
      lang: languageOf('en'),
      log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
      ledger: { prisma, clock: sandbox.workspace.clock },
      sandbox,
      played,
      directory,
    });
    return new Lumen(sandbox, collect, played, directory, prisma);
  }

  async close(): Promise<void> {
    await this.collect.stop();
    await this.sandbox.close();
    rmSync(this.directory, { recursive: true });
  }

  async play(): Promise<readonly TypedLine[]> {
    return await this.collect.startOver();
  }

  /** What can be read in a channel, oldest first: what everybody sees. */
  said(channel: ChannelName): Message[] {
    return this.#everybodySees(channels[channel]);
  }

  /** What Collect told somebody in person, oldest first. */
  told(person: PersonName): Message[] {
    const { workspace } = this.sandbox;
    return this.#everybodySees(workspace.direct(people[person], workspace.app.botUserId).id);
  }

  /** Somebody types a line after /collect; returns the answer, which stays on their screen. */
  async type(person: PersonName, channel: ChannelName, line: string): Promise<Message> {
    const { workspace, acting } = this.sandbox;
    const answers = () => workspace.messages(channels[channel]).filter((one) => one.ephemeralFor === people[person]);
    const before = answers().length;
    const as = people[person];
    const done = await acting.send({ as, channel: channels[channel], threadTs: null, text: `/collect ${line}` });
    if (!done.ok) throw new Error(done.error);
    return await workspace.until(() => answers()[before], `an answer to ${line}`);
  }

  #everybodySees(channel: string): Message[] {
    return this.sandbox.workspace.messages(channel).filter((message) => message.ephemeralFor === null);
  }
}

/** Everything that can be read in a message. */
export const words = (message: Message | undefined): string => wordsOf(message as Parameters<typeof wordsOf>[0]);
