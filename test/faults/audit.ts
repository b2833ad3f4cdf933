import type pg from 'pg';
import { type Claim, claim, type Finding } from './finding.js';
import { type Act, faultIn, saysMovedOn, saysNothingSaved } from './people.js';
import type { Stage } from './stage.js';
import type { Errand, Work } from './work.js';

const LOOK_AGAIN = 250;
/** The delivery looks every 2 s: of what it has not touched for longer than this, in ms, only time is missing. */
const UNTOUCHED = 2_500;
/** Minutes by which time is moved on, one after another, while something waits. */
const PASSES = [0, 1, 2, 10, 2, 2, 5, 5, 15, 15, 15] as const;

interface Books {
  readonly typed: readonly string[];
  readonly undone: ReadonlySet<number>;
  readonly switched: ReadonlySet<string>;
  /** Of channels, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** Requests that were answered by direct message, because their response_url or form took no answer. */
  readonly answeredByMessage: ReadonlySet<string>;
  /** Facts of the answers that were given by direct message. */
  readonly lateAnswers: readonly string[];
  readonly outbox: readonly OutboxRow[];
  readonly requests: readonly { readonly what: string; readonly error: string | null }[];
}

interface OutboxRow {
  readonly id: number;
  readonly kind: string;
  readonly state: string;
  readonly channel: string | null;
  readonly sentTs: string | null;
  readonly sentChannel: string | null;
  readonly updates: boolean;
  /** The message that says this one among others. */
  readonly batch: number | null;
  /** It waits for the working hours of whoever gets it, and was not tried. */
  readonly held: boolean;
  readonly error: string | null;
  /** Of a message about a channel: which. */
  readonly about: string | null;
}

async function read(sql: pg.ClientBase): Promise<Books> {
  const rows = async <Row>(text: string): Promise<Row[]> => (await sql.query(text)).rows as Row[];
  return {
    typed: (await rows<{ typed: string }>('select typed from conversation where typed is not null')).map(
      (r) => r.typed,
    ),
    undone: new Set(
      (await rows<{ id: number }>('select undoes_id as id from audit_entry where undoes_id is not null')).map(
        (r) => r.id,
      ),
    ),
    switched: new Set(
      (await rows<{ id: string }>('select slack_channel_id as id from channel where digest_enabled')).map((r) => r.id),
    ),
    names: new Map(
      (await rows<{ id: string; name: string }>('select slack_channel_id as id, name from channel')).map((r) => [
        r.id,
        r.name,
      ]),
    ),
    answeredByMessage: new Set(
      (
        await rows<{ key: string }>(
          `select r.dedupe_key as key from inbox_request r join outbox_message m on m.dedupe_key = 'request:' || r.id
           where m.kind = 'late_answer' and m.state = 'sent'`,
        )
      ).map((r) => r.key),
    ),
    lateAnswers: (
      await rows<{ facts: unknown }>(`select facts from outbox_message where kind = 'late_answer' and state = 'sent'`)
    ).map(({ facts }) => JSON.stringify(facts)),
    outbox: await rows<OutboxRow>(
      `select id, kind, state::text, slack_channel_id as channel, sent_ts as "sentTs", sent_channel_id as "sentChannel",
         updates_id is not null as updates, batch_id as batch,
         state = 'pending' and held_until is not null and attempts = 0 as held, last_error as error, facts->>'slackChannelId' as about
       from outbox_message order by id`,
    ),
    requests: await rows<Books['requests'][number]>(
      `select kind || ' ' || dedupe_key as what, last_error as error from inbox_request where done_at is null or last_error is not null`,
    ),
  };
}

/** What is different from a Slack that takes everything in the end, and lets its history be read. */
export interface Expected {
  /** Channels in which Slack refuses every message for good. */
  readonly refused?: ReadonlySet<string>;
  /** Collect may not look whether it has said something: to a channel at most once, to a person at most twice. */
  readonly atMostOnce?: boolean;
  /** Told before time is moved on for the n-th time. */
  readonly beforePass?: (pass: number) => void;
}

/** Longer than the lease of a request, and than it waits after a few tries. */
const LEASES_END = 6;
/** Longer than from one look of the inbox to the next, in ms. */
const LOOKED = 12_000;

/** What a killed bot had begun is finished by another one, or the next. */
export async function takenUp(stage: Stage): Promise<void> {
  const limit = Date.now() + LOOKED;
  for (let passed = false; Date.now() < limit; passed = true) {
    const left = await stage.place.books(async (sql) => {
      const { rows } = await sql.query('select 1 from inbox_request where done_at is null');
      return rows.length;
    });
    if (left === 0) return;
    if (!passed) await stage.time.pass(LEASES_END);
    await new Promise((again) => setTimeout(again, LOOK_AGAIN));
  }
}

/**
 * Lets the bot finish: waits until nothing waits in its books. Time is moved on where only time is missing.
 * Returns how many minutes were.
 */
export async function settled(
  stage: Stage,
  { beforePass }: Expected = {},
): Promise<{ readonly minutes: number; readonly left: string[] }> {
  const open = () =>
    stage.place.books(async (sql) => {
      const { rows } = await sql.query(
        `select 'outbox ' || state || ' ' || kind || ' ' || id || ' ' || attempts || ' ' || coalesce(last_error, '') as what
         from outbox_message where state in ('pending', 'sending')
           and not (state = 'pending' and held_until is not null and attempts = 0)
         union all select 'digest of ' || slack_channel_id from channel c where digest_enabled and not exists (
           select 1 from outbox_message m where m.kind = 'digest' and m.slack_channel_id = c.slack_channel_id)
         union all select 'inbox ' || kind || ' ' || dedupe_key from inbox_request where done_at is null or last_error is not null`,
      );
      return rows.map((row: { what: string }) => row.what);
    });
  let minutes = 0;
  let left: string[] = [];
  for (const [n, pass] of PASSES.entries()) {
    beforePass?.(n);
    if (pass > 0) await stage.time.pass(pass);
    minutes += pass;
    const limit = Date.now() + (pass === 0 ? 15_000 : 5_000);
    let before = '';
    let since = Date.now();
    while (Date.now() < limit) {
      left = await open();
      if (left.length === 0) return { minutes, left };
      const now = left.join();
      if (now !== before) since = Date.now();
      before = now;
      if (left.every((what) => what.startsWith('outbox pending')) && Date.now() - since > UNTOUCHED) break;
      await new Promise((again) => setTimeout(again, LOOK_AGAIN));
    }
  }
  return { minutes, left };
}

/** What the books and the workspace say of what people did. */
export async function audit(
  stage: Stage,
  work: Work,
  digests: readonly string[],
  expected: Expected = {},
): Promise<Finding> {
  const books = await stage.place.books(read);
  const acts = work.errands.flatMap(({ acts: some }) => some.map(({ act }) => act));
  const acknowledged = acts.filter((act) => act.acknowledged);
  const notYet = acts.filter((act) => act.notYet);
  const answers = acknowledged.map(({ told }) => told.length);
  const late = acknowledged.filter(
    (act) => books.answeredByMessage.has(act.key) || books.lateAnswers.some((said) => repeats(said, act)),
  );
  const refused = acknowledged.filter((act) => act.told.some(saysNothingSaved));
  return {
    claims: [
      claim('each acknowledged request is in the books once, unless its answer says that nothing was saved', [
        ...work.errands.flatMap((errand) => missing(errand, books)),
        ...work.errands.flatMap((errand) => tooMany(errand, books)),
      ]),
      claim(
        'each acknowledged request was answered',
        acknowledged
          .filter((act) => !act.silent && act.told.length === 0 && !late.includes(act))
          .map(({ what }) => what),
      ),
      claim(
        'nobody is told of a fault of ours',
        acts.flatMap((act) => act.told.flatMap((told) => faultOf(stage, act, faultIn(told)))),
      ),
      ...outboxClaims(stage, books, expected),
      digestClaim(books, digests),
      claim(
        'nothing that was asked for is left undone, or was given up',
        books.requests.map(({ what, error }) => `${what}: ${error}`),
      ),
    ],
    figures: {
      requests: acts.length,
      acknowledged: acknowledged.length,
      'told that it is not saved yet': notYet.length,
      'errors shown': acts.length - acknowledged.length - notYet.length,
      'not saved, and said so': refused.length,
      'answers said twice': answers.filter((count) => count > 1).length,
      'answered by direct message': late.length,
      'forms that came back with an error': acts.filter((act) => act.returned).length,
      messages: stage.posted.length,
      'messages of unknown fate': books.outbox.filter(({ state }) => state === 'unknown').length,
    },
  };
}

/** A form's answer repeats what was filled in; its request may be forgotten, so that the form can come again. */
function repeats(said: string, { what }: Act): boolean {
  const mark = /\bk\d+x\d+z\b/.exec(what)?.[0];
  return what.startsWith('form ') && mark !== undefined && said.includes(mark);
}

const marked = (books: Books, mark: string): number => books.typed.filter((typed) => typed.includes(mark)).length;
const wasRefused = (act: Act): boolean => act.told.some(saysNothingSaved);
/** At once, or where "one moment" stood. */
const wasAnswered = (act: Act): boolean => act.acknowledged || (act.notYet && act.told.length > 0);

/** Acknowledged, not refused in words, and not there. */
function missing({ wanted, acts }: Errand, books: Books): string[] {
  return acts
    .filter(({ act }) => wasAnswered(act) && !act.returned && !wasRefused(act))
    .filter(({ act, mark }) => {
      if (wanted.kind === 'logged') return mark !== null && marked(books, mark) === 0;
      if (wanted.kind === 'renamed') return books.names.get(wanted.channel) !== wanted.name;
      if (wanted.kind === 'chosen') return marked(books, wanted.mark) === 0;
      if (wanted.kind === 'undone') return !books.undone.has(wanted.auditId) && !act.told.some(saysMovedOn);
      return wanted.kind === 'switched' && !books.switched.has(wanted.channel);
    })
    .map(({ act }) => `lost: ${act.what} (answers: ${act.told.length}: ${(act.told[0]?.text ?? '').slice(0, 120)})`);
}

/** With what was logged of it. */
const faultOf = (stage: Stage, { what }: Act, id: string | null): string[] =>
  id === null ? [] : [`${what}: ${stage.bots.map((bot) => bot.loggedAs(id)).join('; ')}`];

/** There more often than it was done, or there though its answer says that it is not. */
function tooMany({ wanted, acts }: Errand, books: Books): string[] {
  if (wanted.kind === 'chosen') {
    const times = marked(books, wanted.mark);
    return times > acts.length ? [`${times} times after ${acts.length} presses: ${acts[0]?.act.what}`] : [];
  }
  if (wanted.kind !== 'logged') return [];
  return acts.flatMap(({ act, mark }) => {
    const times = mark === null ? 0 : marked(books, mark);
    if (times > 1) return [`${times} times in the books: ${act.what}`];
    const taken = acts.some((other) => other.mark === mark && wasAnswered(other.act) && !wasRefused(other.act));
    return times === 1 && wasRefused(act) && !taken ? [`in the books, though refused: ${act.what}`] : [];
  });
}

function outboxClaims(stage: Stage, { outbox }: Books, { refused = new Set(), atMostOnce = false }: Expected): Claim[] {
  const times = new Map<number, number>();
  for (const { outboxId } of stage.posted) times.set(outboxId, (times.get(outboxId) ?? 0) + 1);
  const against: string[] = [];
  const notTold: string[] = [];
  for (const row of outbox) {
    const said = times.get(row.batch ?? row.id) ?? 0;
    const name = `${row.kind} ${row.id} (${row.state}${row.error === null ? '' : `, ${row.error}`})`;
    if (row.channel !== null && refused.has(row.channel)) {
      if (said > 0 || (row.state !== 'failed' && row.state !== 'cancelled')) against.push(`refused for good: ${name}`);
      continue;
    }
    if (said > (atMostOnce && row.channel === null ? 2 : 1)) against.push(`${said} times: ${name}`);
    if (said === 0 && row.state === 'sent' && !row.updates) against.push(`never: ${name}`);
    const mayBeUnknown = atMostOnce && row.state === 'unknown';
    // The campaign runs at any hour, also in somebody's night.
    if (row.state !== 'sent' && row.state !== 'cancelled' && !mayBeUnknown && !row.held)
      against.push(`not sent: ${name}`);
    if (row.state === 'cancelled' && said > 0) against.push(`said, though cancelled: ${name}`);
    if (row.state === 'sent' && !stands(stage, row)) against.push(`not in the workspace: ${name}`);
  }
  for (const channel of refused) {
    const told = outbox.filter((row) => row.kind === 'channel_refused' && row.about === channel);
    if (told.length !== 1) notTold.push(`${channel}: ${told.length} messages about it`);
  }
  const known = new Set(outbox.map(({ id }) => id));
  for (const id of times.keys()) if (!known.has(id)) against.push(`said, but in no books: ${id}`);
  return [
    claim(
      atMostOnce
        ? 'no message to a channel is in the workspace twice, and none to a person more often'
        : 'each message of the outbox is in the workspace exactly once',
      against,
    ),
    ...(refused.size === 0 ? [] : [claim('of each channel that refuses for good a manager is told once', notTold)]),
  ];
}

function stands(stage: Stage, { sentChannel, sentTs }: OutboxRow): boolean {
  return sentChannel !== null && sentTs !== null && stage.sandbox.workspace.message(sentChannel, sentTs) !== null;
}

function digestClaim({ outbox }: Books, channels: readonly string[]): Claim {
  const against = channels.flatMap((channel) => {
    // What is done about its rows rewrites it in place: that is no further digest.
    const rows = outbox.filter((row) => row.kind === 'digest' && row.channel === channel && !row.updates);
    return rows.length === 1 ? [] : [`${channel} has ${rows.length} digests`];
  });
  return claim('each channel has one digest', against);
}
