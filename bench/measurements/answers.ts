import { strict as assert } from 'node:assert';
import type pg from 'pg';
import type { Actor } from '../../src/ledger/actor.js';
import { personHome } from '../../src/ledger/home.js';
import { overdueList } from '../../src/ledger/overdue.js';
import { personOverview } from '../../src/ledger/overview.js';
import { actorOf } from '../../src/ledger/people.js';
import { clientStatus } from '../../src/ledger/status.js';
import { TODAY } from '../books.js';
import { inTurns, type Line, ms, ratioLine } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';

/** What reduces an invoice's open amount to what is to be collected, for the clients in question. */
const parts = (clients: string) => `
  promised as (
    select l.invoice_id, greatest(0, l.amount - coalesce((
      select sum(a.amount) from allocation a
      join payment pay on pay.workspace_id = a.workspace_id and pay.id = a.payment_id
      where a.workspace_id = l.workspace_id and a.invoice_id = l.invoice_id and pay.value_date >= q.given_on), 0)) as amount
    from promise_to_pay q
    join promise_line l on l.workspace_id = q.workspace_id and l.promise_id = q.id and l.superseded_by_id is null
    where q.workspace_id = $1 and q.state = 'open' and q.deadline >= $2::date and ${clients}
  ),
  disputed as (
    select q.invoice_id, sum(q.amount) as amount from dispute q
    where q.workspace_id = $1 and q.opened_on <= $2::date and q.resolved_on is null and ${clients} group by 1
  ),
  owed as (
    select q.*, least(q.open, coalesce(d.amount, 0)) as disputed,
      least(q.open - least(q.open, coalesce(d.amount, 0)), coalesce(pr.amount, 0)) as promised
    from invoice q
    left join promised pr on pr.invoice_id = q.id
    left join disputed d on d.invoice_id = q.id
    where q.workspace_id = $1 and q.open > 0 and q.issue_date <= $2::date and ${clients}
  )`;

const SUMS = `sum(i.open)::bigint as outstanding,
    sum(i.open) filter (where i.due_date < $2::date)::bigint as overdue,
    sum(i.open) filter (where i.due_date >= $2::date)::bigint as not_due,
    sum(i.open) filter (where $2::date - i.due_date between 1 and 30)::bigint as d1,
    sum(i.open) filter (where $2::date - i.due_date between 31 and 60)::bigint as d2,
    sum(i.open) filter (where $2::date - i.due_date between 61 and 90)::bigint as d3,
    sum(i.open) filter (where $2::date - i.due_date > 90)::bigint as d4,
    coalesce(sum(i.open - i.disputed - i.promised) filter (where i.due_date <= $2::date), 0)::bigint as to_collect`;

/** Everybody who is overdue among these clients: sums by client and currency; totals and the first page are of them. */
async function overdueByHand(sql: pg.Client, workspaceId: number, visible: string, values: unknown[]) {
  const { rows } = await sql.query(
    `with ${parts('true')},
     seen as (select c.id, c.name, c.project_id from client c where c.workspace_id = $1 and c.removed_at is null ${visible}),
     sums as (
       select i.client_id, i.currency, ${SUMS}, max($2::date - i.due_date) as oldest
       from owed i join seen on seen.id = i.client_id group by 1, 2),
     late as (select client_id, max(to_collect) as most from sums group by 1 having max(oldest) > 0),
     page as (select client_id, most from late order by most desc, client_id limit 10)
     select (select count(*) from late) as total,
       (select json_agg(t) from (
         select s.currency, sum(outstanding)::bigint as outstanding, sum(to_collect)::bigint as to_collect
         from sums s join late on late.client_id = s.client_id group by 1) t) as totals,
       (select json_agg(r) from (
         select s.*, seen.name, n.name as owner, q.promised_date
         from page join sums s on s.client_id = page.client_id join seen on seen.id = s.client_id
         left join project p on p.workspace_id = $1 and p.id = seen.project_id
         left join person n on n.workspace_id = $1 and n.id = p.owner_id
         left join lateral (
           select q.promised_date from promise_to_pay q where q.workspace_id = $1 and q.client_id = s.client_id
             and q.state = 'open' order by 1 limit 1) q on true
         order by page.most desc) r) as page`,
    [workspaceId, TODAY, ...values],
  );
  const [row] = rows as { total: string; totals: { to_collect: number }[] | null }[];
  return {
    clients: Number(row?.total ?? 0),
    toCollect: (row?.totals ?? []).reduce((sum, { to_collect }) => sum + to_collect, 0),
  };
}

/** A member sees the clients of the projects of their channels, and of those they own. */
const OF_MEMBER = `and (exists (
  select 1 from project p left join channel ch on ch.workspace_id = $1 and ch.id = p.channel_id
  where p.workspace_id = $1 and (p.owner_id = $4 or ch.slack_channel_id = any($3))
    and (p.id = c.project_id or exists (
      select 1 from invoice i where i.workspace_id = $1 and i.client_id = c.id and i.project_id = p.id))))`;

async function statusByHand(sql: pg.Client, workspaceId: number, clientId: number): Promise<number> {
  const values = [workspaceId, TODAY, clientId];
  const ask = async (text: string) => (await sql.query(text, values)).rows;
  const mine = parts('q.client_id = $3');
  const sums = await ask(`with ${mine} select i.currency, ${SUMS} from owed i group by 1`);
  await ask(`with ${mine} select i.*, count(*) over () from owed i order by i.due_date limit 20`);
  await ask(`select q.*, v.typed, n.name from promise_to_pay q
    join conversation v on v.workspace_id = q.workspace_id and v.id = q.conversation_id
    left join person n on n.workspace_id = v.workspace_id and n.id = v.logged_by_id
    where q.workspace_id = $1 and q.client_id = $3 and $2::date is not null order by q.promised_date desc limit 20`);
  await ask(`select v.*, n.name, (select count(*) filter (where state = 'kept') from promise_to_pay q
      where q.workspace_id = $1 and q.client_id = $3) as kept
    from conversation v left join person n on n.workspace_id = v.workspace_id and n.id = v.logged_by_id
    where v.workspace_id = $1 and v.client_id = $3 and v.happened_on <= $2::date order by v.happened_on desc limit 1`);
  await ask(`select c.name, p.name as project, n.name as owner, ch.slack_channel_id, $2::date as day
    from client c left join project p on p.workspace_id = c.workspace_id and p.id = c.project_id
    left join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
    left join person n on n.workspace_id = p.workspace_id and n.id = p.owner_id
    where c.workspace_id = $1 and c.id = $3`);
  return sums.reduce((sum, row) => sum + Number(row.to_collect), 0);
}

const toCollect = (aging: readonly { readonly toCollect: number }[]) =>
  aging.reduce((sum, fact) => sum + fact.toCollect, 0);

/** What `/collect status`, `/collect overdue` and the Home tab ask of the books, for a manager and for a member of five channels. */
export const answers: Measurement = {
  name: 'answers',
  on: 'books',
  async run(books: Books): Promise<Line[]> {
    const { ledger, workspace, sql, size } = books;
    const rounds = size > 200_000 ? 3 : 7;
    const channels = [1, 2, 3, 4, 5].map((each) => `C${String(each).padStart(9, '0')}`);
    const manager = await actorOf(ledger, workspace.id, 'U000000001', []);
    const member = await actorOf(ledger, workspace.id, 'U000000005', channels);
    if (manager === null || member === null) throw new Error('nobody asks');
    const lines: Line[] = [];

    const clientId = 7;
    const status = await clientStatus(ledger, manager, clientId);
    assert.equal(toCollect(status.aging), await statusByHand(sql, workspace.id, clientId), 'to collect of a client');
    const ofStatus = await inTurns(
      rounds * 3,
      () => statusByHand(sql, workspace.id, clientId),
      () => clientStatus(ledger, manager, clientId),
    );
    lines.push(...compared(books, 'status', ofStatus));

    const asked: [string, Actor, string, unknown[]][] = [
      ['overdue, asked by a manager', manager, '', []],
      ['overdue, asked by a member', member, OF_MEMBER, [channels, member.personId]],
    ];
    for (const [words, actor, visible, values] of asked) {
      const all = { filter: { kind: 'all' }, page: 1 } as const;
      const list = await overdueList(ledger, actor, all);
      const hand = await overdueByHand(sql, workspace.id, visible, values);
      assert.deepEqual({ clients: list.total, toCollect: toCollect(list.aging) }, hand, words);
      const times = await inTurns(
        rounds,
        () => overdueByHand(sql, workspace.id, visible, values),
        () => overdueList(ledger, actor, all),
      );
      lines.push(...compared(books, words, times));
    }

    // The tab beside the bare command, which says less of the same.
    for (const [words, actor] of [
      ['Home tab of a manager', manager],
      ['Home tab of a member', member],
    ] as const) {
      const times = await inTurns(
        rounds,
        () => personOverview(ledger, actor),
        () => personHome(ledger, actor, { page: 1 }),
      );
      lines.push(...compared(books, words, times, '/collect'));
    }
    return lines;
  },
};

function compared(
  books: Books,
  work: string,
  times: { readonly floor: number; readonly product: number },
  floor = 'hand-written SQL',
): Line[] {
  const key = `${books.engine.name} ${work}`;
  const small = books.atSmallest.get(key);
  if (small === undefined) books.atSmallest.set(key, times.product);
  const line = ratioLine(work, times, floor, { atMost: 2 });
  if (small === undefined) return [line];
  const again: Line = {
    work: `${work}, beside the smallest books`,
    floor: `itself ${ms(small)}`,
    product: ms(times.product),
    value: times.product / small,
    bound: { atMost: 3 },
  };
  return [line, again];
}
