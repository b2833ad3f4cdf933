import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WireServer } from '../../../src/ledger/database/wire-server.js';

// One backend behind all connections: what one of them has named is there for every other, who does not know it.

let db: PGlite;
let server: WireServer;
let port: number;
const clients: pg.Client[] = [];

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  db = await PGlite.create();
  server = new WireServer(db);
  port = await server.listen(null);
});
afterAll(async () => {
  for (const client of clients) await client.end();
  await server.stop();
  await db.close();
});

const statements = async (client: pg.Client): Promise<unknown> =>
  (await client.query('select name from pg_prepared_statements order by name')).rows;

it('a statement that several connections name is prepared once, also when they name it at the same time', async () => {
  const asked = await Promise.all(Array.from({ length: 4 }, () => connected()));
  const query = (n: number) => ({ name: 'twice', text: 'select $1::int * 2 as twice', values: [n] });
  for (const round of [1, 2]) {
    const answers = await Promise.all(asked.map((client, n) => client.query(query(n + round))));
    expect(answers.map(({ rows }) => rows)).toEqual([0, 1, 2, 3].map((n) => [{ twice: 2 * (n + round) }]));
  }
  expect(await statements(asked[0] as pg.Client)).toEqual([{ name: 'twice' }]);
});

it('a name that means another statement is refused, and a statement that is wrong is not kept', async () => {
  const [one, other] = [await connected(), await connected()];
  await one.query({ name: 'same', text: 'select 1 as one' });
  await expect(other.query({ name: 'same', text: 'select 2 as two' })).rejects.toMatchObject({ code: '42P05' });
  for (const client of [one, other]) {
    await expect(client.query({ name: 'wrong', text: 'select nothing' })).rejects.toMatchObject({ code: '42703' });
  }
  expect((await other.query({ name: 'same', text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
});

it('in a transaction that is rolled back, what was named before stays', async () => {
  const [one, other] = [await connected(), await connected()];
  await one.query('begin');
  await one.query({ name: 'inside', text: 'select 3 as three' });
  await one.query('rollback');
  expect((await other.query({ name: 'inside', text: 'select 3 as three' })).rows).toEqual([{ three: 3 }]);
});
