import type { Logger } from 'pino';
import { faultId, startClock, startSlack } from './collect.js';
import type { Config } from './config.js';
import { calendarOf } from './domain/calendar.js';
import { dateIn, type LocalDate } from './domain/local-date.js';
import type { Clockwork } from './jobs/clock-work.js';
import { type TickReport, tick } from './jobs/tick.js';
import { emptyBooks } from './ledger/empty-books.js';
import type { Ledger } from './ledger/ledger.js';
import { outboxCounts } from './ledger/outbox.js';
import { allWorkspaces } from './ledger/workspaces.js';
import { Parts } from './parts.js';
import { booksOfLumen } from './sample/books-of-lumen.js';
import { MorningFiles } from './sample/morning-files.js';
import { play, type TypedLine } from './sample/play.js';
import type { PlayedDays, PlayedStory } from './sample/played-story.js';
import { SandboxStage } from './sample/sandbox-stage.js';
import { FIRST_DAY } from './sample/story.js';
import { StoryDays } from './sample/story-days.js';
import type { Sandbox } from './sandbox/server.js';
import type { SlackApp } from './slack/app.js';
import { deliverOnce } from './slack/deliver-once.js';
import type { SlackConnection } from './slack/settings.js';
import { systemTimer, type Timer } from './slack/timer.js';
import type { Lang } from './text/language.js';

export interface SandboxedCollectParts {
  readonly config: Pick<Config, 'host' | 'port' | 'defaults'>;
  readonly lang: Lang;
  readonly log: Logger;
  readonly ledger: Ledger;
  readonly sandbox: Sandbox;
  /** Where it is noted that the story was played. */
  readonly played: PlayedStory;
  /** Where the sample's files are written. */
  readonly directory: string;
}

/** How often it is looked whether a new day has begun, in ms. */
const LOOK_AGAIN = 10 * 60_000;

interface Running {
  readonly parts: Parts;
  readonly app: SlackApp;
  /** Null while the story is played: only its own mornings strike. */
  clockwork: Clockwork | null;
}

/** How a host that is listened on is called from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Collect in the sandbox, with its sample: it can be made to run its jobs and be started over. One thing at a time. */
export class SandboxedCollect {
  readonly #parts: SandboxedCollectParts;
  #running: Running | null = null;
  #files: MorningFiles | null = null;
  #reports: TickReport[] = [];
  #inHaste = 0;
  /** Payments that the figures since the last strike brought. */
  #newPayments = 0;
  /** The day whose figures are in. */
  #figuresOf: LocalDate | null = null;
  #stopWatching: () => void = () => undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #timer: Timer = {
    sleep: (ms) => (this.#inHaste > 0 ? Promise.resolve() : systemTimer.sleep(ms)),
    after: systemTimer.after,
  };

  constructor(parts: SandboxedCollectParts) {
    this.#parts = parts;
  }

  /** Empties books and workspace and plays the sample's story. Returns what was typed in it. */
  async startOver(): Promise<readonly TypedLine[]> {
    return await this.#inTurn(async () => {
      const { sandbox, ledger, played } = this.#parts;
      const { workspace } = sandbox;
      await this.#stop();
      played.forget();
      this.#figuresOf = null;
      this.#newPayments = 0;
      await emptyBooks(ledger);
      workspace.startOver();
      const days = StoryDays.at(workspace.clock.now(), workspace.team.timezone);
      this.#files = this.#filesOf(days);
      workspace.clock.begin(days.at(FIRST_DAY, '09:00'));
      const lines = await this.#hurriedly(async () => {
        await this.#start();
        return await play(this.#stage(), days, this.#filesOf(days));
      });
      await sandbox.settled();
      const { clock } = workspace;
      // The story ends at its last morning; later that day, now is now.
      if (clock.ahead < 0) clock.forwardTo(new Date(clock.now().getTime() - clock.ahead));
      played.write(days);
      await this.#startClock();
      return lines;
    });
  }

  /**
   * Goes on with a story that was played. Returns when Collect can be talked to; then this morning's figures come in,
   * and what is due by now is done.
   */
  async goOn(days: PlayedDays): Promise<void> {
    const { log } = this.#parts;
    this.#files = this.#filesOf(new StoryDays(days.today, days.timezone));
    await this.#inTurn(() => this.#start());
    this.#inTurn(async () => {
      await this.#hurriedly(async () => {
        await this.#bringFigures();
        await this.#strikeNow();
      });
      await this.#startClock();
    }).catch((error: unknown) => log.error({ err: error, id: faultId() }, 'the morning could not be made up for'));
  }

  /** The clock strikes and all that is due is said. Returns what came of it, and of the figures before, in sentences. */
  async strike(): Promise<readonly string[]> {
    return await this.#inTurn(() =>
      this.#hurriedly(async () => {
        const reports = await this.#strikeNow();
        const payments = this.#newPayments;
        this.#newPayments = 0;
        return this.#sentences(payments, reports);
      }),
    );
  }

  async stop(): Promise<void> {
    await this.#inTurn(() => this.#stop());
  }

  async #start(): Promise<void> {
    const { sandbox, ledger, log } = this.#parts;
    const parts = new Parts(log);
    const config = this.#settings();
    const { app, port } = await startSlack({ config, ledger, log, parts, timer: this.#timer, alone: true });
    this.#running = { parts, app, clockwork: null };
    sandbox.connect({
      requestUrl: `http://${reachable(config.host)}:${port}/slack/events`,
      prepare: () => this.#inTurn(() => this.#bringFigures()),
      strike: () => this.strike(),
      startOver: async () => {
        await this.startOver();
      },
    });
    await app.session.identity();
  }

  async #startClock(): Promise<void> {
    const { ledger, log } = this.#parts;
    const running = this.#inUse();
    const onReport = (report: TickReport) => this.#reports.push(report);
    running.clockwork = await startClock({ ledger, log, parts: running.parts, jobs: running.app.metrics, onReport });
    // Its first tick is over before anybody moves the clock on.
    await running.clockwork.strike();
    this.#watchMornings();
  }

  /** Whoever lets it run for days has fresh figures each day, as with an accounting program that exports at night. */
  #watchMornings(): void {
    this.#stopWatching();
    this.#stopWatching = systemTimer.after(LOOK_AGAIN, () => {
      const { log } = this.#parts;
      this.#inTurn(() => this.#bringFigures()).catch((error: unknown) =>
        log.error({ err: error, id: faultId() }, 'this morning has no figures'),
      );
      this.#watchMornings();
    });
  }

  async #stop(): Promise<void> {
    this.#stopWatching();
    await this.#running?.parts.stop();
    this.#running = null;
  }

  #settings() {
    const { config, sandbox } = this.#parts;
    const { secrets, team } = sandbox.workspace;
    const slack: SlackConnection = {
      botToken: secrets.botToken,
      apiUrl: sandbox.apiUrl,
      mode: { kind: 'http', signingSecret: secrets.signingSecret },
    };
    // The sample's amounts without a currency are dollars, whatever else COLLECT_CURRENCY says.
    return { ...config, slack, defaults: { ...config.defaults, timezone: team.timezone, currency: 'USD' } };
  }

  #filesOf(days: StoryDays): MorningFiles {
    return new MorningFiles({ accounting: booksOfLumen(days), directory: this.#parts.directory });
  }

  #stage(): SandboxStage {
    const { sandbox, ledger } = this.#parts;
    return new SandboxStage({
      sandbox,
      ledger,
      deliver: () => this.#deliver(),
      strike: async () => {
        await this.#strikeNow();
      },
    });
  }

  /** What the accounting program exported last night comes in, once a day. On days off it exports nothing. */
  async #bringFigures(): Promise<void> {
    const { ledger } = this.#parts;
    const [workspace] = await allWorkspaces(ledger);
    if (workspace === undefined || this.#files === null) return;
    const today = dateIn(ledger.clock.now(), workspace.timezone);
    if (today === this.#figuresOf || !calendarOf(workspace.country).isWorkingDay(today)) return;
    this.#newPayments += await this.#files.bring(ledger, workspace);
    this.#figuresOf = today;
  }

  async #strikeNow(): Promise<readonly TickReport[]> {
    const { ledger } = this.#parts;
    const { clockwork } = this.#inUse();
    this.#reports = [];
    if (clockwork === null) {
      for (const { id } of await allWorkspaces(ledger)) this.#reports.push(await tick(ledger, id));
    } else {
      // The clock may be striking already, for an earlier minute: then this waits for that, and the next is for now.
      await clockwork.strike();
      await clockwork.strike();
    }
    await this.#deliver();
    return this.#reports;
  }

  /** Says all that is due, and returns when it is said. */
  async #deliver(): Promise<void> {
    const { ledger, log } = this.#parts;
    const { app } = this.#inUse();
    const { pending = 0, sending = 0 } = await outboxCounts(ledger);
    if (pending + sending === 0) return;
    await app.delivery.stop();
    try {
      await deliverOnce(this.#settings(), ledger, log, this.#timer);
    } finally {
      app.delivery.start();
    }
  }

  #inUse(): Running {
    if (this.#running === null) throw new Error('Collect is not running');
    return this.#running;
  }

  /** Days pass faster than Slack counts: meanwhile nobody waits, and nobody is put off for asking too often. */
  async #hurriedly<Result>(work: () => Promise<Result>): Promise<Result> {
    const { workspace } = this.#parts.sandbox;
    const { rateLimits } = workspace;
    this.#inHaste += 1;
    if (rateLimits) workspace.rateLimits = false;
    try {
      return await work();
    } finally {
      this.#inHaste -= 1;
      if (rateLimits) workspace.rateLimits = true;
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => {});
    return await mine;
  }

  #sentences(payments: number, reports: readonly TickReport[]): string[] {
    const t = this.#parts.lang.t.cli.sandbox.did;
    const sum = (count: (report: TickReport) => number | undefined): number =>
      reports.reduce((total, report) => total + (count(report) ?? 0), 0);
    const changed = sum(({ promises }) => promises?.changed);
    const told = sum(({ promises }) => promises?.messages);
    const channels = sum(({ digests }) => digests?.channels);
    const silent = sum(({ digests }) => digests?.silent);
    const candidates = sum(({ escalations }) => escalations?.candidates);
    const lines = [
      ...(payments > 0 ? [t.payments(payments)] : []),
      ...(changed > 0 ? [t.promises(changed)] : []),
      ...(told > 0 ? [t.told(told)] : []),
      ...(channels - silent > 0 ? [t.digests(channels - silent)] : []),
      ...(candidates > 0 ? [t.escalations(candidates)] : []),
    ];
    return lines.length > 0 ? lines : [t.nothing];
  }
}
