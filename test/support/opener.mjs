// A process of its own that opens a data directory: opener.mjs DIRECTORY serve|task COUNT|hold
// Prints a JSON line for each thing that happened; `hold` stays until its input ends. Plain Node on the compiled
// product, as it is installed: a compiler in each of many processes is most of their time.
import pg from 'pg';
import { pgConfig } from '../../dist/ledger/database/connection.js';
import { DatabaseFault } from '../../dist/ledger/database/database-fault.js';
import { openEmbedded } from '../../dist/ledger/database/embedded.js';
import { migrate } from '../../dist/ledger/database/migrate.js';

const [directory = '', purpose = 'task', what = 'hold'] = process.argv.slice(2);
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
try {
  const database = await openEmbedded({
    directory,
    purpose: purpose === 'serve' ? 'serve' : 'task',
    onWait: (why) => say({ waits: why.kind }),
  });
  say({ open: database.sharedWith ?? 'own' });
  say({ migrated: await migrate(database.connection) });
  if (what === 'hold') {
    await new Promise((done) => process.stdin.on('end', done).resume());
  } else {
    const db = new pg.Client(pgConfig(database.connection));
    await db.connect();
    await db.query('create table if not exists tally (process int, n int)');
    for (let n = 1; n <= Number(what); n += 1) {
      await db.query('insert into tally values ($1, $2)', [process.pid, n]);
      say({ committed: n });
    }
    await db.end();
  }
  await database.close();
  say({ closed: true });
} catch (error) {
  say({ fault: error instanceof DatabaseFault ? error.fault : String(error) });
  process.exitCode = 1;
}
process.exit();
