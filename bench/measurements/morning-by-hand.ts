import type pg from 'pg';
import { DAY_BEFORE, TODAY } from '../books.js';

// The morning as somebody would write it who knows these books: one currency a client, a promise covers one invoice,
// everybody is active, nobody has settings of their own. It gives the same rows as the product (the bench compares
// them one by one), in as few statements as can be.

const W = '$1';
const DAY = '$2::date';
const BEFORE = `'${DAY_BEFORE}'::date`;

/** Promises whose deadline has passed, decided and written down. */
const DECIDED = `
  with came as (
    select q.id, q.amount, coalesce(sum(a.amount) filter (where pay.value_date between q.given_on and q.deadline), 0) as came
    from promise_to_pay q
    join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id
    left join allocation a on a.workspace_id = ${W} and a.invoice_id = l.invoice_id
    left join payment pay on pay.workspace_id = ${W} and pay.id = a.payment_id
    where q.workspace_id = ${W} and q.state = 'open' and q.deadline < ${DAY}
    group by q.id, q.amount
  ),
  decided as (
    update promise_to_pay q set received = came.came,
      state = (case when came.came >= came.amount then 'kept' when came.came > 0 then 'partially_kept' else 'broken' end)::promise_state
    from came where q.workspace_id = ${W} and q.id = came.id
    returning q.id, q.state, q.deadline
  ),
  event as (
    insert into promise_event (workspace_id, promise_id, kind, effective_on, rule)
    select ${W}, id, state::text, deadline, 'R8' from decided
  )
  select id, state::text from decided order by id`;

/** Owners told of what was not kept and reminded of what is due, with what the message shows. */
const TOLD = `
  with about as (
    select q.*, case when q.state = 'open' then 'promise_due' else 'promise_broken' end as kind,
      l.invoice_id, l.amount as promised
    from promise_to_pay q
    join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id and l.superseded_by_id is null
    join invoice i on i.workspace_id = ${W} and i.id = l.invoice_id
    where q.workspace_id = ${W} and (
      (q.state in ('broken', 'partially_kept') and q.deadline < ${DAY} and q.deadline >= ${DAY} - 30 and i.open > 0)
      or (q.state = 'open' and q.deadline >= ${DAY} and q.promised_date between ${DAY} and ${DAY} + 1
        and (q.promised_date > ${DAY} or q.given_on < ${BEFORE})))
      and not exists (
        select 1 from outbox_message m where m.workspace_id = ${W} and m.kind in ('promise_broken', 'promise_due')
          and m.updates_id is null and split_part(m.dedupe_key, ':', 2) = q.id::text
          and (m.kind = 'promise_due') = (q.state = 'open'))
  )
  insert into outbox_message (workspace_id, kind, dedupe_key, person_id, facts)
  select ${W}, a.kind, 'hand-' || a.kind || ':' || a.id || ':' || a.deadline, p.owner_id,
    jsonb_build_object('promise', to_jsonb(a), 'invoice', i.number, 'due', i.due_date, 'client', c.name, 'owner', n.name,
      'open', (select sum(o.open) from invoice o where o.workspace_id = ${W} and o.client_id = a.client_id and o.open > 0),
      'kept', (select count(*) filter (where state = 'kept') from promise_to_pay o
        where o.workspace_id = ${W} and o.client_id = a.client_id),
      'last', (select to_jsonb(v) from conversation v where v.workspace_id = ${W} and v.client_id = a.client_id
        order by v.happened_on desc, v.id desc limit 1))
  from about a
  join invoice i on i.workspace_id = ${W} and i.id = a.invoice_id
  join client c on c.workspace_id = ${W} and c.id = a.client_id
  left join lateral (
    select o.project_id from invoice o where o.workspace_id = ${W} and o.client_id = a.client_id and o.open > 0
    order by o.due_date, o.id limit 1) f on true
  join project p on p.workspace_id = ${W} and p.id = coalesce(f.project_id, c.project_id)
  join person n on n.workspace_id = ${W} and n.id = p.owner_id`;

/** What is open of every invoice, what of it is disputed and what is still to come under open promises. */
const OWED = `
  promised as (
    select l.invoice_id, greatest(0, l.amount - coalesce((
      select sum(a.amount) from allocation a
      join payment pay on pay.workspace_id = ${W} and pay.id = a.payment_id
      where a.workspace_id = ${W} and a.invoice_id = l.invoice_id and pay.value_date >= q.given_on), 0)) as amount
    from promise_to_pay q
    join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id and l.superseded_by_id is null
    where q.workspace_id = ${W} and q.state = 'open' and q.deadline >= ${DAY}
  ),
  disputed as (
    select d.invoice_id, sum(d.amount) as amount, min(d.revisit_on) as revisit_on from dispute d
    where d.workspace_id = ${W} and d.opened_on <= ${DAY} and d.resolved_on is null
    group by 1
  ),
  owed as (
    select i.id, i.client_id, i.currency, i.due_date, i.open, coalesce(i.project_id, c.project_id) as home, d.revisit_on,
      least(i.open, coalesce(d.amount, 0)) as disputed,
      least(i.open - least(i.open, coalesce(d.amount, 0)), coalesce(q.amount, 0)) as promised
    from invoice i
    join client c on c.workspace_id = ${W} and c.id = i.client_id
    left join promised q on q.invoice_id = i.id
    left join disputed d on d.invoice_id = i.id
    where i.workspace_id = ${W} and i.open > 0 and i.issue_date <= ${DAY}
  )`;

/** The digest of every channel: aging, who needs somebody and why, what changed, what comes next; stored as said. */
const DIGESTS = `
  with ${OWED},
  last as materialized (
    select ch.id as channel_id, ch.slack_channel_id, r.as_of as since, (r.summary -> 'marks' ->> 'promiseEvent')::int as mark
    from channel ch
    join job_run r on r.workspace_id = ${W} and r.job = 'digest' and r.slot = ch.slack_channel_id || ':' || ${BEFORE}
    where ch.workspace_id = ${W}
  ),
  not_kept as (
    select l.invoice_id, max(q.deadline) as deadline from promise_to_pay q
    join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id and l.superseded_by_id is null
    where q.workspace_id = ${W} and q.state in ('broken', 'partially_kept') and q.deadline < ${DAY} group by 1
  ),
  debtor as materialized (
    select p.channel_id, i.client_id, i.currency, sum(i.open)::bigint as outstanding,
      coalesce(sum(i.open) filter (where i.due_date >= ${DAY}), 0)::bigint as not_due,
      coalesce(sum(i.open) filter (where ${DAY} - i.due_date between 1 and 30), 0)::bigint as d1,
      coalesce(sum(i.open) filter (where ${DAY} - i.due_date between 31 and 60), 0)::bigint as d2,
      coalesce(sum(i.open) filter (where ${DAY} - i.due_date between 61 and 90), 0)::bigint as d3,
      coalesce(sum(i.open) filter (where ${DAY} - i.due_date > 90), 0)::bigint as d4,
      coalesce(sum(i.promised) filter (where i.due_date <= ${DAY}), 0)::bigint as promised,
      coalesce(sum(i.disputed) filter (where i.due_date <= ${DAY}), 0)::bigint as disputed,
      coalesce(sum(i.open - i.disputed - i.promised) filter (where i.due_date <= ${DAY}), 0)::bigint as to_collect,
      count(*) as invoices, count(*) filter (where i.due_date < ${DAY}) as overdue_invoices,
      (array_agg(p.owner_id order by i.due_date > ${DAY} or i.open = i.disputed + i.promised, i.due_date, i.id))[1] as owner_id,
      max(${DAY} - i.due_date) filter (where i.due_date < ${DAY} and i.open > i.disputed + i.promised) as oldest,
      sum(i.open - i.disputed - i.promised) filter (where i.due_date < ${DAY} and i.due_date >= s.since
        and i.open > i.disputed + i.promised)::bigint as fell_due,
      max(b.deadline) filter (where i.open > i.disputed + i.promised) as deadline,
      min(i.revisit_on) filter (where i.revisit_on <= ${DAY}) as revisit_on
    from owed i
    join project p on p.workspace_id = ${W} and p.id = i.home
    join last s on s.channel_id = p.channel_id
    left join not_kept b on b.invoice_id = i.id
    group by 1, 2, 3
  ),
  waiting as materialized (
    select p.channel_id, q.client_id, q.id, q.amount, q.currency, q.promised_date,
      q.promised_date <= ${DAY} and q.promised_date > s.since as due
    from promise_to_pay q
    join client c on c.workspace_id = ${W} and c.id = q.client_id
    join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id
    join invoice i on i.workspace_id = ${W} and i.id = l.invoice_id
    join project p on p.workspace_id = ${W} and p.id = coalesce(i.project_id, c.project_id)
    join last s on s.channel_id = p.channel_id
    where q.workspace_id = ${W} and q.state = 'open' and q.deadline >= ${DAY}
  ),
  due as (select distinct channel_id, client_id from waiting where due),
  client_of as (
    select d.channel_id, d.client_id, d.currency, d.to_collect, d.oldest, d.fell_due, d.deadline, d.revisit_on, d.owner_id
    from debtor d
    union all
    select e.channel_id, e.client_id, 'USD', 0, null, null, null, null, null from due e
    where not exists (select 1 from debtor d where d.channel_id = e.channel_id and d.client_id = e.client_id)
  ),
  looked_at as (
    select d.*, c.name, n.id as person_id, n.name as owner, n.slack_user_id, v.happened_on,
      case when d.deadline is not null and (v.happened_on is null or v.happened_on <= d.deadline) then 'promise_broken'
        when e.client_id is not null then 'promise_due'
        when d.revisit_on is not null then 'dispute_revisit'
        when d.oldest >= 14 and (v.happened_on is null or ${DAY} - v.happened_on >= 14) then 'silent'
        when d.fell_due > 0 then 'newly_overdue' end as reason,
      (select count(*) filter (where not (q.state = 'kept') and q.after_kept = 0) from (
        select q.state, count(*) filter (where q.state = 'kept') over (order by q.deadline desc, q.id desc) as after_kept
        from promise_to_pay q
        where q.workspace_id = ${W} and q.client_id = d.client_id and q.state <> 'open' and d.deadline is not null) q) as in_row
    from client_of d
    join client c on c.workspace_id = ${W} and c.id = d.client_id
    left join project home on home.workspace_id = ${W} and home.id = c.project_id
    left join person n on n.workspace_id = ${W} and n.id = coalesce(d.owner_id, home.owner_id)
    left join due e on e.channel_id = d.channel_id and e.client_id = d.client_id
    left join lateral (
      select v.happened_on from conversation v
      where v.workspace_id = ${W} and v.client_id = d.client_id and v.happened_on <= ${DAY}
      order by v.happened_on desc limit 1) v on true
    where d.oldest is not null or d.deadline is not null or d.revisit_on is not null or e.client_id is not null
  ),
  row_of as (
    select channel_id, jsonb_agg(jsonb_build_object('client', client_id, 'name', name, 'reason', reason,
        'toCollect', to_collect, 'currency', currency, 'days', oldest, 'inRow', in_row, 'contact', happened_on,
        'owner', person_id, 'ownerName', owner, 'slack', slack_user_id, 'deadline', deadline, 'revisit', revisit_on)
      order by reason, to_collect desc) as rows,
      count(*) filter (where to_collect = 0 and owner_id is not null) as without
    from looked_at where reason is not null group by 1
  ),
  aging_of as (
    select channel_id, jsonb_agg(to_jsonb(a)) as aging from (
      select channel_id, currency, sum(outstanding)::bigint as outstanding, sum(not_due)::bigint as "notDue",
        sum(d1)::bigint as "days1to30", sum(d2)::bigint as "days31to60", sum(d3)::bigint as "days61to90",
        sum(d4)::bigint as "days91plus", sum(promised)::bigint as promised, sum(disputed)::bigint as disputed,
        sum(to_collect)::bigint as "toCollect", sum(invoices)::int as "openInvoices",
        sum(overdue_invoices)::int as "overdueInvoices"
      from debtor group by 1, 2) a
    group by 1
  ),
  quiet_of as (select channel_id, count(*) as clients from debtor where to_collect = 0 group by 1),
  change_of as (
    select channel_id, jsonb_agg(jsonb_build_object('kind', kind, 'client', name, 'amount', amount) order by kind) as changes
    from (
      select d.channel_id, 'newly_overdue' as kind, c.name, d.fell_due as amount,
        row_number() over (partition by d.channel_id order by d.fell_due desc, d.client_id) as place
      from debtor d join client c on c.workspace_id = ${W} and c.id = d.client_id
      where d.fell_due > 0
      union all
      select p.channel_id, case q.state when 'kept' then 'promise_kept' else 'promise_broken' end, c.name, q.amount,
        row_number() over (partition by p.channel_id, q.state = 'kept' order by q.amount desc, q.client_id)
      from promise_event e
      join promise_to_pay q on q.workspace_id = ${W} and q.id = e.promise_id
      join client c on c.workspace_id = ${W} and c.id = q.client_id
      join promise_line l on l.workspace_id = ${W} and l.promise_id = q.id
      join invoice i on i.workspace_id = ${W} and i.id = l.invoice_id
      join project p on p.workspace_id = ${W} and p.id = coalesce(i.project_id, c.project_id)
      where e.workspace_id = ${W} and e.id > (select min(mark) from last) and e.kind = q.state::text
    ) x
    where place <= 10 group by 1
  ),
  next_of as (
    select distinct on (w.channel_id) w.channel_id,
      jsonb_build_object('client', c.name, 'amount', w.amount, 'currency', w.currency, 'on', w.promised_date) as next
    from waiting w join client c on c.workspace_id = ${W} and c.id = w.client_id
    where w.promised_date > ${DAY}
    order by w.channel_id, w.promised_date, w.amount desc, w.id
  ),
  digest as materialized (
    select s.slack_channel_id, jsonb_build_object('day', ${DAY}, 'since', s.since, 'aging', coalesce(a.aging, '[]'),
      'rows', coalesce(r.rows, '[]'), 'changes', coalesce(x.changes, '[]'), 'next', n.next,
      'quiet', coalesce(q.clients, 0) - coalesce(r.without, 0)) as facts
    from last s
    left join aging_of a on a.channel_id = s.channel_id
    left join row_of r on r.channel_id = s.channel_id
    left join quiet_of q on q.channel_id = s.channel_id
    left join change_of x on x.channel_id = s.channel_id
    left join next_of n on n.channel_id = s.channel_id
  ),
  run as (
    insert into job_run (workspace_id, job, slot, as_of, summary)
    select ${W}, 'digest', slack_channel_id || ':' || ${DAY}, ${DAY}, jsonb_build_object('aging', facts -> 'aging') from digest
  )
  insert into outbox_message (workspace_id, kind, dedupe_key, slack_channel_id, facts)
  select ${W}, 'digest', 'hand:' || slack_channel_id, slack_channel_id, facts from digest`;

/** The twenty clients that a manager has to look at, by the points of what speaks for it. */
const CANDIDATES = `
  with ${OWED},
  debtor as (
    select client_id, max(${DAY} - due_date) filter (where open > disputed) as oldest, sum(open)::bigint as overdue,
      sum(disputed)::bigint as disputed, sum(promised)::bigint as promised, min(revisit_on) as revisit_on
    from owed where due_date < ${DAY} group by 1
  ),
  ended as (
    select client_id, count(*) filter (where not kept and after_kept = 0) as in_row from (
      select client_id, state = 'kept' as kept,
        count(*) filter (where state = 'kept') over (partition by client_id order by deadline desc, id desc) as after_kept
      from promise_to_pay where workspace_id = ${W} and state <> 'open') q
    group by 1
  ),
  spoken as (
    select client_id, max(happened_on) as happened_on from conversation
    where workspace_id = ${W} and happened_on <= ${DAY} group by 1
  ),
  scored as (
    select d.*, c.name, coalesce(e.in_row, 0) as in_row, v.happened_on,
      case when d.revisit_on < ${DAY} then 15 else 0 end
      + case when d.overdue = d.disputed
          or (d.overdue = d.disputed + d.promised and coalesce(e.in_row, 0) = 0) then 0
        else case when e.in_row >= 2 then least(60, 30 + (e.in_row - 2) * 10) else 0 end
          + case when d.oldest >= 60 then least(40, 20 + (d.oldest - 60) / 10) else 0 end
          + case when d.overdue > d.disputed + d.promised and d.oldest >= 14
              and (v.happened_on is null or ${DAY} - v.happened_on >= 14)
            then case when v.happened_on is null then 20 else 15 end else 0 end
        end as points
    from debtor d
    join client c on c.workspace_id = ${W} and c.id = d.client_id
    left join ended e on e.client_id = d.client_id
    left join spoken v on v.client_id = d.client_id
  )
  select * from scored where points > 0 order by points desc, oldest desc nulls last, name collate "C" limit 20`;

/** What the morning found, for the comparison. */
export interface Found {
  readonly decided: readonly { readonly id: number; readonly state: string }[];
  readonly candidates: readonly { readonly client_id: number; readonly points: number }[];
  readonly digests: readonly { readonly channel: string; readonly facts: HandDigest }[];
  readonly told: readonly { readonly kind: string; readonly promise: string; readonly person: number }[];
}

export interface HandDigest {
  readonly aging: readonly ({ readonly currency: string; readonly channel_id: number } & Record<string, unknown>)[];
  readonly rows: readonly {
    readonly client: number;
    readonly reason: string;
    readonly toCollect: number;
    readonly owner: number | null;
  }[];
  readonly changes: readonly { readonly kind: string; readonly client: string; readonly amount: number }[];
  readonly next: { readonly client: string; readonly amount: number; readonly on: string } | null;
  readonly quiet: number;
}

/** The whole morning in a transaction that is rolled back. @param look whether to read back what it wrote */
export async function morningByHand(sql: pg.Client, workspaceId: number, look = false): Promise<Found> {
  const values = [workspaceId, TODAY];
  await sql.query('begin');
  try {
    const decided = await sql.query(DECIDED, values);
    await sql.query(TOLD, values);
    await sql.query(DIGESTS, values);
    const candidates = await sql.query(CANDIDATES, values);
    const digests = look
      ? await sql.query(
          `select slack_channel_id as channel, facts from outbox_message
           where workspace_id = $1 and dedupe_key like 'hand:%' order by 1`,
          [workspaceId],
        )
      : { rows: [] };
    const told = look
      ? await sql.query(
          `select kind, split_part(dedupe_key, ':', 2) as promise, person_id as person from outbox_message
           where workspace_id = $1 and dedupe_key like 'hand-%' order by 1, 2::text`,
          [workspaceId],
        )
      : { rows: [] };
    return { decided: decided.rows, candidates: candidates.rows, digests: digests.rows, told: told.rows };
  } finally {
    await sql.query('rollback');
  }
}
