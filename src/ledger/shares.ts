import { z } from 'zod';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** On a server every statement has a process of its own: the more clients one is about, the less all of them cost. */
const ON_A_SERVER = 5_000;
/** The embedded database runs one statement at a time: whoever types a command waits for the one that runs. */
const EMBEDDED = 200;

const versionRow = z.object({ version: z.string() });
const clientRow = z.object({ id: z.int() });

/** About how many clients one statement of a morning is about. */
async function clientsAtOnce(db: Transaction): Promise<number> {
  const [row] = await selectRows(db, versionRow, Prisma.sql`SELECT version()`);
  // "PostgreSQL 18.3 on wasm32-unknown-emscripten, compiled by emcc …"
  return /wasm|emcc|emscripten/i.test(row?.version ?? '') ? EMBEDDED : ON_A_SERVER;
}

/** The workspace's clients in shares that one statement is about, as ranges of ids, ends included. */
export async function sharesOfClients(
  db: Transaction,
  workspaceId: number,
): Promise<{ readonly from: number; readonly to: number }[]> {
  const most = await clientsAtOnce(db);
  const rows = await selectRows(
    db,
    clientRow,
    Prisma.sql`
      SELECT c.id FROM (
        SELECT id, row_number() OVER (ORDER BY id) AS place FROM client WHERE workspace_id = ${workspaceId}
      ) c
      WHERE c.place % ${most} = 1
      ORDER BY c.id`,
  );
  return rows.map(({ id }, place) => ({ from: id, to: (rows[place + 1]?.id ?? 2 ** 31) - 1 }));
}

/** The channels in shares that one statement is about, given that clients are spread evenly over them. */
export async function sharesOfChannels<Channel>(
  db: Transaction,
  workspaceId: number,
  channels: readonly Channel[],
): Promise<Channel[][]> {
  const clients = await db.client.count({ where: { workspaceId } });
  const most = Math.max(1, Math.floor((channels.length * (await clientsAtOnce(db))) / Math.max(1, clients)));
  const shares: Channel[][] = [];
  for (let from = 0; from < channels.length; from += most) shares.push(channels.slice(from, from + most));
  return shares;
}
