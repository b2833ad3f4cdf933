import { strict as assert } from 'node:assert';
import { runJob } from '../../src/jobs/run.js';
import { agingByCurrency } from '../../src/ledger/aging.js';
import { TODAY } from '../books.js';
import { inTurns, type Line, ratioLine } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';

const W = '$1';
const DAY = '$2::date';

/** What is still to come under open promises, and what is disputed, by invoice. */
const PARTS = `
  promised as (
    select l.invoice_id, greatest(0, l.amount - coalesce((
      select sum(a.amount) from allocation a
      join payment pay on pay.workspace_id = a.workspace_id and pay.id = a.payment_id
      where a.workspace_id = l.workspace_id and a.invoice_id = l.invoice_id and pay.value_date >= q.given_on), 0)) as amount
    from promise_to_pay q
    join promise_line l on l.workspace_id = q.workspace_id and l.promise_id = q.id and l.superseded_by_id is null
    where q.workspace_id = ${W} and q.state = 'open' and q.deadline >= ${DAY}
  ),
  disputed as (
    select d.invoice_id, sum(d.amount) as amount from dispute d
    where d.workspace_id = ${W} and d.opened_on <= ${DAY} and (d.resolved_on is null or d.resolved_on > ${DAY})
    group by 1
  ),
  owed as (
    select i.*, coalesce(i.project_id, c.project_id) as home, least(i.open, coalesce(d.amount, 0)) as disputed,
      least(i.open - least(i.open, coalesce(d.amount, 0)), coalesce(q.amount, 0)) as promised
    from invoice i
    join client c on c.workspace_id = ${W} and c.id = i.client_id
    left join promised q on q.invoice_id = i.id
    left join disputed d on d.invoice_id = i.id
    where i.workspace_id = ${W} and i.open > 0 and i.issue_date <= ${DAY}
  )`;

const AGING = `
  with ${PARTS}
  select p.channel_id, i.currency, sum(i.open)::bigint as outstanding,
    sum(i.open) filter (where i.due_date >= ${DAY})::bigint as not_due,
    sum(i.open) filter (where ${DAY} - i.due_date between 1 and 30)::bigint as d1,
    sum(i.open) filter (where ${DAY} - i.due_date between 31 and 60)::bigint as d2,
    sum(i.open) filter (where ${DAY} - i.due_date between 61 and 90)::bigint as d3,
    sum(i.open) filter (where ${DAY} - i.due_date > 90)::bigint as d4,
    coalesce(sum(i.open - i.disputed - i.promised) filter (where i.due_date <= ${DAY}), 0)::bigint as to_collect
  from owed i join project p on p.workspace_id = ${W} and p.id = i.home
  group by 1, 2`;

/** The ten clients of every channel that need somebody most, with what a row of the digest says of them. */
const ROWS = `
  with ${PARTS},
  debtor as (
    select p.channel_id, i.client_id, min(p.owner_id) as owner_id, max(${DAY} - i.due_date) as oldest,
      sum(i.open - i.disputed - i.promised) filter (where i.due_date <= ${DAY}) as to_collect
    from owed i join project p on p.workspace_id = ${W} and p.id = i.home
    group by 1, 2
  ),
  broken as (
    select p.channel_id, i.client_id, max(q.deadline) as deadline, count(*) as breaks
    from promise_to_pay q
    join promise_line l on l.workspace_id = q.workspace_id and l.promise_id = q.id and l.superseded_by_id is null
    join owed i on i.id = l.invoice_id
    join project p on p.workspace_id = ${W} and p.id = i.home
    where q.workspace_id = ${W} and q.state in ('broken', 'partially_kept')
    group by 1, 2
  ),
  ranked as (
    select d.*, b.deadline, v.happened_on, c.name, q.promised_date,
      row_number() over (partition by d.channel_id order by (b.client_id is not null) desc, d.oldest desc) as place
    from debtor d
    join client c on c.workspace_id = ${W} and c.id = d.client_id
    left join broken b on b.channel_id = d.channel_id and b.client_id = d.client_id
    left join lateral (
      select v.happened_on from conversation v
      where v.workspace_id = ${W} and v.client_id = d.client_id order by v.happened_on desc limit 1) v on true
    left join lateral (
      select q.promised_date from promise_to_pay q
      where q.workspace_id = ${W} and q.client_id = d.client_id and q.state = 'open'
      order by q.promised_date limit 1) q on true
    where d.to_collect > 0
  )
  select r.*, n.name as owner from ranked r
  left join person n on n.workspace_id = ${W} and n.id = r.owner_id where place <= 10`;

const DECIDED = `
  select q.id, q.client_id, q.amount, coalesce(sum(a.amount) filter (where pay.value_date >= q.given_on), 0)::bigint as came
  from promise_to_pay q
  join promise_line l on l.workspace_id = q.workspace_id and l.promise_id = q.id
  left join allocation a on a.workspace_id = l.workspace_id and a.invoice_id = l.invoice_id
  left join payment pay on pay.workspace_id = a.workspace_id and pay.id = a.payment_id
  where q.workspace_id = ${W} and q.state = 'open' and q.deadline < ${DAY}
  group by q.id, q.client_id, q.amount`;

const CANDIDATES = `
  select i.client_id, c.name, max(${DAY} - i.due_date) as oldest, sum(i.open)::bigint as overdue, max(b.breaks) as breaks,
    max(v.happened_on) as spoke
  from invoice i
  join client c on c.workspace_id = ${W} and c.id = i.client_id
  left join (
    select client_id, count(*) as breaks from promise_to_pay
    where workspace_id = ${W} and state in ('broken', 'partially_kept') group by 1) b on b.client_id = i.client_id
  left join (
    select client_id, max(happened_on) as happened_on from conversation where workspace_id = ${W} group by 1
  ) v on v.client_id = i.client_id
  where i.workspace_id = ${W} and i.open > 0 and i.due_date < ${DAY}
  group by 1, 2
  order by breaks desc nulls last, oldest desc, i.client_id limit 20`;

/** A message for every channel, and that it had its digest. */
const STORE = `
  with said as (
    insert into outbox_message (workspace_id, kind, dedupe_key, slack_channel_id, facts)
    select ${W}, 'digest', 'bench:' || ch.slack_channel_id, ch.slack_channel_id,
      jsonb_build_object('day', ${DAY}, 'rows', (select jsonb_agg(s) from generate_series(1, 10) s))
    from channel ch where ch.workspace_id = ${W}
  )
  insert into job_run (workspace_id, job, slot, as_of)
  select ${W}, 'digest', 'bench' || ch.slack_channel_id, ${DAY} from channel ch where ch.workspace_id = ${W}`;

interface Sums {
  readonly toCollect: number;
  readonly outstanding: number;
  readonly decided: number;
}

export async function byHand({ sql, workspace }: Books): Promise<Sums> {
  const values = [workspace.id, TODAY];
  await sql.query('begin');
  try {
    const decided = await sql.query(DECIDED, values);
    const aging = await sql.query(AGING, values);
    await sql.query(ROWS, values);
    await sql.query(CANDIDATES, values);
    await sql.query(STORE, values);
    const sum = (name: string) => aging.rows.reduce((total, row) => total + Number(row[name]), 0);
    return { toCollect: sum('to_collect'), outstanding: sum('outstanding'), decided: decided.rows.length };
  } finally {
    await sql.query('rollback');
  }
}

const byCollect = ({ ledger, workspace }: Books) => runJob(ledger, workspace.id, 'all', { today: TODAY, dryRun: true });

/** The most memory that the process held at once while the work ran, above what it held before, in MB. */
async function memoryAdded(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(look);
  return Math.max(0, Math.max(most, process.memoryUsage.rss()) - before) / 1e6;
}

/** The whole morning: `collect run all`, rolled back as a dry run, beside hand-written SQL in a transaction rolled back. */
export const morning: Measurement = {
  name: 'morning',
  on: 'books',
  async run(books: Books): Promise<Line[]> {
    const { ledger, workspace } = books;
    const added = await memoryAdded(() => byCollect(books));
    const hand = await byHand(books);
    const report = await byCollect(books);
    assert.equal(report.promises?.changed, hand.decided, 'promises that the morning decides');
    // Totals as the product answers them; what fell due has no promise any more on either side.
    const aging = await agingByCurrency(ledger, workspace.id, { today: TODAY });
    const total = (name: 'toCollect' | 'outstanding') => aging.reduce((sum, fact) => sum + fact[name], 0);
    assert.equal(total('outstanding'), hand.outstanding, 'outstanding');
    assert.equal(total('toCollect'), hand.toCollect, 'to collect');
    const times = await inTurns(
      books.size > 200_000 ? 1 : 3,
      () => byHand(books),
      () => byCollect(books),
    );
    const digests = report.messages.filter(({ notice }) => notice.kind === 'digest').length;
    const words = `whole morning (${digests} digests)`;
    return [
      ratioLine(words, times, 'hand-written SQL', { atMost: 1.5 }),
      {
        work: 'memory that one more morning adds to a process that has done one',
        floor: '',
        product: `${added.toFixed(0)} MB`,
        value: added,
        bound: { atMostMB: 60 },
      },
    ];
  },
};
