import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { reasonOf } from './database-fault.js';
import { DurableFiles } from './durable-files.js';
import type { FromWorker, ToWorker, WorkerStart } from './embedded-messages.js';
import { startParameters } from './start-parameters.js';
import { WireServer } from './wire-server.js';

// The embedded PostgreSQL lives in a thread of its own, so that no query ever blocks the event loop that answers Slack.
if (parentPort === null) throw new Error('embedded-worker.js is started by embedded.js');
const parent = parentPort;
const say = (message: FromWorker) => parent.postMessage(message);
/** Ends the thread at once: after this nothing is acknowledged any more. */
const fail = (error: unknown): never => {
  say({ kind: 'failed', reason: reasonOf(error) });
  process.exit(1);
};

/** A backend that broke (out of memory, a fault of the disk) would leave its callers waiting for ever. */
class WatchedPGlite extends PGlite {
  override async execProtocolRawStream(...call: Parameters<PGlite['execProtocolRawStream']>): Promise<void> {
    try {
      await super.execProtocolRawStream(...call);
    } catch (error) {
      fail(error);
    }
  }
}

const start = workerData as WorkerStart;
const files = new DurableFiles(start.directory, fail);
let said = '';
const db = new WatchedPGlite({
  fs: files,
  startParams: startParameters(),
  onStderr: (text) => {
    said = `${said}\n${text}`.slice(-2_000);
    return true;
  },
});
await db.waitReady.catch((error) => fail(new Error([reasonOf(error), said.trim()].filter(Boolean).join(': '))));

const server = new WireServer(db);
const port = await server.listen(start.socketPath).catch(fail);

parent.on('message', async (message: ToWorker) => {
  if (message.kind === 'count') {
    say({ kind: 'count', synced: files.synced, connections: server.connections });
    return;
  }
  if (message.whenIdle && server.connections > 0) {
    say({ kind: 'busy' });
    return;
  }
  try {
    await server.stop();
    await db.close();
  } catch (error) {
    fail(error);
  }
  say({ kind: 'closed' });
  parent.close();
});
say({ kind: 'ready', port });
