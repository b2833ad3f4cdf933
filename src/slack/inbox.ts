import { randomUUID } from 'node:crypto';
import type { App, Receiver, ReceiverEvent, ViewOutput } from '@slack/bolt';
import type { Logger } from 'pino';
import { groupRows } from '../ledger/group-rows.js';
import {
  type Arrival,
  beginTry,
  type FormAgain,
  finishRequests,
  forgetRequests,
  giveUpRequest,
  lastRequest,
  type NewRequest,
  type RequestKind,
  type RequestRow,
  recordRequests,
  renewLeases,
  takeBackRequests,
  takeBackUnstarted,
  takeFormAgain,
  takeUnfinished,
} from '../ledger/inbox.js';
import type { Ledger } from '../ledger/ledger.js';
import { storable } from '../ledger/storable.js';
import type { Lang } from '../text/language.js';
import { Batch } from './batch.js';
import { NotWrittenDown } from './books-unreachable.js';
import type { Desk } from './desk.js';
import { askedIn, askerIn, formTriggerIn } from './inbox-asked.js';
import { RequestAtWork, refusing, withWindow, workingOn } from './inbox-request.js';
import { errorMessage } from './messages/error.js';
import { simpleAnswer } from './messages/simple-answer.js';
import { openWindow } from './open-window.js';
import type { Timer } from './timer.js';
import { answerView, waitingView } from './views/answer-view.js';
import { filledText } from './views/filled-form.js';

/** Slack waits 3 s for an acknowledgement: so long, in ms, for the row to be written. */
export const TO_WRITE = 1_900;
/** How long it is known here what became of a request, in ms, without the books: Slack's network sends again sooner. */
const KNOWN_FOR = 30_000;
/** How often it is looked for requests that nobody works on any more, in ms. A lease is three times as long. */
const LOOK = 10_000;
/** Requests that such looks have taken up, at once. */
const TAKEN = 50;
/** A request that was begun so often and never ended is given up: it may be what ends the process each time. */
const MOST_TRIES = 8;
/** How often it is looked for what was done long ago, in ms. */
const FORGET = 3_600_000;
/** Whoever asked has been answered: what is done within so long, in ms, is marked by one commit. */
const TO_GATHER = 10;
/** How long a row that could not be marked waits for the next try, in ms. */
const MARK_AGAIN = 1_000;

/** What Slack is answered when a form is handed in; undefined: nothing but that it came. */
type FormReply = Parameters<ReceiverEvent['ack']>[0];

/** What a look has taken up: it ends with these; `all`: there was no more to take. */
interface TakenUp {
  readonly lanes: readonly Promise<void>[];
  readonly all: boolean;
}

export interface InboxParts {
  readonly ledger: Ledger;
  readonly desk: Desk;
  readonly timer: Timer;
  readonly log: Logger;
  /** No other process can be at work on these books: what is unfinished at the start is this one's. */
  readonly alone: boolean;
  /** Hears of each request that is given up. */
  readonly told?: { gaveUp(kind: RequestKind): void };
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
  /** Of these, the rows that are to be taken back. */
  readonly #erasing = new Map<number, Promise<unknown>>();
  /** What runs: requests that are worked on, and their rows that are marked. */
  readonly #running = new Set<Promise<unknown>>();
  readonly #toRecord: Batch<Arrival, number | null>;
  readonly #done: Batch<{ readonly id: number; readonly failed: boolean }, undefined>;
  readonly #takenBack: Batch<Pick<RequestRow, 'id' | 'arrival'>, undefined>;
  /** Arrivals: whether they were written down nobody knows. */
  readonly #notWanted: Batch<Arrival, undefined>;
  /** By their keys, forms of these that may come again: each resolves when the books do not have it. */
  readonly #leaving = new Map<string, Promise<unknown>>();
  /** Being written down, or a moment ago written down or not, by their keys. */
  readonly #arriving = new Map<string, Promise<unknown>>();
  /** By their keys and triggers, what forms that were handed in here a moment ago are acknowledged with. */
  readonly #acknowledged = new Map<string, Promise<FormReply>>();
  #app: Pick<App, 'processEvent'> | null = null;
  #workspaceId: number | null = null;
  #stopping = false;
  #forgotAt = Number.NEGATIVE_INFINITY;
  #takingUp: Promise<TakenUp> | null = null;
  /** Requests that looks have taken up and that are not ended. */
  #takenUp = 0;
  /** The last one of a person: whoever asked for several things gets them in their order. */
  readonly #lanes = new Map<string, Promise<void>>();
  #leftUpTo: Promise<number> | null = null;
  #cancelLook: () => void = () => undefined;

  constructor(private readonly parts: InboxParts) {
    const { ledger } = parts;
    const each = async (marked: Promise<void>, { length }: readonly unknown[]): Promise<undefined[]> => {
      await marked;
      return Array.from({ length });
    };
    this.#toRecord = new Batch((requests) => recordRequests(ledger, this.#workspace(), requests));
    this.#done = new Batch((rows) => each(finishRequests(ledger, this.#workspace(), rows), rows), TO_GATHER);
    this.#takenBack = new Batch((rows) => each(takeBackRequests(ledger, this.#workspace(), rows), rows));
    this.#notWanted = new Batch((arrivals) => each(this.#takeBackArrivals(arrivals), arrivals));
  }

  /** What is written within the time that Slack waits; 'late' otherwise. */
  async #soon<Result>(writing: Promise<Result>): Promise<Result | 'late'> {
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.parts.timer.after(TO_WRITE, () => resolve('late'));
    });
    try {
      return await Promise.race([writing, late]);
    } finally {
      cancel();
    }
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
  async take(sent: ReceiverEvent): Promise<void> {
    const found = askedIn(sent.body);
    if (found === null) return await this.#process(sent);
    // What is worked on now is what would be worked on after a restart.
    const event = { ...sent, body: storable(sent.body) };
    if (found.kind === 'form') await this.#formOnce(found, event);
    else await this.#receive(found, event);
  }

  async #receive(found: NewRequest, event: ReceiverEvent): Promise<void> {
    const since = performance.now();
    const asked = { ...found, arrival: randomUUID() };
    const leaving = this.#leaving.get(asked.dedupeKey);
    if (leaving !== undefined && (await this.#soon(leaving)) === 'late') return await this.#refuse(event);
    const writing = this.#record(asked);
    const expected = this.#expectAsker(event);
    let id: number | null | 'late';
    try {
      id = await this.#soon(writing);
    } catch (error) {
      return await this.#notWritten(asked, event, error);
    }
    if (id === 'late') return await this.#late(asked, event, writing);
    if (id !== null) {
      const row = this.#rowOf(asked, id, this.parts.ledger.clock.now());
      const request = this.#request(row, false, since);
      if (expected !== null) request.expect(...expected);
      return await this.#track(this.#work(request, event));
    }
    if (asked.kind !== 'form') return await event.ack();
    await this.#formAgain(asked, event, since);
  }

  /** Who made a request is asked of the books while it is written into them: both take their time. */
  #expectAsker({ body }: ReceiverEvent): Parameters<RequestAtWork['expect']> | null {
    const { roster, session } = this.parts.desk.parts;
    const asker = askerIn(body)?.slackUserId ?? '';
    if (session.known === null || asker === '') return null;
    const asked = roster.expect(session.known.workspaceId, asker);
    asked.catch(() => undefined);
    return [asker, asked];
  }

  /** Nothing is done, and whoever asked hears that. */
  async #notWritten(asked: Arrival, event: ReceiverEvent, error: unknown): Promise<void> {
    const { log } = this.parts;
    log.error({ err: error, kind: asked.kind }, 'a request could not be written down; nothing is done about it');
    if (asked.kind === 'event') throw new NotWrittenDown(error);
    this.#notWant(asked);
    await this.#refuse(event);
  }

  async #refuse(event: ReceiverEvent): Promise<void> {
    await this.parts.desk.track(refusing(() => this.#process(event)));
  }

  /** Its row may have been written all the same. */
  #notWant(asked: Arrival): void {
    const gone = this.#mark(this.#notWanted, asked, null);
    if (asked.kind !== 'form') return;
    const key = asked.dedupeKey;
    // Not what it was taken back with, if that comes again meanwhile: it waits for this.
    this.#leaving.set(key, gone);
    void gone.finally(() => {
      if (this.#leaving.get(key) === gone) this.#leaving.delete(key);
    });
  }

  /**
   * The books take longer than Slack waits. Whoever asked hears that it is not saved yet; it is done, and answered, once
   * it is. So whatever happens to this process until then, nobody has been told what is not so.
   */
  async #late(asked: Arrival, event: ReceiverEvent, writing: Promise<number | null>): Promise<void> {
    const { desk, ledger } = this.parts;
    if (asked.kind === 'event') {
      // Slack sends it again; should it have been written, the next look finds it.
      writing.then(
        (id) => void (id !== null && this.#left.add(id)),
        () => undefined,
      );
      throw new NotWrittenDown(new Error('the books take long'));
    }
    const receivedAt = ledger.clock.now();
    const asker = askerIn(event.body);
    const lang = desk.languageHeard(asker?.slackUserId ?? '');
    if (asked.kind === 'command') {
      const { text, blocks } = errorMessage({ error: { slow: true }, typed: asker?.typed ?? null }, lang);
      await event.ack({ response_type: 'ephemeral', text, blocks });
    } else if (asked.kind === 'form') await event.ack({ response_action: 'update', view: waitingView(lang) });
    else await event.ack();
    const window = await this.#windowFor(event, lang);
    await this.#track(
      (async () => {
        const acknowledged = { ...event, ack: async () => undefined };
        let id: number | null;
        try {
          id = await writing;
        } catch (error) {
          if (asked.kind === 'form') {
            this.#notWant(asked);
            return await this.#formNotSaved(event, lang);
          }
          return await withWindow(window, () => this.#notWritten(asked, acknowledged, error));
        }
        if (id === null) return;
        const row = this.#rowOf(asked, id, receivedAt);
        await withWindow(window, () => this.#work(this.#request(row, true, null), acknowledged));
      })(),
    );
  }

  /** A trigger lives three seconds: the window of a press that leads to a form is opened before it is written down. */
  async #windowFor(event: ReceiverEvent, lang: Lang): Promise<string | null> {
    const trigger = formTriggerIn(event.body);
    if (trigger === null) return null;
    const { desk, log } = this.parts;
    try {
      return await openWindow(desk, { trigger_id: trigger, view: waitingView(lang) });
    } catch (error) {
      log.warn({ err: error }, 'no window could be opened in time');
      return null;
    }
  }

  /** In the window of a form that says "one moment". */
  async #formNotSaved({ body }: ReceiverEvent, lang: Lang): Promise<void> {
    const viewId: unknown = body.view?.id;
    if (typeof viewId !== 'string') return;
    const message = errorMessage({ error: { unreachable: true }, typed: null }, lang);
    await this.parts.desk.slack.views.update({ view_id: viewId, view: answerView(message, lang) });
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
    const workspaceId = this.#workspaceId;
    // What needs Slack's consent would be left again, and each time counts as a try.
    if (this.parts.desk.parts.session.known === null) return;
    for (;;) {
      // One at a time takes, so that nothing is taken twice; what was taken takes its time without the next look.
      this.#takingUp ??= this.#track(this.#takeUp(workspaceId)).finally(() => {
        this.#takingUp = null;
      });
      const { lanes, all } = await this.#takingUp;
      await Promise.all(lanes);
      if (all || this.#stopping) break;
    }
    const now = this.parts.ledger.clock.now().getTime();
    if (now - this.#forgotAt < FORGET) return;
    this.#forgotAt = now;
    await forgetRequests(this.parts.ledger, workspaceId);
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
    const failed = (error: unknown): void =>
      this.parts.log.error({ err: error }, 'the inbox could not be looked through');
    while (!this.#stopping) {
      // Not waited for: leases are renewed also while something that was taken up takes its time.
      this.sweep().catch(failed);
      await this.#renew().catch(failed);
      if (this.#stopping) return;
      await new Promise<void>((wake) => {
        this.#cancelLook = this.parts.timer.after(LOOK, wake);
      });
    }
  }

  async #renew(): Promise<void> {
    const mine = this.#mine();
    if (this.#workspaceId !== null && mine.length > 0) await renewLeases(this.parts.ledger, this.#workspaceId, mine);
  }

  async #takeUp(workspaceId: number): Promise<TakenUp> {
    const { ledger, log } = this.parts;
    await this.#renew();
    const leftUpTo = await this.#leftByOthers(workspaceId);
    const limit = TAKEN - this.#takenUp;
    if (limit <= 0) return { lanes: [], all: true };
    const rows = await takeUnfinished(ledger, workspaceId, {
      but: this.#mine(),
      own: [...this.#left],
      leftUpTo,
      limit,
    });
    // Whatever it took is at work here now, and does not come again.
    if (rows.length > 0) log.info({ requests: rows.length }, 'requests that were not finished are taken up');
    this.#takenUp += rows.length;
    for (const row of rows) {
      this.#left.delete(row.id);
      this.#atWork.set(row.id, this.#request(row, true, null));
    }
    // One person's in their order; nobody waits for somebody else's.
    const whose = groupRows(rows, (row) => askerIn(row.body)?.slackUserId ?? '');
    const lanes = [...whose].map(([asker, theirs]) => this.#lane(asker, theirs));
    return { lanes, all: rows.length < limit };
  }

  #lane(asker: string, rows: readonly RequestRow[]): Promise<void> {
    const before = this.#lanes.get(asker) ?? Promise.resolve();
    const lane = this.#track(before.then(() => this.#oneByOne(rows)));
    this.#lanes.set(asker, lane);
    void lane.finally(() => {
      if (this.#lanes.get(asker) === lane) this.#lanes.delete(asker);
    });
    return lane;
  }

  async #oneByOne(rows: readonly RequestRow[]): Promise<void> {
    for (const row of rows) {
      try {
        // Not begun, so it counts as no try: the next start, or another replica, takes it up.
        if (this.#stopping) this.#atWork.delete(row.id);
        else await (row.attempts >= MOST_TRIES ? this.#giveUp(row) : this.#again(row));
      } catch (error) {
        this.parts.log.error({ err: error }, 'a request that was taken up failed');
      }
      this.#takenUp -= 1;
    }
  }

  /** The last row that somebody else wrote who cannot be at work any more: looked up before this process writes one. */
  async #leftByOthers(workspaceId: number): Promise<number> {
    if (!this.parts.alone) return 0;
    this.#leftUpTo ??= lastRequest(this.parts.ledger, workspaceId).catch((error: unknown) => {
      this.#leftUpTo = null;
      throw error;
    });
    return await this.#leftUpTo;
  }

  async #giveUp(row: RequestRow): Promise<void> {
    const { ledger, desk, log } = this.parts;
    const asker = askerIn(row.body);
    const { attempts: tries } = row;
    log.error({ kind: row.kind, tries }, 'a request was never finished and is given up');
    const reason = `not finished in ${tries} tries`;
    const word = (recorded: boolean) => ({
      slackUserId: asker?.slackUserId ?? '',
      notice: { kind: 'request_given_up', facts: { typed: asker?.typed ?? null, recorded } } as const,
    });
    try {
      await giveUpRequest(ledger, row, { reason, word: asker === null ? null : word });
      this.parts.told?.gaveUp(row.kind);
      desk.wake();
    } finally {
      this.#atWork.delete(row.id);
    }
  }

  /** The same form once more: from somebody whose first try was lost, or from a nervous finger. */
  async #formAgain(asked: Arrival, event: ReceiverEvent, since: number): Promise<void> {
    const { ledger, log, alone } = this.parts;
    const workspaceId = this.#workspace();
    let form: FormAgain | { readonly state: 'unknown' } = { state: 'unknown' };
    try {
      form = await takeFormAgain(ledger, workspaceId, asked, { but: this.#mine(), alone });
    } catch (error) {
      log.error({ err: error }, 'what became of a form could not be looked up');
    }
    if (form.state === 'taken') {
      const row = this.#rowOf(asked, form.id, form.receivedAt);
      return await this.#track(this.#work(this.#request(row, true, since), event));
    }
    // It was taken back since it was found to have come before.
    if (form.state === 'gone') return await this.#receive(asked, event);
    const erasing = form.state === 'at_work' ? this.#erasing.get(form.id) : undefined;
    if (erasing !== undefined) {
      // It had an error on a field and comes back corrected, sooner than the books forgot it.
      if ((await this.#soon(erasing)) !== 'late') return await this.#receive(asked, event);
      return await this.#notWritten(asked, event, new Error('the books take long'));
    }
    if (form.state === 'done') return await event.ack();
    // Whoever finishes it puts the answer into the form's window.
    await this.#pleaseWait(event);
  }

  /**
   * A form that comes back corrected has the same id, and a trigger of its own. The same trigger is the same form, sent
   * twice by Slack's network: it gets the same reply, whatever that is.
   */
  async #formOnce(found: NewRequest, event: ReceiverEvent): Promise<void> {
    const { trigger_id: trigger } = event.body as { readonly trigger_id?: unknown };
    if (typeof trigger !== 'string') return await this.#receive(found, event);
    const sending = `${found.dedupeKey}:${trigger}`;
    const sooner = this.#acknowledged.get(sending);
    if (sooner !== undefined) return await this.#sameReply(event, sooner);
    let acknowledge: (reply: FormReply) => void = () => undefined;
    const reply = new Promise<FormReply>((resolve) => {
      acknowledge = resolve;
    });
    this.#acknowledged.set(sending, reply);
    let replied = false;
    const ack = async (response?: FormReply): Promise<void> => {
      replied = true;
      acknowledge(response);
      await event.ack(response);
    };
    try {
      await this.#receive(found, { ...event, ack });
    } finally {
      // Nobody said what became of it. An empty reply would close the window as if all were well.
      if (!replied) await ack(this.#failed(event));
      this.parts.timer.after(KNOWN_FOR, () => this.#acknowledged.delete(sending));
    }
  }

  /** What went wrong is in the log, under the id that the window shows; what was filled in is in the window. */
  #failed(event: ReceiverEvent): FormReply {
    const { desk, log } = this.parts;
    const id = randomUUID().slice(0, 4).toUpperCase();
    log.error({ id, callback: event.body.view?.callback_id }, 'a form was not answered by whoever listens to it');
    const lang = desk.languageHeard(askerIn(event.body)?.slackUserId ?? '');
    const { text } = errorMessage({ error: { id }, typed: null }, lang);
    const filled = filledText(event.body.view as ViewOutput);
    const message = simpleAnswer(text, ...(filled === '' ? [] : [lang.t.words.youTyped(filled)]));
    return { response_action: 'update', view: answerView(message, lang) };
  }

  /** A form that is sent twice closes, or says something, whichever of the two answers Slack takes. */
  async #sameReply(event: ReceiverEvent, sooner: Promise<FormReply>): Promise<void> {
    const reply = await this.#soon(sooner);
    if (reply === 'late') await this.#pleaseWait(event);
    else await event.ack(reply);
  }

  async #pleaseWait(event: ReceiverEvent): Promise<void> {
    const lang = this.parts.desk.languageHeard(askerIn(event.body)?.slackUserId ?? '');
    await event.ack({ response_action: 'update', view: waitingView(lang) });
  }

  async #again(row: RequestRow): Promise<void> {
    const request = this.#atWork.get(row.id);
    if (request === undefined) return;
    try {
      if (!(await beginTry(this.parts.ledger, row))) return void this.#atWork.delete(row.id);
    } catch (error) {
      this.#atWork.delete(row.id);
      this.#left.add(row.id);
      throw error;
    }
    // Slack was answered, or told the person that it was not; nobody waits for an acknowledgement.
    await this.#work(request, { body: row.body as ReceiverEvent['body'], ack: async () => undefined });
  }

  async #work(request: RequestAtWork, event: ReceiverEvent): Promise<void> {
    const { id } = request.row;
    this.#atWork.set(id, request);
    if (this.#stopping) request.stop();
    try {
      await workingOn(request, () => this.#process(event));
    } finally {
      if (request.fate === 'left') this.#left.add(id);
      if (request.fate === 'done') void this.#mark(this.#done, { id, failed: request.hasFailed }, id);
      this.#atWork.delete(id);
    }
  }

  async #takeBackArrivals(arrivals: readonly Arrival[]): Promise<void> {
    // Not even whose books these are was known: nothing can have been written.
    if (this.#workspaceId !== null) await takeBackUnstarted(this.parts.ledger, this.#workspaceId, arrivals);
  }

  #rowOf({ kind, arrival }: Arrival, id: number, receivedAt: Date): RequestAtWork['row'] {
    return { workspaceId: this.#workspace(), id, kind, arrival, receivedAt };
  }

  #request(row: RequestAtWork['row'], again: boolean, since: number | null): RequestAtWork {
    return new RequestAtWork(row, again, since, (told) => {
      const erasing = told.then(
        () => this.#mark(this.#takenBack, row, row.id),
        () => undefined,
      );
      this.#erasing.set(row.id, erasing);
      void erasing.finally(() => this.#erasing.delete(row.id));
      return erasing;
    });
  }

  async #process(event: ReceiverEvent): Promise<void> {
    if (this.#app === null) throw new Error('nothing listens yet');
    await this.#app.processEvent(event);
  }

  /**
   * Its row's id; null: it was recorded before. Slack may send a command or press again before the books have the first
   * one, or when they have it and are away: whatever becomes of that one, it is the answer to both.
   */
  #record(asked: Arrival): Promise<number | null> {
    const { dedupeKey, kind } = asked;
    const sooner = kind === 'command' || kind === 'press' ? this.#arriving.get(dedupeKey) : undefined;
    const ofTheFirst = (): null => null;
    if (sooner !== undefined) return sooner.then(ofTheFirst, ofTheFirst);
    const writing = this.#write(asked);
    this.#arriving.set(dedupeKey, writing);
    const forget = (): void => {
      this.#arriving.delete(dedupeKey);
    };
    // Whoever asked has read that nothing was saved, and it must not be done after all; or it is at work, and nobody may
    // read that nothing was saved.
    const later = (): void => void this.parts.timer.after(KNOWN_FOR, forget);
    if (kind === 'command' || kind === 'press') writing.then(later, later);
    else writing.then(forget, forget);
    return writing;
  }

  async #write(asked: Arrival): Promise<number | null> {
    const { session } = this.parts.desk.parts;
    this.#workspaceId ??= session.known?.workspaceId ?? (await session.identity()).workspaceId;
    if (this.parts.alone) await this.#leftByOthers(this.#workspaceId);
    return await this.#toRecord.add(asked);
  }

  /** Until it succeeds: a row that is done and does not say so would be done again. */
  #mark<Row>(batch: Batch<Row, undefined>, row: Row, id: number | null): Promise<unknown> {
    const { timer, log } = this.parts;
    if (id !== null) this.#marking.add(id);
    const marking = (async () => {
      for (;;) {
        try {
          return void (await batch.add(row));
        } catch (error) {
          log.warn({ err: error }, 'the books could not be told what became of a request');
          if (this.#stopping) return;
          await timer.sleep(MARK_AGAIN);
        }
      }
    })();
    if (id !== null) void marking.finally(() => this.#marking.delete(id));
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
