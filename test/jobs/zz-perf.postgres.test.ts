import { it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { runJob } from '../../src/jobs/run.js';
import { tick } from '../../src/jobs/tick.js';
import { agingByCurrency } from '../../src/ledger/aging.js';
import { operator } from '../../src/ledger/people.js';
import { overdueList } from '../../src/ledger/overdue.js';
import { personOverview } from '../../src/ledger/overview.js';
import { escalationCandidates } from '../../src/ledger/escalations.js';
import { digestFacts } from '../../src/ledger/digest.js';
import { evaluatePromises } from '../../src/ledger/promise-check/evaluate.js';
import { committing } from '../../src/ledger/unit-of-work.js';
import { testLedger } from '../support/database.js';

it('times', async () => {
  const books = await testLedger({ now: '2026-03-02T08:00:00Z' });
  const w = books.workspaceId;
  const N = Number(process.env.PERF_N ?? 100000);
  const C = N / 20, CH = Math.min(2000, C), P = Math.floor(C * 1.2);
  const q = (sql: string) => books.prisma.$executeRawUnsafe(sql);
  await q(`insert into person(workspace_id, slack_user_id, name, role) select ${w}, 'U'||g, 'p'||g, case when g<3 then 'manager'::role else 'member'::role end from generate_series(1,200) g`);
  await q(`insert into channel(workspace_id, slack_channel_id, name) select ${w}, 'C'||g, 'c'||g from generate_series(1,${CH}) g`);
  await q(`insert into project(workspace_id, name, name_key, channel_id, owner_id) select ${w}, 'p'||g, 'p'||g, (select min(id) from channel) + g % ${CH}, (select min(id) from person) + g % 200 from generate_series(1,${P}) g`);
  await q(`insert into client(workspace_id, name, name_key, project_id) select ${w}, 'c'||g, 'c'||g, (select min(id) from project) + g % ${P} from generate_series(1,${C}) g`);
  await q(`insert into invoice(workspace_id, client_id, number, number_key, issue_date, due_date, currency, amount, open, source)
    select ${w}, (select min(id) from client) + g % ${C}, 'i'||g, 'i'||g, d - 30, d, case when g%10=0 then 'EUR' else 'USD' end, 10000 + g%1000, case when g % 3 = 0 then 10000 + g%1000 else 0 end, 't'
    from (select g, date '2026-03-02' - 400 + (g*7919 % 460) as d from generate_series(1,${N}) g) x`);
  await q(`insert into payment(workspace_id, client_id, currency, amount, value_date, source) select ${w}, client_id, currency, amount, least(due_date, date '2026-03-01'), 't' from invoice where open = 0`);
  await q(`insert into allocation(workspace_id, invoice_id, payment_id, amount, effective_on, rule) select ${w}, i.id, (select min(id) from payment) + row_number() over () - 1, i.amount, least(i.due_date, date '2026-03-01'), 'designated' from invoice i where open = 0`);
  await q(`insert into conversation(workspace_id, client_id, medium, direction, outcome, happened_on) select ${w}, (select min(id) from client) + g % ${C}, 'call', 'out', 'answered', date '2026-03-02' - g % 60 from generate_series(1, ${N / 5}) g`);
  await q(`insert into promise_to_pay(workspace_id, client_id, conversation_id, currency, amount, promised_date, given_on, deadline, level, first_promised_date, state)
    select ${w}, i.client_id, (select min(id) from conversation), i.currency, i.amount, i.due_date + 5, i.due_date - 3, i.due_date + 6, 1, i.due_date + 5,
    (case when i.open = 0 then 'kept' when i.due_date + 6 < date '2026-03-01' then 'broken' else 'open' end)::promise_state from invoice i where i.id % 5 = 0 and i.due_date + 5 < date '2026-03-20'`);
  await q(`insert into promise_line(workspace_id, promise_id, invoice_id, amount, level) select ${w}, p.id, i.id, i.amount, 1 from (select id, row_number() over (order by id) n from promise_to_pay) p join (select id, amount, row_number() over (order by id) n from invoice i where i.id % 5 = 0 and i.due_date + 5 < date '2026-03-20') i on i.n = p.n`);
  await q('vacuum analyze');
  const time = async (name: string, f: () => Promise<unknown>, n = 3) => {
    const t: number[] = [];
    for (let i = 0; i < n; i++) { const s = performance.now(); await f(); t.push(Math.round(performance.now() - s)); }
    console.log(name, t.join(' '));
  };
  const today = localDate('2026-03-02');
  const op = operator(books.ledger, books.workspace);
  await time('aging', () => agingByCurrency(books.ledger, w, { today }));
  await time('digest of one channel', async () => { const ch = await books.prisma.channel.findFirstOrThrow(); await digestFacts(books.ledger, books.workspace, ch, { today }); });
  await time('overdue', () => overdueList(books.ledger, op, { filter: { kind: 'all' }, page: 1 }));
  await time('overview', () => personOverview(books.ledger, op));
  await time('escalations', () => escalationCandidates(books.ledger, { workspaceId: w }, today));
  await time('evaluate first', () => evaluatePromises(committing(books.ledger), w, { today, now: new Date() }), 2);
  await time('digests dry', async () => { const r = await runJob(books.ledger, w, 'digest', { today, dryRun: true }); console.log(r.messages.length); }, 2);
  await time('promises', async () => { const r = await runJob(books.ledger, w, 'promises', { today, dryRun: false }); console.log(r.messages.length, r.promises); }, 3);
  await time('idle tick', () => tick(books.ledger, w), 4);
}, 600_000);
