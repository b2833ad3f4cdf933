import { randomUUID } from 'node:crypto';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { channelTroubleOf, refuseForChannel } from '../ledger/channel-refusal.js';
import { amountsFor, type Readers } from '../ledger/facts/amounts.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Notice } from '../ledger/notice.js';
import {
  giveBackTaken,
  giveUp,
  giveUpParts,
  markSent,
  type OutboxItem,
  retryInDoubt,
  retryLater,
  settleDoubt,
  takeDue,
} from '../ledger/outbox.js';
import type { RateLimited } from '../ledger/rate-gates.js';
import { rememberRefusedTables } from '../ledger/refused-tables.js';
import { languageOf } from '../text/language.js';
import { Lease } from './lease.js';
import { LostSenders } from './lost-senders.js';
import { directMessage } from './messages/direct.js';
import type { SlackMessage } from './messages/message.js';
import { unbuildable } from './messages/morning.js';
import { noticeMessage } from './messages/notice.js';
import { LookUpPace, Pace } from './pace.js';
import { limitOf, lookUpOf, RateLimits } from './rate-limits.js';
import type { Roster } from './roster.js';
import { historyOf, MESSAGE_EVENT, mayLook, sentBefore } from './sent-before.js';
import type { Session } from './session.js';
import { type SlackFault, slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** What one run through the outbox did. */
export interface DeliveryReport {
  sent: number;
  /** Put back: Slack said not now, or could not be reached. */
  later: number;
  /** Slack will never take it. */
  failed: number;
  /** It may have been said; it is not said again. */
  unknown: number;
}

export interface DeliveryParts {
  readonly ledger: Ledger;
  /** A client of its own (web-clients.ts deliveryClient): long time-out, no retries. */
  readonly slack: WebClient;
  readonly session: Session;
  readonly roster: Roster;
  readonly timer: Timer;
  readonly log: Logger;
  /** No other process can have been at work on these books before: true of the embedded database. */
  readonly alone?: boolean;
  /** Hears what each batch did. */
  readonly told?: { delivered(report: DeliveryReport): void };
}

/** Rows taken at a time. */
const BATCH = 20;
/** Channels served side by side. */
const AT_ONCE = 4;
/** How often the outbox is looked at when nobody wakes the delivery, in ms. */
const LOOK_AGAIN = 2_000;
/** Wait before a message of unknown outcome is looked for, or tried once more: what Slack does late, it has done then. */
const AFTER_UNKNOWN = 60_000;
const LONGEST_WAIT = 15 * 60_000;
/** How often the books are told what became of a message if they do not answer, a second apart; fewer while stopping. */
const TELL_BOOKS = 300;
const TELL_BOOKS_LAST = 5;
const BOOKS_PAUSE = 1_000;
/** A taking whose answer was lost has been done by then, or never is, in ms. */
const UNHEARD_FOR = 60_000;
/** So many times a message waits to learn who reads in its channel; then it goes without amounts. */
const UNKNOWN_READERS = 5;
/** Tries of a row that Slack keeps putting off: with the longest wait, about a day. */
const MOST_TRIES = 100;

/**
 * Says what the outbox holds: the only caller of chat.postMessage and chat.update. A message is posted once. Where its
 * fate is unknown it is looked for in the channel and posted again only if it is not there. Where Collect may not look
 * (the history scopes are optional), what goes to a channel is not repeated, a direct message is repeated once. An
 * update, which changes nothing when repeated, is repeated as long as it takes.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #limits: RateLimits;
  readonly #directChannels = new Map<string, string>();
  readonly #pace = new Pace();
  readonly #opening = new LookUpPace();
  #stopped = true;
  /** The stop has begun: rows that were taken but not sent go back. */
  #stopping = false;
  #running: Promise<void> = Promise.resolve();
  #nap: (() => void) | null = null;
  #woken = false;
  readonly #lost: LostSenders;
  /** Takings whose answer was lost, and when that was: the books may have done them, or do them yet. */
  readonly #unheard = new Map<string, number>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#limits = new RateLimits(parts.ledger);
    this.#lost = new LostSenders({ ledger: parts.ledger, alone: parts.alone ?? false });
  }

  /** Delivers from now on, until `stop`. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#stopping = false;
    this.#running = this.#loop();
  }

  /** The outbox has something new: look now. */
  wake(): void {
    this.#woken = true;
    this.#nap?.();
  }

  /** Finishes the messages that are under way, puts the others back, then stops. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping = true;
    this.#nap?.();
    await this.#running;
  }

  /** Delivers all that is due and returns; for a command that runs once. */
  async drain(): Promise<DeliveryReport> {
    const report: DeliveryReport = { sent: 0, later: 0, failed: 0, unknown: 0 };
    while ((await this.#round(report)) > 0);
    return report;
  }

  async #loop(): Promise<void> {
    const { log, timer, told } = this.#parts;
    while (!this.#stopped) {
      this.#woken = false;
      const report: DeliveryReport = { sent: 0, later: 0, failed: 0, unknown: 0 };
      try {
        const taken = await this.#round(report);
        if (taken > 0) continue;
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read; trying again');
      } finally {
        told?.delivered(report);
      }
      if (this.#stopped || this.#woken) continue;
      await new Promise<void>((resolve) => {
        const cancel = timer.after(LOOK_AGAIN, resolve);
        this.#nap = () => {
          cancel();
          resolve();
        };
      });
      this.#nap = null;
    }
  }

  /** One batch. Returns how many rows it took. */
  async #round(report: DeliveryReport): Promise<number> {
    const { ledger, session, log } = this.#parts;
    // Without a token that Slack knows nothing is taken: it all stays where it is.
    if (session.known === null) return 0;
    const { teamId } = session.known;
    const lost = await this.#lost.look();
    if (lost > 0) log.warn({ lost }, 'messages whose sender had stopped');
    const { items, unreadable, withdrawn } = await this.#take();
    if (withdrawn > 0) log.info({ withdrawn }, 'messages that were not for their readers any more');
    for (const item of unreadable) {
      log.error({ id: item.id, error: item.error }, 'a message in the outbox cannot be read');
      await this.#insist(() => giveUp(ledger, item, { state: 'failed', error: item.error }));
      report.failed += 1;
    }
    const lease = this.#leaseOf(items);
    try {
      await this.#deliverAll(items, teamId, lease, report);
    } finally {
      lease.end();
    }
    return items.length + unreadable.length + withdrawn;
  }

  async #take(): Promise<Awaited<ReturnType<typeof takeDue>>> {
    const { ledger, log } = this.#parts;
    if (this.#unheard.size > 0) {
      const back = await giveBackTaken(ledger, [...this.#unheard.keys()]);
      if (back > 0) log.warn({ back }, 'messages that were taken without an answer from the books');
      for (const [taking, at] of this.#unheard) {
        if (Math.abs(this.#now() - at) > UNHEARD_FOR) this.#unheard.delete(taking);
      }
    }
    const taking = randomUUID();
    try {
      return await takeDue(ledger, { limit: BATCH, taking });
    } catch (error) {
      this.#unheard.set(taking, this.#now());
      throw error;
    }
  }

  #leaseOf(items: readonly OutboxItem[]): Lease {
    const { ledger, timer, log } = this.#parts;
    const failed = (error: unknown): void =>
      log.warn({ err: error }, 'the books do not know that messages are being sent');
    return new Lease({ ledger, timer, failed }, items);
  }

  async #deliverAll(items: readonly OutboxItem[], teamId: string, lease: Lease, report: DeliveryReport): Promise<void> {
    const { log } = this.#parts;
    const lanes = new Map<string, OutboxItem[]>();
    for (const item of items) {
      if (item.slackTeamId !== teamId) {
        await this.#insist(() => this.#putBack(item, LONGEST_WAIT, 'another_workspace', report));
        continue;
      }
      const lane = laneOf(item);
      lanes.set(lane, [...(lanes.get(lane) ?? []), item]);
    }
    await this.#lookAhead(items);
    const waiting = [...lanes.values()];
    const worker = async (): Promise<void> => {
      for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
        for (const item of lane) {
          if (!(await this.#insist(() => lease.holds(item)))) continue;
          try {
            if (this.#stopping) await this.#leave(item, new Date(this.#now()), 'stopped', report);
            else await this.#deliver(item, lease, report);
          } catch (error) {
            // The books went away before Slack was asked: it was not tried.
            log.error({ err: error, id: item.id }, 'a message could not be prepared');
            const again = new Date(this.#now() + backOff(item.attempts));
            await this.#insist(() => this.#leave(item, again, 'not prepared', report));
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** Until the books answer: what became of a message must not be forgotten, and nothing is said without them. */
  async #insist<T>(work: () => Promise<T>): Promise<T> {
    const { log, timer } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= (this.#stopping ? TELL_BOOKS_LAST : TELL_BOOKS)) throw error;
        if (attempt === 1) log.error({ err: error }, 'the books do not answer the delivery; trying again');
        await timer.sleep(BOOKS_PAUSE);
      }
    }
  }

  /** After Slack was asked. Where the books never answer, the row counts as lost, not as untried. */
  async #tell(item: OutboxItem, work: () => Promise<void>): Promise<void> {
    try {
      await this.#insist(work);
    } catch (error) {
      this.#parts.log.error({ err: error, id: item.id }, 'what became of a message could not be written down');
    }
  }

  /** A morning's digests go to many channels: whether figures may be shown there is asked for all of them at once. */
  async #lookAhead(items: readonly OutboxItem[]): Promise<void> {
    const { session, roster } = this.#parts;
    const [first] = items.filter((item) => item.slackTeamId === session.known?.teamId);
    if (first === undefined) return;
    const channels = items.flatMap((item) => ('channel' in item.target ? channelOf(item.target.channel, item) : []));
    await roster.foresee(first.workspaceId, channels);
  }

  async #deliver(taken: OutboxItem, lease: Lease, report: DeliveryReport): Promise<void> {
    const { ledger, log, roster } = this.#parts;
    let item = taken;
    let message: SlackMessage;
    try {
      const { notice } = item;
      if (notice.kind === 'morning') {
        const parts = unbuildable(notice.facts, languageOf(item.locale), noticeMessage);
        for (const { id, error } of parts) log.error({ err: error, id }, 'a part of a message could not be built');
        // What stands there already is better than the same with a part missing.
        if (parts.length === notice.facts.items.length || (parts.length > 0 && item.update !== null)) {
          throw parts[0]?.error;
        }
        if (parts.length > 0) {
          const lost = parts.flatMap(({ id, error }) => (id === null ? [] : [{ id, error: notBuilt(error) }]));
          await giveUpParts(ledger, item, lost);
          report.failed += lost.length;
          const items = notice.facts.items.filter((one) => !lost.some(({ id }) => id === one.id));
          item = { ...item, notice: { kind: 'morning', facts: { ...notice.facts, items } } };
        }
      }
      message = messageOf(item);
    } catch (error) {
      log.error({ err: error, id: item.id, kind: item.notice.kind }, 'a message could not be built');
      return await this.#end(item, 'failed', notBuilt(error), report);
    }
    let place: Place;
    try {
      place = await this.#channelFor(item);
    } catch (error) {
      return await this.#notFound(item, slackFault(error), report);
    }
    if ('heldUntil' in place) return await this.#leave(item, place.heldUntil, 'ratelimited', report);
    const refused = 'refused' in place ? place.refused : null;
    let stays = false;
    if (place.id !== null && item.doubtSince !== null && item.update === null) {
      const doubt = await this.#settle(item, place.id, refused, report);
      if (doubt === 'decided') return;
      stays = doubt === 'stays';
      if (!stays) item = { ...item, doubtSince: null, doubts: 0 };
    }
    if ('refused' in place) return await this.#end(item, 'failed', place.refused, report);
    const channel = place.id;
    // Somebody may have been told to wait since the row was taken: the message before it, or another replica.
    const heldUntil = await this.#limits.until(item.workspaceId, limitOf(item));
    if (heldUntil !== null) return await this.#leave(item, heldUntil, 'ratelimited', report);
    const wait = this.#pace.take(channel, this.#now());
    if (wait > 0) await this.#parts.timer.sleep(wait);
    if (place.joined !== undefined) {
      // Who reads there is asked as late as can be: a guest may have come since the row was taken.
      const asked = await roster.audience.readersOf(item.workspaceId, channel, place.joined);
      if ('heldUntil' in asked) return await this.#leave(item, asked.heldUntil, 'ratelimited', report);
      if ('fault' in asked && asked.fault.kind === 'installation') {
        return await this.#notSaid(item, asked.fault, lookUpOf(item), report);
      }
      if ('fault' in asked && item.attempts < UNKNOWN_READERS) {
        return await this.#putBack(item, waitFor(asked.fault, item.attempts), asked.fault.code, report);
      }
      const forReaders = readBy(item, 'fault' in asked ? 'unknown' : asked.readers);
      if (forReaders !== item) message = messageOf(forReaders);
    }
    if (!(await lease.holds(item))) return;
    let at: { channelId: string; ts: string };
    try {
      at = await this.#say(item, channel, message);
    } catch (error) {
      const fault = slackFault(error);
      return await this.#tell(item, () => this.#notSaid(item, fault, limitOf(item), report));
    }
    await this.#tell(item, () => markSent(ledger, item, { ...at, note: stays ? SAID_AGAIN : null }));
    report.sent += 1;
  }

  /** Where it goes, why it may not, or until when Slack does not want to be asked that. */
  async #channelFor(item: OutboxItem): Promise<Place> {
    if ('personId' in item.target) {
      if (item.update !== null) return { id: item.update.channelId };
      const { slackUserId } = item.target;
      if (slackUserId === null) return { refused: 'not_in_slack', id: null };
      const known = this.#directChannels.get(slackUserId);
      if (known !== undefined) return { id: known };
      const heldUntil = await this.#limits.until(item.workspaceId, lookUpOf(item));
      return heldUntil === null ? { id: await this.#openDirect(slackUserId) } : { heldUntil };
    }
    // The same is asked for a first message, for a reply under it and for what replaces it.
    const channel = channelOf(item.target.channel, item);
    const { roster } = this.#parts;
    const heldUntil = roster.knowsChannel(channel) ? null : await this.#limits.until(item.workspaceId, lookUpOf(item));
    if (heldUntil !== null) return { heldUntil };
    const facts = await roster.channel(item.workspaceId, channel, item.shared);
    // What stood there is taken away: the one thing that a shared channel takes.
    if (item.notice.kind === 'taken_down') return { id: channel };
    // The client may be reading along: no figures there, whatever was set up before it was shared.
    if (facts?.isShared === true) return { refused: 'shared_channel', id: channel };
    if (facts?.archived === true) return { refused: 'is_archived', id: channel };
    return { id: channel, joined: facts?.isMember ?? false };
  }

  async #openDirect(slackUserId: string): Promise<string> {
    const wait = this.#opening.take(this.#now());
    if (wait > 0) await this.#parts.timer.sleep(wait);
    const { channel } = await this.#parts.slack.conversations.open({ users: slackUserId });
    if (channel?.id === undefined) throw new Error('conversations.open returned no channel');
    this.#directChannels.set(slackUserId, channel.id);
    return channel.id;
  }

  async #say(item: OutboxItem, channelId: string, message: SlackMessage): Promise<{ channelId: string; ts: string }> {
    try {
      return await this.#call(item, channelId, message.text, message.blocks);
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || !BLOCKS_REFUSED.has(error.data.error)) throw error;
      if (message.plainer !== undefined) {
        const { log, ledger } = this.#parts;
        log.warn({ id: item.id, code: error.data.error }, 'Slack takes no table here; lists go as plain rows');
        await this.#insist(() => rememberRefusedTables(ledger, item.workspaceId));
        return await this.#say(item, channelId, message.plainer);
      }
      // Better the plain sentence than nothing; the fault is ours and is logged.
      this.#parts.log.error(
        { id: item.id, kind: item.notice.kind, code: error.data.error },
        'Slack refused the blocks',
      );
      return await this.#call(item, channelId, message.text, undefined);
    }
  }

  async #call(
    item: OutboxItem,
    channel: string,
    text: string,
    blocks: SlackMessage['blocks'] | undefined,
  ): Promise<{ channelId: string; ts: string }> {
    const { slack } = this.#parts;
    const content = { channel, text, ...(blocks === undefined ? {} : { blocks }) };
    const metadata = { event_type: MESSAGE_EVENT, event_payload: { outbox_id: item.id } };
    if (item.update !== null) {
      await slack.chat.update({ ...content, ts: item.update.ts, metadata });
      return item.update;
    }
    const posted = await slack.chat.postMessage({
      ...content,
      metadata,
      unfurl_links: false,
      unfurl_media: false,
      ...(item.thread === null ? {} : { thread_ts: item.thread.ts }),
    });
    if (posted.ts === undefined) throw new Error('chat.postMessage returned no ts');
    return { channelId: posted.channel ?? channel, ts: posted.ts };
  }

  /** The place could not be looked up: nothing was said yet, so it may always be tried again. */
  async #notFound(item: OutboxItem, fault: SlackFault, report: DeliveryReport): Promise<void> {
    if (fault.kind === 'unknown') return await this.#putBack(item, backOff(item.attempts), fault.code, report);
    return await this.#notSaid(item, fault, lookUpOf(item), report);
  }

  /** `asked`: what Slack answered so. */
  async #notSaid(item: OutboxItem, fault: SlackFault, asked: RateLimited, report: DeliveryReport): Promise<void> {
    const { log, session } = this.#parts;
    log.warn(
      { id: item.id, kind: item.notice.kind, code: fault.code, fault: fault.kind },
      'a message was not delivered',
    );
    switch (fault.kind) {
      case 'later': {
        const wait = waitFor(fault, item.attempts);
        await this.#limits.learn(item.workspaceId, asked, fault, wait);
        return await this.#putBack(item, wait, fault.code, report);
      }
      case 'installation':
        // Not the message's fault: it waits until the session finds that the token works again.
        session.lost(fault.code);
        return await this.#putBack(item, AFTER_UNKNOWN, fault.code, report);
      case 'final':
        this.#forgetDirect(item);
        return await this.#end(item, 'failed', fault.code, report);
      case 'unknown':
        return await this.#afterUnknown(item, fault, report);
    }
  }

  /**
   * Of a row in doubt. `decided`: it stands there already, or waits, or is given up; else it is to be said now, because
   * it is not there (`none`), or though nobody knows (`stays`).
   * @param refused why nothing may be said there any more; an earlier try may still have been
   */
  async #settle(
    item: OutboxItem,
    channelId: string,
    refused: string | null,
    report: DeliveryReport,
  ): Promise<'decided' | 'none' | 'stays'> {
    const { ledger, log } = this.#parts;
    let look: Awaited<ReturnType<typeof sentBefore>>;
    try {
      look = await sentBefore(this.#parts, this.#limits, item, channelId);
    } catch (error) {
      const fault = slackFault(error);
      if (fault.kind === 'unknown') await this.#putBack(item, backOff(item.attempts), fault.code, report);
      else if (fault.kind !== 'final') await this.#notSaid(item, fault, historyOf(item), report);
      if (fault.kind !== 'final') return 'decided';
      // The scope was taken back since, or the bot is no longer in the channel.
      look = { kind: 'hidden' };
    }
    switch (look.kind) {
      case 'sent':
        log.info({ id: item.id, kind: item.notice.kind }, 'a message of unknown outcome had been delivered');
        await markSent(ledger, item, { channelId, ts: look.ts });
        report.sent += 1;
        return 'decided';
      case 'absent':
        await settleDoubt(ledger, item);
        return 'none';
      case 'heldUntil':
        await this.#leave(item, look.until, 'ratelimited', report);
        return 'decided';
      case 'hidden':
        if (refused === null && 'personId' in item.target && item.doubts < 2) return 'stays';
        if (refused === null) await this.#end(item, 'unknown', NOT_SAID_AGAIN, report);
        else await this.#end(item, 'failed', refused, report);
        return 'decided';
    }
  }

  async #afterUnknown(item: OutboxItem, fault: SlackFault, report: DeliveryReport): Promise<void> {
    const error = `${fault.code}, outcome unknown`;
    if (item.update !== null) return await this.#putBack(item, backOff(item.attempts), error, report);
    const onceMore = 'personId' in item.target && item.doubts === 0;
    if (!onceMore && !(await mayLook(this.#parts, item))) {
      return await this.#end(item, 'unknown', `${fault.code}; ${NOT_SAID_AGAIN}`, report);
    }
    if (item.attempts >= MOST_TRIES) return await this.#end(item, 'unknown', error, report);
    const wait = Math.max(AFTER_UNKNOWN, backOff(item.attempts));
    await retryInDoubt(this.#parts.ledger, item, { notBefore: new Date(this.#now() + wait), error });
    report.later += 1;
  }

  #forgetDirect(item: OutboxItem): void {
    if ('personId' in item.target && item.target.slackUserId !== null) {
      this.#directChannels.delete(item.target.slackUserId);
    }
  }

  async #putBack(item: OutboxItem, wait: number, error: string, report: DeliveryReport): Promise<void> {
    if (item.attempts >= MOST_TRIES) return await this.#end(item, 'failed', error, report);
    await retryLater(this.#parts.ledger, item, { notBefore: new Date(this.#now() + wait), error });
    report.later += 1;
  }

  /** It was taken, but Slack was not asked: as if it had not been taken. */
  async #leave(item: OutboxItem, notBefore: Date, error: string, report: DeliveryReport): Promise<void> {
    await retryLater(this.#parts.ledger, item, { notBefore, error, untried: true });
    report.later += 1;
  }

  /** `code`: why. Of a row in doubt that is refused, an earlier try may have been said: it does not count as failed. */
  async #end(item: OutboxItem, wanted: 'failed' | 'unknown', code: string, report: DeliveryReport): Promise<void> {
    const { ledger } = this.#parts;
    const doubted = wanted === 'failed' && item.doubtSince !== null && item.update === null;
    const state = doubted ? 'unknown' : wanted;
    const error = doubted ? `${code}; ${NOT_SAID_AGAIN}` : code;
    const trouble = wanted === 'failed' ? channelTroubleOf(code) : null;
    // Of a direct message nobody is told: that would be one more.
    if (trouble === null || 'personId' in item.target) await giveUp(ledger, item, { state, error });
    else {
      const slackChannelId = channelOf(item.target.channel, item);
      await refuseForChannel(ledger, item, { slackChannelId, code, trouble, end: { state, error } });
    }
    report[state] += 1;
  }

  #now(): number {
    return this.#parts.ledger.clock.now().getTime();
  }
}

/** Where a message goes, why it may not, or until when Slack does not want to be asked. */
type Place =
  /** `joined`: of a channel, whether Collect is in it itself. */
  | { readonly id: string; readonly joined?: boolean }
  | { readonly refused: string; readonly id: string | null }
  | { readonly heldUntil: Date };

function messageOf(item: OutboxItem): SlackMessage {
  const build = 'personId' in item.target ? directMessage : noticeMessage;
  const message = build(item.notice, languageOf(item.locale));
  return item.plainer && message.plainer !== undefined ? message.plainer : message;
}

/** The row as those who read in its channel may read it; the same one where nothing differs. */
function readBy(item: OutboxItem, readers: Readers): OutboxItem {
  const { facts } = item.notice as { readonly facts: Partial<ReturnType<typeof amountsFor>> };
  const shown = facts.amountsShown !== false;
  const amounts = amountsFor(item.amountsWanted ?? shown, readers);
  const { amountsShown, amountsHidden } = amounts;
  if (amountsShown === shown && amountsHidden === (facts.amountsHidden ?? null)) return item;
  return { ...item, notice: { ...item.notice, facts: { ...facts, ...amounts } } as Notice };
}

const notBuilt = (error: unknown): string => `not built: ${String(error)}`.slice(0, 300);

/** Slack understood the call and dislikes what the message is made of. */
const BLOCKS_REFUSED = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long']);

/** Why the row was given up, or how it was sent: for whoever asks what became of it. */
const NOT_SAID_AGAIN = 'outcome unknown, not sent again';
const SAID_AGAIN = 'sent again: whether an earlier try had arrived is unknown';

/** An update and a reply are in the channel of a first message. */
const channelOf = (target: string, { update, thread }: OutboxItem): string =>
  update?.channelId ?? thread?.channelId ?? target;

/** Messages to the same place go one after another. */
function laneOf(item: OutboxItem): string {
  if (item.update !== null) return item.update.channelId;
  return 'personId' in item.target ? `person ${item.target.personId}` : item.target.channel;
}

/** Slack's own time where it named one, else longer each time; always a little apart, so that rows do not return at once. */
function waitFor(fault: SlackFault, attempts: number): number {
  if (fault.kind === 'later' && fault.seconds !== null) return fault.seconds * 1_000 + Math.random() * 500;
  return backOff(attempts);
}

function backOff(attempts: number): number {
  const wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** Math.min(attempts, 20));
  return wait / 2 + (Math.random() * wait) / 2;
}
