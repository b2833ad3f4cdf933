import { z } from 'zod';
import { guestsInChannel } from './channel-roster.js';
import { concerningKinds } from './concerns.js';
import { isDue } from './due.js';
import { amountsFor } from './facts/amounts.js';
import type { Ledger, SqlTransaction } from './ledger.js';
import { gatherMornings, type MorningItem, morningItems, waitedOf } from './morning.js';
import { type Notice, readNotice } from './notice.js';
import { Prisma } from './prisma/client.js';
import { withPushAmounts } from './push-amounts.js';
import { holdForWorkingHours, readersOf, whenToSay } from './quiet-hours.js';
import { gateIsOpen, latest } from './rate-gates.js';
import { refusesTables } from './refused-tables.js';
import { integerColumn } from './rows.js';
import { answerKinds, urgencies } from './urgency.js';
import { type Checked, withdrawForeign, withdrawRevisions } from './withdraw.js';

/** Where a message goes: a channel by Slack's id, a person (DM), or the thread under another message. */
export type OutboxTarget =
  | { readonly channel: string }
  | { readonly person: number }
  | { readonly threadOf: string; readonly channel: string };

export interface NewMessage {
  readonly notice: Notice;
  /** The same key is said once, however often it is written. */
  readonly dedupeKey: string;
  readonly to: OutboxTarget;
  /** Dedupe key of an earlier message whose content this replaces in place. */
  readonly updates?: string;
  /** Not before this instant; default now. To a person it waits from there for their working hours. */
  readonly notBefore?: Date;
}

/** One row as the delivery takes it. */
export interface OutboxItem {
  readonly id: number;
  readonly workspaceId: number;
  readonly slackTeamId: string | null;
  readonly notice: Notice;
  /** The language of whoever reads it: the person's, else the channel's, else the workspace's. */
  readonly locale: string;
  /** Slack has refused a table there: what has something plainer is said so. */
  readonly plainer: boolean;
  readonly timezone: string;
  readonly target: { readonly channel: string } | { readonly slackUserId: string | null; readonly personId: number };
  /** Post under this message. */
  readonly thread: { readonly channelId: string; readonly ts: string } | null;
  /** Replace this message. */
  readonly update: { readonly channelId: string; readonly ts: string } | null;
  /** This try included. */
  readonly attempts: number;
  readonly takenAt: Date;
  /** When the first try was taken of which nobody knows whether Slack took it; null: there is none. */
  readonly doubtSince: Date | null;
  /** How many such tries there are. */
  readonly doubts: number;
  readonly dedupeKey: string;
  /** It says several messages at once, which end as it ends. */
  readonly saysSeveral: boolean;
  /** The books have its channel as shared with another organisation. */
  readonly shared: boolean;
  /** Whether its channel is set to show amounts, whoever reads there; null: it goes to a person, or nobody set that. */
  readonly amountsWanted: boolean | null;
}

const writtenRow = z.object({ dedupe_key: z.string() });

/** So many messages are written by one statement: a digest is a kilobyte of facts or more. */
const AT_ONCE = 100;

/**
 * Writes what is to be said, in the transaction of its cause. A dedupe key that exists already is left alone, so a
 * cause that happens twice is said once. A direct message waits for the working hours of whoever gets it, and is
 * withheld from whoever wants none of its kind. Returns the keys that are new, in the order of the messages.
 */
export async function enqueue(
  tx: SqlTransaction,
  workspaceId: number,
  now: Date,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const fresh = new Set<string>();
  for (const layer of layersOf(messages)) {
    const some = layer.length > AT_ONCE ? layer.toSorted(byKey) : layer;
    for (let from = 0; from < some.length; from += AT_ONCE) {
      for (const key of await write(tx, workspaceId, now, some.slice(from, from + AT_ONCE))) fresh.add(key);
    }
  }
  return messages.map((message) => message.dedupeKey).filter((key) => fresh.delete(key));
}

const byKey = (a: NewMessage, b: NewMessage): number =>
  a.dedupeKey < b.dedupeKey ? -1 : Number(a.dedupeKey > b.dedupeKey);

/** The messages in layers: one that stands under another of them, or replaces it, comes in a later layer than that. */
function layersOf(messages: readonly NewMessage[]): NewMessage[][] {
  const layerOf = new Map<string, number>();
  const layers: NewMessage[][] = [];
  for (const message of messages) {
    const above = 'threadOf' in message.to ? (layerOf.get(message.to.threadOf) ?? -1) : -1;
    const replaced = message.updates === undefined ? -1 : (layerOf.get(message.updates) ?? -1);
    const layer = Math.max(above, replaced) + 1;
    if (!layerOf.has(message.dedupeKey)) layerOf.set(message.dedupeKey, layer);
    const others = layers[layer];
    if (others === undefined) layers[layer] = [message];
    else others.push(message);
  }
  return layers;
}

async function write(
  tx: SqlTransaction,
  workspaceId: number,
  now: Date,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const whenOf = await schedule(tx, workspaceId, messages);
  const rows = messages.map((message, place): WrittenMessage => {
    const { notice, dedupeKey, to, updates } = message;
    const wanted = message.notBefore ?? now;
    const at = whenOf(message, wanted);
    return {
      place,
      kind: notice.kind,
      dedupe_key: dedupeKey,
      channel: 'channel' in to ? to.channel : null,
      person: 'person' in to ? to.person : null,
      thread_of: 'threadOf' in to ? to.threadOf : null,
      updates: updates ?? null,
      facts: notice.facts,
      state: at === null ? 'withheld' : 'pending',
      not_before: at ?? now,
      held_until: at !== null && at > wanted ? at : null,
    };
  });
  const written = z.array(writtenRow).parse(await tx.$queryRaw(outboxInsert(workspaceId, now, rows)));
  return written.map((row) => row.dedupe_key);
}

/** A row as it is written. */
interface WrittenMessage {
  readonly place: number;
  readonly kind: Notice['kind'];
  readonly dedupe_key: string;
  readonly channel: string | null;
  readonly person: number | null;
  readonly thread_of: string | null;
  readonly updates: string | null;
  readonly facts: unknown;
  readonly state: 'pending' | 'withheld';
  readonly not_before: Date;
  readonly held_until: Date | null;
}

/** As `enqueue` for one line in a channel, as a part of the statement of its cause. Returns its key if it is new. */
export function lineInsert(
  workspaceId: number,
  now: Date,
  line: { readonly notice: Notice; readonly dedupeKey: string; readonly channel: string },
): Prisma.Sql {
  const { notice, dedupeKey, channel } = line;
  return outboxInsert(workspaceId, now, [
    {
      place: 0,
      kind: notice.kind,
      dedupe_key: dedupeKey,
      channel,
      person: null,
      thread_of: null,
      updates: null,
      facts: notice.facts,
      state: 'pending',
      not_before: now,
      held_until: null,
    },
  ]);
}

/**
 * Numbered in the order of the messages, which is the order in which they are said. Written in one order everywhere: two
 * replicas that say the same would else wait for each other's keys.
 */
function outboxInsert(workspaceId: number, now: Date, rows: readonly WrittenMessage[]): Prisma.Sql {
  return Prisma.sql`
      with numbered as materialized (
        select m.*, nextval(pg_get_serial_sequence('outbox_message', 'id'))::int as id
        from (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked(
            place int, kind text, dedupe_key text, channel text, person int, thread_of text, updates text, facts jsonb,
            state text, not_before timestamptz, held_until timestamptz)
          order by place) m)
      insert into outbox_message
        (id, workspace_id, kind, dedupe_key, slack_channel_id, person_id, thread_of_id, updates_id, facts, state,
          not_before, held_until, created_at)
      select m.id, ${workspaceId}, m.kind, m.dedupe_key, m.channel, m.person,
        (select id from outbox_message where workspace_id = ${workspaceId} and dedupe_key = m.thread_of),
        (select id from outbox_message where workspace_id = ${workspaceId} and dedupe_key = m.updates),
        m.facts, m.state::outbox_state, m.not_before, m.held_until, ${now}
      from numbered m
      order by m.dedupe_key collate "C", m.id
      on conflict (workspace_id, dedupe_key) do nothing
      returning dedupe_key`;
}

/**
 * When each message may be said, by whoever gets it; one question to the books, however many they are. What goes to a
 * channel, and what rewrites a message (nobody is called by that), may be said when it is written.
 */
async function schedule(
  tx: SqlTransaction,
  workspaceId: number,
  messages: readonly NewMessage[],
): Promise<(message: NewMessage, at: Date) => Date | null> {
  const waiting = messages.filter(
    ({ notice, updates }) => updates === undefined && urgencies[notice.kind] !== 'answer',
  );
  const people = waiting.flatMap(({ to }) => ('person' in to ? [to.person] : []));
  const readers = await readersOf(tx, workspaceId, people);
  const known = new Map<string, Date | null>();
  return ({ notice, to, updates }, at) => {
    const urgency = urgencies[notice.kind];
    const reader = 'person' in to && updates === undefined ? readers.get(to.person) : undefined;
    if (!('person' in to) || reader === undefined || urgency === 'answer') return at;
    const key = `${to.person} ${urgency} ${at.getTime()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const when = whenToSay(urgency, at, reader);
    known.set(key, when);
    return when;
  };
}

const takenRow = z.object({
  id: z.int(),
  workspace_id: z.int(),
  slack_team_id: z.string().nullable(),
  kind: z.string(),
  facts: z.unknown(),
  dedupe_key: z.string(),
  slack_channel_id: z.string().nullable(),
  person_id: z.int().nullable(),
  slack_user_id: z.string().nullable(),
  barred: z.boolean(),
  locale: z.string(),
  plainer: z.boolean(),
  timezone: z.string(),
  /** The message that says several, of which this row says or rewrites one or all. */
  batch_id: z.int().nullable(),
  shared: z.boolean(),
  /** The setting of the channel that it goes to; null: it goes to a person, or the books have no such channel. */
  amounts_shown: z.boolean().nullable(),
  /** Guests and people of other organisations in that channel, as far as the books know. */
  guests: integerColumn,
  rewrites: z.boolean(),
  thread_channel: z.string().nullable(),
  thread_ts: z.string().nullable(),
  update_channel: z.string().nullable(),
  update_ts: z.string().nullable(),
  attempts: z.int(),
  doubt_since: z.date().nullable(),
  doubts: z.int(),
});

/** So many rows that go to the same channel or person are taken at a time. */
const TO_ONE_PLACE = 4;

/** A row whose facts this version cannot read, with the reason: to be given up, not to block the others. */
export interface UnreadableItem {
  readonly id: number;
  readonly workspaceId: number;
  readonly error: string;
}

/** Ends rows that will never be sent: what they belong to was not sent, or a newer content took their place. */
async function cancelPointless(ledger: Ledger): Promise<void> {
  await ledger.prisma.$executeRaw`
    with pointless as (
      select m.id, m.workspace_id, 'what it belongs to ended as ' || base.state as why
      from outbox_message m
      join outbox_message base on base.workspace_id = m.workspace_id and base.id in (m.thread_of_id, m.updates_id)
      where m.state = 'pending' and base.sent_ts is null and base.state in ('failed', 'unknown', 'cancelled', 'withheld')
      for update of m skip locked)
    update outbox_message m set state = 'cancelled', last_error = pointless.why
    from pointless where m.workspace_id = pointless.workspace_id and m.id = pointless.id`;
  // Who became a guest, or a bot, since it was written reads no figures; a channel's lines are not theirs alone. What
  // now concerns somebody else is withdrawn when it is taken, and goes to them.
  await ledger.prisma.$executeRaw`
    with barred as (
      select m.id, m.workspace_id from outbox_message m
      join person p on p.workspace_id = m.workspace_id and p.id = m.person_id
      where m.state = 'pending' and (p.guest or p.bot) and m.batch_id is null
        and m.kind <> all(${[...answerKinds, ...concerningKinds, 'morning']}::text[])
      for update of m skip locked)
    update outbox_message m set state = 'cancelled', last_error = 'its reader became a guest'
    from barred where m.workspace_id = barred.workspace_id and m.id = barred.id`;
  await ledger.prisma.$executeRaw`
    with replaced as (
      select m.id, m.workspace_id from outbox_message m
      where m.state = 'pending' and m.updates_id is not null and exists (
        select 1 from outbox_message newer
        where newer.workspace_id = m.workspace_id and newer.updates_id = m.updates_id and newer.id > m.id)
      for update of m skip locked)
    update outbox_message m set state = 'cancelled', last_error = 'replaced by a newer one'
    from replaced where m.workspace_id = replaced.workspace_id and m.id = replaced.id`;
}

/**
 * Takes rows that are due, oldest first, and marks them as being sent; two deliveries never take the same row. What
 * Slack's limits hold up is left (rate-gates.ts), so that it is in nobody's way. A reply waits until its thread's first
 * message was sent, an update until the message it rewrites was. Of the updates of one message only the newest is sent, and never beside an older one that is still on its way: whichever came last
 * would stand. Of what goes to one place only a few are taken at a time: Slack takes one a second there, and everybody
 * else's would wait for that. What is due to somebody who is not at work is left until they are (quiet-hours.ts), and
 * what waited for somebody comes as one message (morning.ts). A direct message that is no longer for whom it was written
 * to is withdrawn, and written anew to whoever it concerns now (withdraw.ts); `withdrawn` counts those.
 *
 * @param taking by this its rows are found (giveBackTaken) if the answer is lost; another one each time
 */
export async function takeDue(
  ledger: Ledger,
  { limit, taking = null }: { limit: number; taking?: string | null },
): Promise<{ items: OutboxItem[]; unreadable: UnreadableItem[]; withdrawn: number }> {
  const now = ledger.clock.now();
  await cancelPointless(ledger);
  await holdForWorkingHours(ledger, now);
  await gatherMornings(ledger, now);
  const rows = z.array(takenRow).parse(
    await ledger.prisma.$queryRaw`
      with waiting as (
        select m.id, row_number() over (
          partition by m.workspace_id,
            coalesce(original.sent_channel_id, parent.sent_channel_id, m.slack_channel_id, 'person ' || m.person_id)
          order by m.not_before, m.id) as nth
        from outbox_message m
        left join outbox_message parent on parent.workspace_id = m.workspace_id and parent.id = m.thread_of_id
        left join outbox_message original on original.workspace_id = m.workspace_id and original.id = m.updates_id
        left join person reader on reader.workspace_id = m.workspace_id and reader.id = m.person_id
        where m.state = 'pending' and ${isDue(now)} and m.batch_id is null and ${gateIsOpen(now)}
          and (m.thread_of_id is null or parent.sent_ts is not null)
          and (m.updates_id is null or original.sent_ts is not null and not exists (
            select 1 from outbox_message older
            where older.workspace_id = m.workspace_id and older.updates_id = m.updates_id and older.id < m.id
              and older.state in ('pending', 'sending')))
          -- Of a message that says several the same holds, whichever of them is rewritten.
          and (original.batch_id is null or not exists (
            select 1 from outbox_message beside
            join outbox_message older on older.workspace_id = beside.workspace_id and older.updates_id = beside.id
            where beside.workspace_id = original.workspace_id and beside.batch_id = original.batch_id
              and older.id < m.id and older.state in ('pending', 'sending')))),
      due as (
        select m.id from outbox_message m join waiting w on w.id = m.id
        where w.nth <= ${TO_ONE_PLACE} and m.state = 'pending' and ${isDue(now)}
        order by m.not_before, m.id
        limit ${limit}
        for update of m skip locked),
      taken as (
        update outbox_message m set state = 'sending', attempts = attempts + 1, not_before = ${now}, taken_by = ${taking}
        from due where m.id = due.id returning m.*)
      select t.id, t.workspace_id, w.slack_team_id, t.kind, t.facts, t.dedupe_key, t.slack_channel_id, t.person_id,
        p.slack_user_id, coalesce(p.guest or p.bot, false) as barred, t.updates_id is not null as rewrites,
        case when t.person_id is null then ch.amounts_shown end as amounts_shown, ${guestsInChannel} as guests,
        exists (select 1 from channel s where s.workspace_id = t.workspace_id and s.is_shared
          and s.slack_channel_id in (t.slack_channel_id, parent.sent_channel_id, original.sent_channel_id)) as shared,
        case when t.kind = 'morning' then t.id else original.batch_id end as batch_id,
        coalesce(p.locale, ch.locale, w.locale) as locale, ${refusesTables(now)} as plainer,
        coalesce(p.timezone, w.timezone) as timezone,
        parent.sent_channel_id as thread_channel, parent.sent_ts as thread_ts,
        original.sent_channel_id as update_channel, original.sent_ts as update_ts, t.attempts,
        t.doubt_since, t.doubts
      from taken t
      join workspace w on w.id = t.workspace_id
      left join person p on p.workspace_id = t.workspace_id and p.id = t.person_id
      left join channel ch on ch.workspace_id = t.workspace_id and ch.slack_channel_id = t.slack_channel_id
      left join outbox_message parent on parent.workspace_id = t.workspace_id and parent.id = t.thread_of_id
      left join outbox_message original on original.workspace_id = t.workspace_id and original.id = t.updates_id
      order by t.id`,
  );
  const itemsOf = await morningItems(
    ledger.prisma,
    rows.flatMap((row) => (row.batch_id === null ? [] : [{ workspaceId: row.workspace_id, batchId: row.batch_id }])),
  );
  const { facts, withdrawn } = await withdrawForeign(
    ledger,
    rows.flatMap((row) => toCheck(row, itemsOf)),
    now,
    enqueue,
  );
  const hidden = await withdrawRevisions(
    ledger,
    rows.flatMap((row) => revisionsIn(row, itemsOf)),
  );
  const said = (batchId: number) =>
    itemsOf(batchId).flatMap((item) =>
      withdrawn.has(item.id) || hidden.has(item.id)
        ? []
        : [{ id: item.id, kind: item.kind, facts: facts.get(item.id) ?? item.facts }],
    );
  const ownFacts = (row: z.infer<typeof takenRow>): unknown => facts.get(row.id) ?? asTheChannelWants(row);
  const asPushed = await withPushAmounts(
    ledger.prisma,
    rows.flatMap((row) => {
      const workspaceId = row.workspace_id;
      if (row.batch_id !== null) return said(row.batch_id).map((item) => ({ workspaceId, facts: item.facts }));
      return row.person_id === null ? [] : [{ workspaceId, facts: ownFacts(row) }];
    }),
  );
  const items: OutboxItem[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const row of rows) {
    if (withdrawn.has(row.id) || hidden.has(row.id)) continue;
    if (row.batch_id !== null && said(row.batch_id).length === 0) {
      await nothingLeft(ledger, row.workspace_id, row.id);
      continue;
    }
    let notice: Notice;
    try {
      notice =
        row.batch_id === null
          ? readNotice(row.kind, row.person_id === null ? ownFacts(row) : asPushed(row.workspace_id, ownFacts(row)))
          : readNotice('morning', {
              batchId: row.batch_id,
              items: said(row.batch_id).map((item) => ({ ...item, facts: asPushed(row.workspace_id, item.facts) })),
              waited: waitedOf(itemsOf(row.batch_id)),
            });
    } catch (error) {
      unreadable.push({ id: row.id, workspaceId: row.workspace_id, error: String(error) });
      continue;
    }
    items.push({
      id: row.id,
      workspaceId: row.workspace_id,
      slackTeamId: row.slack_team_id,
      notice,
      locale: row.locale,
      plainer: row.plainer,
      timezone: row.timezone,
      target:
        row.person_id !== null
          ? { personId: row.person_id, slackUserId: row.slack_user_id }
          : { channel: row.slack_channel_id ?? '' },
      thread:
        row.thread_channel !== null && row.thread_ts !== null
          ? { channelId: row.thread_channel, ts: row.thread_ts }
          : null,
      update:
        row.update_channel !== null && row.update_ts !== null
          ? { channelId: row.update_channel, ts: row.update_ts }
          : null,
      attempts: row.attempts,
      takenAt: now,
      doubtSince: row.doubt_since,
      doubts: row.doubts,
      dedupeKey: row.dedupe_key,
      saysSeveral: row.kind === 'morning',
      shared: row.shared,
      amountsWanted: row.amounts_shown,
    });
  }
  return { items, unreadable, withdrawn: withdrawn.size };
}

/** The direct messages that a row says for the first time; of one in doubt nobody knows whether it was said. */
function toCheck(row: z.infer<typeof takenRow>, itemsOf: (batchId: number) => readonly MorningItem[]): Checked[] {
  const { workspace_id: workspaceId, person_id: personId, barred } = row;
  if (personId === null || row.rewrites || row.doubts > 0) return [];
  if (row.kind === 'morning') return itemsOf(row.id).map((item) => ({ ...item, workspaceId, personId, barred }));
  if (answerKinds.includes(row.kind)) return [];
  return [{ id: row.id, kind: row.kind, dedupeKey: row.dedupe_key, personId, facts: row.facts, workspaceId, barred }];
}

/** What a row says in the place of a direct message that somebody has, each part of one that says several by itself. */
function revisionsIn(
  row: z.infer<typeof takenRow>,
  itemsOf: (batchId: number) => readonly MorningItem[],
): (Checked & { readonly isPart: boolean })[] {
  const { id, kind, facts, dedupe_key: dedupeKey, workspace_id: workspaceId, person_id: personId, barred } = row;
  if (personId === null || !row.rewrites) return [];
  const own = { workspaceId, personId, barred };
  if (row.batch_id === null) return [{ id, kind, facts, dedupeKey, ...own, isPart: false }];
  return itemsOf(row.batch_id).map((item) => ({ ...item, ...own, isPart: true }));
}

/**
 * Whether a channel shows amounts is what it wants now and who reads there, also of what was written, or is rewritten,
 * from earlier facts.
 */
const asTheChannelWants = ({ facts, amounts_shown: wanted, guests }: z.infer<typeof takenRow>): unknown =>
  wanted === null || typeof facts !== 'object'
    ? facts
    : { ...facts, ...amountsFor(wanted, guests > 0 ? 'guests' : 'members') };

/** All that a message was to say was taken back, or is somebody else's now. */
async function nothingLeft(ledger: Ledger, workspaceId: number, id: number): Promise<void> {
  await ledger.prisma.outboxMessage.updateMany({
    where: { workspaceId, id, state: 'sending' },
    data: { state: 'cancelled', lastError: 'nothing is left to say' },
  });
}

/**
 * Rows of takings whose answer was lost: Slack was asked nothing, so they are as if they had not been taken. Returns how
 * many there were.
 */
export async function giveBackTaken(ledger: Ledger, takings: readonly string[]): Promise<number> {
  return await ledger.prisma.$executeRaw`
    update outbox_message
    set state = 'pending', attempts = attempts - 1, not_before = ${ledger.clock.now()},
      last_error = 'whoever took it was not told'
    where state = 'sending' and taken_by = any(${[...takings]}::text[])`;
}

type ItemKey = Pick<OutboxItem, 'workspaceId' | 'id'> & Partial<Pick<OutboxItem, 'saysSeveral'>>;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

async function change(ledger: Ledger, item: ItemKey, data: Prisma.OutboxMessageUpdateInput): Promise<void> {
  const { workspaceId, id } = item;
  await ledger.prisma.outboxMessage.updateMany({ where: { workspaceId, id, state: 'sending' }, data });
}

/** As `change`, for a row that is done with: what it says in one ends with it, at the same address. */
async function end(
  ledger: Ledger,
  item: ItemKey,
  data: Prisma.OutboxMessageUpdateInput & { readonly state: 'sent' | 'failed' | 'unknown' },
): Promise<void> {
  const { workspaceId, id } = item;
  if (item.saysSeveral !== true) return await change(ledger, item, data);
  const { outboxMessage } = ledger.prisma;
  await ledger.prisma.$transaction([
    outboxMessage.updateMany({ where: { workspaceId, id, state: 'sending' }, data }),
    // Only of a message that this sender ended; one that was taken for lost meanwhile is another's.
    outboxMessage.updateMany({
      where: { workspaceId, batchId: id, state: 'pending', batch: { state: data.state } },
      data,
    }),
  ]);
}

/** Slack took it. `channelId` and `ts` are Slack's address of the message; `note`: what is to be known about how. */
export async function markSent(
  ledger: Ledger,
  item: ItemKey,
  at: { channelId: string; ts: string; note?: string | null },
): Promise<void> {
  await end(ledger, item, {
    state: 'sent',
    sentAt: ledger.clock.now(),
    sentChannelId: at.channelId,
    sentTs: at.ts,
    lastError: at.note ?? null,
    doubtSince: null,
    doubts: 0,
  });
}

/** Not now: again at `notBefore`. `untried`: Slack was not asked, so this was no try. */
export async function retryLater(
  ledger: Ledger,
  item: ItemKey,
  retry: { notBefore: Date; error: string; untried?: boolean },
): Promise<void> {
  await change(ledger, item, {
    state: 'pending',
    notBefore: earlier(retry.notBefore, latest(ledger.clock.now())),
    lastError: retry.error,
    ...(retry.untried === true && { attempts: { decrement: 1 } }),
  });
}

/** It may have been said. Again at `notBefore`, where first it is looked whether it was. */
export async function retryInDoubt(
  ledger: Ledger,
  item: ItemKey & Pick<OutboxItem, 'takenAt' | 'doubtSince'>,
  retry: { notBefore: Date; error: string },
): Promise<void> {
  await change(ledger, item, {
    state: 'pending',
    notBefore: earlier(retry.notBefore, latest(ledger.clock.now())),
    lastError: retry.error,
    doubtSince: item.doubtSince ?? item.takenAt,
    doubts: { increment: 1 },
  });
}

/** It was looked: none of the tries so far was said. */
export async function settleDoubt(ledger: Ledger, item: ItemKey): Promise<void> {
  await change(ledger, item, { doubtSince: null, doubts: 0 });
}

/** Never: `failed` (Slack refused it for good) or `unknown` (it may have been said; saying it again could double it). */
export async function giveUp(
  ledger: Ledger,
  item: ItemKey,
  outcome: { state: 'failed' | 'unknown'; error: string },
): Promise<void> {
  await end(ledger, item, { state: outcome.state, lastError: outcome.error });
}

/** Parts of a message that says several, which nobody can build: the others are said without them. */
export async function giveUpParts(
  ledger: Ledger,
  { workspaceId, id }: ItemKey,
  parts: readonly { readonly id: number; readonly error: string }[],
): Promise<void> {
  for (const part of parts) {
    await ledger.prisma.outboxMessage.updateMany({
      where: { workspaceId, id: part.id, batchId: id, state: 'pending' },
      data: { state: 'failed', lastError: part.error },
    });
  }
}

/** A row that somebody is sending, and the sign of life they gave of it last. */
export interface Underway extends ItemKey {
  readonly heardAt: Date;
}

/**
 * The sender of these rows, which it took or renewed last at one of `heardAt`, is alive at `now`. Returns the ids of
 * those that are still its own: one that was taken for lost meanwhile must not be sent by it.
 */
export async function renewTaken(
  ledger: Ledger,
  rows: readonly ItemKey[],
  heardAt: readonly Date[],
  now: Date,
): Promise<Set<number>> {
  const found = await ledger.prisma.outboxMessage.updateManyAndReturn({
    where: { id: { in: rows.map((row) => row.id) }, state: 'sending', notBefore: { in: [...heardAt] } },
    data: { notBefore: now },
    select: { id: true },
  });
  return new Set(found.map((row) => row.id));
}

/** The rows that are being sent now, by anybody. */
export async function underway(ledger: Ledger): Promise<Underway[]> {
  const rows = await ledger.prisma.outboxMessage.findMany({
    where: { state: 'sending' },
    select: { workspaceId: true, id: true, notBefore: true },
  });
  return rows.map(({ workspaceId, id, notBefore }) => ({ workspaceId, id, heardAt: notBefore }));
}

/**
 * The sender of this row died between taking and answering; nothing was heard of it since. Whether Slack has it nobody
 * knows: it comes back as a row in doubt, and the delivery decides what is done about that. False: it was heard of.
 */
export async function releaseLost(ledger: Ledger, row: Underway): Promise<boolean> {
  const { workspaceId, id, heardAt } = row;
  const released = await ledger.prisma.$executeRaw`
    update outbox_message
    set state = 'pending', doubts = doubts + 1, doubt_since = coalesce(doubt_since, not_before),
      last_error = 'sender stopped, outcome unknown'
    where workspace_id = ${workspaceId} and id = ${id} and state = 'sending' and not_before = ${heardAt}`;
  return released > 0;
}

/**
 * Rows whose sender is known to be gone; as `releaseLost`. Returns how many there were.
 * @param since rows taken before this instant, and not renewed after it
 */
export async function releaseStuck(ledger: Ledger, since: Date): Promise<number> {
  return await ledger.prisma.$executeRaw`
    update outbox_message
    set state = 'pending', doubts = doubts + 1, doubt_since = coalesce(doubt_since, not_before),
      last_error = 'sender stopped, outcome unknown'
    where state = 'sending' and not_before < ${since}`;
}

/** How many rows wait, and how many ended badly, by state. For doctor and readiness. */
export async function outboxCounts(ledger: Ledger): Promise<Record<string, number>> {
  const rows = await ledger.prisma.outboxMessage.groupBy({ by: ['state'], _count: { _all: true } });
  return Object.fromEntries(rows.map((row) => [row.state, row._count._all]));
}
