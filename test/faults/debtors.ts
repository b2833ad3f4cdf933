import type pg from 'pg';

/** What stands in the books before a campaign: each channel has a project with one client. */
export const CHANNELS = 40;
export const PEOPLE = 6;
const INVOICES = 8;
/** Clients with a promise whose last day was yesterday: their owners are told. */
const BROKEN = 10;

const numbered = (letter: string, n: number) => `${letter}${String(n).padStart(9, '0')}`;
export const channelId = (n: number): string => numbered('C', n);
export const personId = (n: number): string => numbered('U', n);
export const clientName = (n: number): string => `Client ${n}`;

/** Fills empty books. No channel has its digest switched on; the hour of each has come. */
export async function fillDebtors(sql: pg.ClientBase, team: string, today: Date): Promise<void> {
  const day = `date '${today.toISOString().slice(0, 10)}'`;
  await sql.query('begin');
  const statements = [
    `insert into workspace (id, slack_team_id, name, timezone, currency, locale) values (1, '${team}', 'Faults', 'UTC', 'USD', 'en')`,
    `insert into person (id, workspace_id, slack_user_id, name)
     select i, 1, 'U' || lpad(i::text, 9, '0'), 'person-' || i from generate_series(1, ${PEOPLE}) i`,
    `insert into channel (id, workspace_id, slack_channel_id, name, digest_enabled, digest_time)
     select i, 1, 'C' || lpad(i::text, 9, '0'), 'proj-' || i, false, '00:00' from generate_series(1, ${CHANNELS}) i`,
    `insert into project (id, workspace_id, name, name_key, channel_id, owner_id)
     select i, 1, 'Project ' || i, 'project ' || i, i, 1 + i % ${PEOPLE} from generate_series(1, ${CHANNELS}) i`,
    `insert into client (id, workspace_id, name, name_key, project_id)
     select i, 1, 'Client ' || i, 'client ' || i, i from generate_series(1, ${CHANNELS}) i`,
    `insert into invoice (id, workspace_id, client_id, number, number_key, issue_date, due_date, currency, amount, open, source)
     select i, 1, 1 + (i - 1) % ${CHANNELS}, 'INV-' || i, 'INV-' || i, ${day} - 60, ${day} - 30, 'USD', 100000 + i, 100000 + i, 'test'
     from generate_series(1, ${CHANNELS * INVOICES}) i`,
    `insert into conversation (id, workspace_id, client_id, medium, direction, outcome, typed, happened_on, logged_by_id)
     select i, 1, i, 'call', 'in', 'promised', 'log', ${day} - 9, 1 from generate_series(1, ${BROKEN}) i`,
    `insert into promise_to_pay (id, workspace_id, client_id, conversation_id, currency, amount, promised_date, given_on,
       taken_by_id, deadline, level, first_promised_date)
     select i, 1, i, i, 'USD', 100000 + i, ${day} - 2, ${day} - 9, 1, ${day} - 1, 1, ${day} - 2 from generate_series(1, ${BROKEN}) i`,
    `insert into promise_line (workspace_id, promise_id, invoice_id, amount, level)
     select 1, i, i, 100000 + i, 1 from generate_series(1, ${BROKEN}) i`,
    `insert into promise_event (workspace_id, promise_id, kind, effective_on, by_id)
     select 1, i, 'given', ${day} - 9, 1 from generate_series(1, ${BROKEN}) i`,
  ];
  for (const statement of statements) await sql.query(statement);
  for (const table of [
    'workspace',
    'person',
    'channel',
    'project',
    'client',
    'invoice',
    'conversation',
    'promise_to_pay',
  ]) {
    await sql.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
  }
  await sql.query('commit');
}

/** An invoice of that client for the n-th line about it, beside those that the broken promises are about. */
export const invoiceOf = (client: number, n: number): string => `INV-${client + CHANNELS * (1 + (n % (INVOICES - 1)))}`;
