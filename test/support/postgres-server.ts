import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { type Connection, pgConfig } from '../../src/ledger/database/connection.js';
import { postgresPrograms } from './postgres-programs.js';

/** A PostgreSQL server that somebody started for themselves. */
export interface PostgresServer {
  /** Of a database of it, by name; "postgres" is there from the start. */
  connectionTo(database: string): Connection;
  /** Ends it without a checkpoint, as a crash does (immediate mode). */
  crash(): Promise<void>;
  /** Starts it again on the same files; resolves when it can be reached. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then its own user runs it. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function reachable(connection: Connection): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const client = new pg.Client(pgConfig(connection));
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

/**
 * Makes and starts a PostgreSQL server of its own, on loopback.
 *
 * @param folder where its files lie until it is stopped
 * @param settings of postgresql.conf, beside those that give it a place: "fsync=off"
 */
export async function startPostgres(folder: string, settings: readonly string[]): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error('no PostgreSQL server is installed (Debian: apt-get install postgresql)');
  const home = mkdtempSync(join(folder, 'collect-postgres-'));
  const cluster = join(home, 'cluster');
  mkdirSync(cluster, { mode: 0o700 });
  const user = postgresUser();
  if (user.uid !== undefined && user.gid !== undefined) {
    chmodSync(home, 0o755);
    chownSync(home, user.uid, user.gid);
    chownSync(cluster, user.uid, user.gid);
  }
  const options = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), ['-D', cluster, ...options], { ...user, cwd: home, stdio: 'pipe' });
  const port = await freePort();
  const launch = () =>
    spawn(
      join(programs, 'postgres'),
      [
        ...['-D', cluster, '-p', String(port), '-h', '127.0.0.1'],
        ...[...settings, `unix_socket_directories=${home}`].flatMap((setting) => ['-c', setting]),
      ],
      { ...user, cwd: home, stdio: 'ignore' },
    );
  let server = launch();
  const connectionTo = (database: string): Connection => ({
    kind: 'url',
    url: `postgresql://postgres@127.0.0.1:${port}/${database}`,
  });
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill(signal);
    await ended;
  };
  const stop = async () => {
    await end('SIGINT');
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await reachable(connectionTo('postgres'));
  } catch (error) {
    server.kill('SIGINT');
    throw error;
  }
  const restart = async () => {
    server = launch();
    await reachable(connectionTo('postgres'));
  };
  return { connectionTo, crash: () => end('SIGQUIT'), restart, stop };
}
