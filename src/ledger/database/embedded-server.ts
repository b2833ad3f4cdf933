import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Connection } from './connection.js';
import { DatabaseFault } from './database-fault.js';
import type { FromWorker, ToWorker, WorkerStart } from './embedded-messages.js';
import { startProcess, startThread } from './sibling.js';

/** The embedded PostgreSQL (PGlite) in its thread, served on a socket. Only the holder of the data lock starts one. */
export interface EmbeddedServer {
  readonly connection: Extract<Connection, { kind: 'socket' }>;
  /** Settles when the database broke while it was open: nothing more can be read or written. */
  readonly lost: Promise<DatabaseFault>;
  /** How often a file was forced to the disk so far; how many connections there are. */
  count(): Promise<{ synced: number; connections: number }>;
  /** `whenIdle`: does nothing and returns false while somebody is connected. */
  close(options: { whenIdle: boolean }): Promise<boolean>;
}

/** The line of PostgreSQL that made a cluster, for example "18". */
const versionOf = (cluster: string) => readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();

async function createCluster(cluster: string): Promise<void> {
  const home = dirname(cluster);
  for (const name of readdirSync(home)) {
    if (name.startsWith(`${basename(cluster)}.new-`)) rmSync(join(home, name), { recursive: true, force: true });
  }
  await new Promise<void>((done, fail) => {
    const child = startProcess('create-cluster', [cluster]);
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
    child.on('error', fail);
    child.on('exit', (code) => {
      if (code === 0) done();
      else fail(new DatabaseFault({ kind: 'unreadable', directory: cluster, reason: said.trim() || `exit ${code}` }));
    });
  });
}

/**
 * Opens the cluster in `cluster`, creating it if there is none, and serves it in `socketFolder` (on Windows on a
 * loopback port). `wanted` is the line of PostgreSQL that can be opened.
 */
export async function startEmbeddedServer(
  cluster: string,
  socketFolder: string,
  wanted: string,
): Promise<EmbeddedServer> {
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(cluster);
  const found = versionOf(cluster);
  if (found !== wanted) throw new DatabaseFault({ kind: 'other_version', directory: cluster, found, wanted });

  const socketPath = process.platform === 'win32' ? null : join(socketFolder, '.s.PGSQL.5432');
  if (socketPath !== null) rmSync(socketPath, { force: true });
  const start: WorkerStart = { directory: cluster, socketPath };
  const worker = startThread('embedded-worker', start);

  let lose: (fault: DatabaseFault) => void = () => {};
  const lost = new Promise<DatabaseFault>((settle) => {
    lose = settle;
  });
  const broken = (reason: string) => lose(new DatabaseFault({ kind: 'unreadable', directory: cluster, reason }));
  let closed = false;
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'failed') broken(message.reason);
    if (message.kind === 'closed') closed = true;
  });
  worker.on('error', (error) => broken(error.message));
  worker.on('exit', (code) => {
    if (!closed) broken(`its thread ended (${code})`);
  });

  const answer = <K extends FromWorker['kind']>(...kinds: K[]) =>
    new Promise<Extract<FromWorker, { kind: K }>>((done, fail) => {
      const listen = (message: FromWorker) => {
        if (!(kinds as string[]).includes(message.kind)) return;
        worker.off('message', listen);
        done(message as Extract<FromWorker, { kind: K }>);
      };
      worker.on('message', listen);
      lost.then(fail);
    });
  const ask = <K extends FromWorker['kind']>(message: ToWorker, ...kinds: K[]) => {
    const answered = answer(...kinds);
    worker.postMessage(message);
    return answered;
  };

  const { port } = await answer('ready');
  return {
    connection: { kind: 'socket', host: socketPath === null ? '127.0.0.1' : socketFolder, port },
    lost,
    count: () => ask({ kind: 'count' }, 'count'),
    async close({ whenIdle }) {
      const { kind } = await ask({ kind: 'close', whenIdle }, 'closed', 'busy');
      if (kind === 'busy') return false;
      await worker.terminate();
      return true;
    },
  };
}
