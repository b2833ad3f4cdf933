import type pg from 'pg';
import { localDate } from '../src/domain/local-date.js';

/** The morning that is measured, a Monday, and the working day before it. */
export const TODAY = localDate('2026-03-02');
export const DAY_BEFORE = localDate('2026-02-27');
export const TEAM = 'T0BENCH0001';
/** Projects share channels beyond so many. */
const MOST_CHANNELS = 2_000;
const PEOPLE = 40;

/** A whole number from 0 to n - 1 that is the same for the same `of` and salt, on every engine. */
const pick = (of: string, salt: number, n: number) =>
  `((hashint8extended((${of})::bigint, ${salt}) & 2147483647) % ${n})::int`;

/**
 * Fills empty books with `size` invoices: a client for every twenty, 1.2 projects a client, due from 400 days ago to 60
 * days ahead, two thirds paid, some in part, a promise on every fifth, now and then a dispute. The same numbers give the
 * same books on every engine. Promises stand as they were given: nobody has looked at them yet.
 *
 * @returns the id of the workspace
 */
export async function fillBooks(sql: pg.ClientBase, size: number): Promise<number> {
  const clients = Math.ceil(size / 20);
  const projects = Math.ceil(clients * 1.2);
  const channels = Math.min(MOST_CHANNELS, projects);
  const w = 1;
  // The rows are right by themselves; checking every reference would take longer than writing them.
  await sql.query('begin; set local session_replication_role = replica');
  await sql.query(
    `insert into workspace (id, slack_team_id, name, timezone, currency, locale)
     values (${w}, '${TEAM}', 'Bench', 'UTC', 'USD', 'en')`,
  );
  await sql.query(`
    insert into person (id, workspace_id, slack_user_id, name, timezone, locale, role, refreshed_at)
    select i, ${w}, 'U' || lpad(i::text, 9, '0'), 'Person ' || i, 'UTC', 'en',
      (case i when 1 then 'manager' when 2 then 'finance' end)::role, '2099-01-01'
    from generate_series(1, ${PEOPLE}) i`);
  await sql.query(`
    insert into channel (id, workspace_id, slack_channel_id, name)
    select i, ${w}, 'C' || lpad(i::text, 9, '0'), 'proj-' || i from generate_series(1, ${channels}) i`);
  await sql.query(`
    insert into project (id, workspace_id, name, name_key, channel_id, owner_id)
    select i, ${w}, 'Project ' || i, 'project ' || i, 1 + (i - 1) % ${channels}, 1 + ${pick('i', 1, PEOPLE)}
    from generate_series(1, ${projects}) i`);
  await sql.query(`
    insert into client (id, workspace_id, name, name_key, project_id)
    select i, ${w}, 'Client ' || i, 'client ' || i, i from generate_series(1, ${clients}) i`);
  await sql.query(`
    create temp table drawn as
    select *, case when paying < 60 then amount when paying < 72 then amount / 2 else 0 end as paid,
      case when due_date > date '${TODAY}' then least(date '${DAY_BEFORE}', issue_date + 5)
        else least(date '${DAY_BEFORE}', due_date - 20 + ${pick('id', 7, 60)}) end as paid_on,
      due_date + ${pick('id', 8, 20)} as given_on
    from (
      select i as id, 1 + ${pick('i', 2, clients)} as client_id,
        date '${TODAY}' - 400 + ${pick('i', 3, 461)} as due_date,
        date '${TODAY}' - 430 + ${pick('i', 3, 461)} as issue_date,
        10000 + ${pick('i', 4, 1_000_000)} as amount, ${pick('i', 5, 100)} as paying, ${pick('i', 6, 1000)} as promising
      from generate_series(1, ${size}) i
    ) x`);
  await sql.query(`
    insert into invoice (id, workspace_id, client_id, project_id, number, number_key, issue_date, due_date, currency,
      amount, open, source)
    select id, ${w}, client_id, case when id % 6 = 0 then 1 + (client_id + ${clients} - 1) % ${projects} end,
      'INV-' || id, 'INV-' || id, least(issue_date, date '${DAY_BEFORE}'), due_date,
      case when client_id % 10 = 0 then 'EUR' else 'USD' end, amount, amount - paid, 'bench'
    from drawn`);
  await sql.query(`
    insert into payment (id, workspace_id, client_id, currency, amount, value_date, source, external_id, recorded_at)
    select id, ${w}, client_id, case when client_id % 10 = 0 then 'EUR' else 'USD' end, paid, paid_on, 'bench',
      id::text, paid_on::timestamptz
    from drawn where paid > 0 order by drawn.id`);
  await sql.query(`
    insert into allocation (id, workspace_id, invoice_id, payment_id, amount, effective_on, rule)
    select id, ${w}, id, id, paid, paid_on, 'designated' from drawn where paid > 0 order by drawn.id`);
  await sql.query(`
    create temp table promised as
    select row_number() over (order by drawn.id)::int as id, drawn.id as invoice_id, client_id, given_on,
      given_on + 3 + ${pick('id', 9, 18)} as promised_on,
      amount - case when paid_on < given_on then paid else 0 end as amount
    from drawn
    where promising < 280 and given_on <= date '${DAY_BEFORE}' and amount > case when paid_on < given_on then paid else 0 end`);
  await sql.query(`
    insert into conversation (id, workspace_id, client_id, medium, direction, outcome, typed, happened_on, logged_by_id,
      logged_at)
    select id, ${w}, client_id, 'call', 'in', 'promised', 'log Client ' || client_id, given_on,
      1 + ${pick('id', 10, PEOPLE)}, given_on::timestamptz
    from promised order by promised.id`);
  await sql.query(`
    insert into promise_to_pay (id, workspace_id, client_id, conversation_id, currency, amount, promised_date, given_on,
      taken_by_id, deadline, level, first_promised_date, created_at)
    select id, ${w}, client_id, id, case when client_id % 10 = 0 then 'EUR' else 'USD' end, amount, promised_on, given_on,
      1 + ${pick('id', 10, PEOPLE)},
      promised_on + case extract(isodow from promised_on) when 5 then 3 when 6 then 2 else 1 end::int,
      1, promised_on, given_on::timestamptz
    from promised order by promised.id`);
  await sql.query(`
    insert into promise_line (id, workspace_id, promise_id, invoice_id, amount, level)
    select id, ${w}, id, invoice_id, amount, 1 from promised order by promised.id`);
  await sql.query(`
    insert into promise_event (id, workspace_id, promise_id, kind, effective_on, by_id, at)
    select id, ${w}, id, 'given', given_on, 1 + ${pick('id', 10, PEOPLE)}, given_on::timestamptz from promised order by promised.id`);
  await sql.query(`
    insert into dispute (workspace_id, client_id, invoice_id, amount, reason, opened_on, revisit_on)
    select ${w}, client_id, id, (amount - paid) / 2, 'quality', least(date '${DAY_BEFORE}', due_date),
      date '${TODAY}' - 10 + ${pick('id', 11, 30)}
    from drawn where amount > paid and paying >= 98`);
  await sql.query('drop table drawn, promised');
  for (const name of [
    ...['workspace', 'person', 'channel', 'project', 'client', 'invoice', 'payment', 'allocation', 'conversation'],
    ...['promise_to_pay', 'promise_line', 'promise_event'],
  ]) {
    await sql.query(`select setval(pg_get_serial_sequence('${name}', 'id'), (select max(id) from ${name}))`);
  }
  await sql.query('commit');
  await sql.query('vacuum analyze');
  return w;
}
