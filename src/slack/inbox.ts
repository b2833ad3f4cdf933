import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import {
  finishRequests,
  forgetRequests,
  giveUpRequest,
  type NewRequest,
  type RequestRow,
  recordRequests,
  renewLeases,
  takeBackRequests,
  takeFormAgain,
  takeUnfinished,
} from '../ledger/inbox.js';
import type { Ledger } from '../ledger/ledger.js';
import { NotWrittenDown } from './books-unreachable.js';
import type { Desk } from './desk.js';
import { askedIn, askerIn } from './inbox-asked.js';
import { Batch } from './inbox-batch.js';
import { RequestAtWork, refusing, workingOn } from './inbox-request.js';
import type { Timer } from './timer.js';
import { waitingView } from './views/answer-view.js';

/** Slack waits 3 s for an acknowledgement: so long, in ms, for the row to be written. */
const TO_WRITE = 2_000;
/** How often it is looked for requests that nobody works on any more, in ms. A lease is three times as long. */
const LOOK = 10_000;
/** Requests taken up at once by such a look. */
const TAKEN = 50;
/** A request that was begun so often and never ended is given up: it may be what ends the process each time. */
const MOST_TRIES = 4;
/** How often it is looked for what was done long ago, in ms. */
const FORGET = 3_600_000;
/** How long a row that could not be marked waits for the next try, in ms. */
const MARK_AGAIN = 1_000;

export interface InboxParts {
  readonly ledger: Ledger;
  readonly desk: Desk;
  readonly timer: Timer;
  readonly log: Logger;
  /** No other process can be at work on these books: what is unfinished at the start is this one's. */
  readonly alone: boolean;
}

/**
 * What Slack asks for is written into the books before it is acknowledged, so that it is done once, however often Slack
 * sends it and whatever happens to this process. What only reads needs no record and goes straight on.
 */
export class Inbox {
  readonly #atWork = new Map<number, RequestAtWork>();
  /** Left because the books went away: leased, and nobody is at work on them. */
  readonly #left = new Set<number>();
  /** Rows that are done, or are to be taken back, and do not say so yet. */
  readonly #marking = new Set<number>();
  /** What runs: requests that are worked on, and their rows that are marked. */
  readonly #running = new Set<Promise<unknown>>();
  readonly #toRecord: Batch<NewRequest, number | null>;
  readonly #done: Batch<number, undefined>;
  readonly #takenBack: Batch<number, undefined>;
  #app: Pick<App, 'processEvent'> | null = null;
  #workspaceId: number | null = null;
  #stopping = false;
  #atStart = true;
  #forgotAt = Number.NEGATIVE_INFINITY;
  #sweeping: Promise<void> | null = null;
  #cancelLook: () => void = () => undefined;

  constructor(private readonly parts: InboxParts) {
    const { ledger } = parts;
    const each = async (marked: Promise<void>, { length }: readonly number[]): Promise<undefined[]> => {
      await marked;
      return Array.from({ length });
    };
    this.#toRecord = new Batch((requests) => recordRequests(ledger, this.#workspace(), requests));
    this.#done = new Batch((ids) => each(finishRequests(ledger, this.#workspace(), ids), ids));
    this.#takenBack = new Batch((ids) => each(takeBackRequests(ledger, this.#workspace(), ids), ids));
  }

  /** The receiver as Bolt is to see it: what it receives comes here first. */
  before(receiver: Receiver): Receiver {
    return {
      init: (app) => {
        this.#app = app;
        // Of the app, a receiver uses this alone.
        receiver.init({ processEvent: (event: ReceiverEvent) => this.take(event) } as App);
      },
      start: (...args: unknown[]) => receiver.start(...args),
      stop: (...args: unknown[]) => receiver.stop(...args),
    };
  }

  /** One request of Slack's. Resolves when it was worked on; throws NotWrittenDown for an event that Slack is to send again. */
  async take(event: ReceiverEvent): Promise<void> {
    const asked = askedIn(event.body);
    if (asked === null) return await this.#process(event);
    const { desk, ledger, log } = this.parts;
    const since = performance.now();
    let id: number | null;
    try {
      id = await this.#record(asked);
    } catch (error) {
      log.error({ err: error, kind: asked.kind }, 'a request could not be written down; nothing is done about it');
      if (asked.kind === 'event') throw new NotWrittenDown(error);
      return await desk.track(refusing(() => this.#process(event)));
    }
    const workspaceId = this.#workspace();
    if (id !== null) {
      const row = { workspaceId, id, receivedAt: ledger.clock.now() };
      return await this.#track(this.#work(this.#request(row, false, since), event));
    }
    if (asked.kind !== 'form') return await event.ack();
    await this.#formAgain(asked, event, since);
  }

  /** Looks at once for what an earlier process left unfinished, and from then on every ten seconds. */
  start(): void {
    this.#look().catch((error: unknown) =>
      this.parts.log.error({ err: error }, 'the inbox could not be looked through'),
    );
  }

  /** Takes up what nobody works on any more. Resolves when that is done, or left again. */
  async sweep(): Promise<void> {
    this.#workspaceId ??= (await this.parts.desk.parts.session.identity()).workspaceId;
    this.#sweeping ??= this.#track(this.#sweep(this.#workspaceId)).finally(() => {
      this.#sweeping = null;
    });
    await this.#sweeping;
  }

  /** No further look and no further try; what runs goes on. */
  stop(): void {
    this.#stopping = true;
    this.#cancelLook();
    for (const request of this.#atWork.values()) request.stop();
  }

  /** Resolves when nothing is worked on any more, and it is written down what became of it. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  async #look(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.sweep();
      } catch (error) {
        this.parts.log.error({ err: error }, 'the inbox could not be looked through');
      }
      if (this.#stopping) return;
      await new Promise<void>((wake) => {
        this.#cancelLook = this.parts.timer.after(LOOK, wake);
      });
    }
  }

  async #sweep(workspaceId: number): Promise<void> {
    const { ledger, log, alone } = this.parts;
    if (this.#mine().length > 0) await renewLeases(ledger, workspaceId, this.#mine());
    for (;;) {
      const rows = await takeUnfinished(ledger, workspaceId, {
        but: this.#mine(),
        own: [...this.#left],
        alone: alone && this.#atStart,
        limit: TAKEN,
      });
      // Whatever it took is at work here now, and does not come again.
      if (rows.length > 0) log.info({ requests: rows.length }, 'requests that were not finished are taken up');
      for (const row of rows) {
        this.#left.delete(row.id);
        this.#atWork.set(row.id, this.#request(row, true, null));
      }
      for (const row of rows) await this.#track(row.attempts > MOST_TRIES ? this.#giveUp(row) : this.#again(row));
      if (rows.length < TAKEN || this.#stopping) break;
    }
    this.#atStart = false;
    const now = ledger.clock.now().getTime();
    if (now - this.#forgotAt < FORGET) return;
    await forgetRequests(ledger, workspaceId);
    this.#forgotAt = now;
  }

  async #giveUp(row: RequestRow): Promise<void> {
    const { ledger, desk, log } = this.parts;
    const asker = askerIn(row.body);
    const tries = row.attempts - 1;
    log.error({ kind: row.kind, tries }, 'a request was never finished and is given up');
    const reason = `not finished in ${tries} tries`;
    const word = (recorded: boolean) => ({
      slackUserId: asker?.slackUserId ?? '',
      notice: { kind: 'request_given_up', facts: { typed: asker?.typed ?? null, recorded } } as const,
    });
    try {
      await giveUpRequest(ledger, row, { reason, word: asker === null ? null : word });
      desk.wake();
    } finally {
      this.#atWork.delete(row.id);
    }
  }

  /** The same form once more: from somebody whose first try was lost, or from a nervous finger. */
  async #formAgain(asked: NewRequest, event: ReceiverEvent, since: number): Promise<void> {
    const { ledger, desk, log, alone } = this.parts;
    const workspaceId = this.#workspace();
    let form: Awaited<ReturnType<typeof takeFormAgain>> | 'unknown' = 'unknown';
    try {
      form = await takeFormAgain(ledger, workspaceId, asked, { but: this.#mine(), alone });
    } catch (error) {
      log.error({ err: error }, 'what became of a form could not be looked up');
    }
    if (form !== null && form !== 'unknown' && form.taken) {
      const { id, receivedAt } = form;
      return await this.#track(this.#work(this.#request({ workspaceId, id, receivedAt }, true, since), event));
    }
    if (form === null || (form !== 'unknown' && this.#mine().includes(form.id))) return await event.ack();
    // Whoever finishes it puts the answer into the form's window.
    const lang = await desk.language(askerIn(event.body)?.slackUserId ?? '');
    await event.ack({ response_action: 'update', view: waitingView(lang) });
  }

  async #again(row: RequestRow): Promise<void> {
    const request = this.#atWork.get(row.id);
    if (request === undefined) return;
    // Slack was answered, or told the person that it was not; nobody waits for an acknowledgement.
    const event = { body: row.body as ReceiverEvent['body'], ack: async () => undefined };
    try {
      await this.#work(request, event);
    } catch (error) {
      this.parts.log.error({ err: error }, 'a request that was taken up failed');
    }
  }

  async #work(request: RequestAtWork, event: ReceiverEvent): Promise<void> {
    const { id } = request.row;
    this.#atWork.set(id, request);
    if (this.#stopping) request.stop();
    try {
      await workingOn(request, () => this.#process(event));
    } finally {
      if (request.fate === 'left') this.#left.add(id);
      if (request.fate === 'done') void this.#mark(this.#done, id);
      this.#atWork.delete(id);
    }
  }

  #request(row: RequestAtWork['row'], again: boolean, since: number | null): RequestAtWork {
    return new RequestAtWork(row, again, since, () => this.#mark(this.#takenBack, row.id));
  }

  async #process(event: ReceiverEvent): Promise<void> {
    if (this.#app === null) throw new Error('nothing listens yet');
    await this.#app.processEvent(event);
  }

  /** Throws if it cannot be written down in time; should it be written after that, it is taken back. */
  async #record(asked: NewRequest): Promise<number | null> {
    const { session } = this.parts.desk.parts;
    const writing = (async () => {
      this.#workspaceId ??= session.known?.workspaceId ?? (await session.identity(TO_WRITE)).workspaceId;
      return await this.#toRecord.add(asked);
    })();
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      limit = setTimeout(() => resolve('late'), TO_WRITE);
    });
    try {
      const first = await Promise.race([writing, late]);
      if (first !== 'late') return first;
    } finally {
      clearTimeout(limit);
    }
    writing.then(
      (id) => {
        if (id !== null) void this.#mark(this.#takenBack, id);
      },
      () => undefined,
    );
    throw new Error(`the books took longer than ${TO_WRITE} ms`);
  }

  /** Until it succeeds: a row that is done and does not say so would be done again. */
  #mark(batch: Batch<number, undefined>, id: number): Promise<unknown> {
    const { timer, log } = this.parts;
    this.#marking.add(id);
    const marking = (async () => {
      for (;;) {
        try {
          return void (await batch.add(id));
        } catch (error) {
          log.warn({ err: error }, 'the books could not be told what became of a request');
          if (this.#stopping) return;
          await timer.sleep(MARK_AGAIN);
        }
      }
    })();
    void marking.finally(() => this.#marking.delete(id));
    return this.#track(marking);
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    const done = (): void => {
      this.#running.delete(work);
    };
    work.then(done, done);
    return work;
  }

  #mine(): number[] {
    return [...this.#atWork.keys(), ...this.#marking];
  }

  #workspace(): number {
    if (this.#workspaceId === null) throw new Error('it is not known yet whose books these are');
    return this.#workspaceId;
  }
}
