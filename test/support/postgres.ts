import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type Connection, pgConfig } from '../../src/ledger/database/connection.js';
import { migrate } from '../../src/ledger/database/migrate.js';
import { postgresPrograms } from './postgres-programs.js';
import { quickFolder } from './quick-folder.js';
import { TEST_WORKERS } from './workers.js';

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

/** A PostgreSQL server of its own for this run: made, started and ended here; one database a test worker. */
export default async function setup(project: TestProject) {
  const programs = postgresPrograms();
  if (programs === null) throw new Error('no PostgreSQL server is installed (Debian: apt-get install postgresql)');
  const home = mkdtempSync(join(quickFolder(), 'collect-postgres-'));
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
  // Not durable, so faster: these books end with the run.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', `unix_socket_directories=${home}`];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', cluster, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: home, stdio: 'ignore' },
  );
  const url = (database: string): Connection => ({
    kind: 'url',
    url: `postgresql://postgres@127.0.0.1:${port}/${database}`,
  });
  const databases: Connection[] = [];
  try {
    await reachable(url('postgres'));
    const admin = new pg.Client(pgConfig(url('postgres')));
    await admin.connect();
    await admin.query('create database collect');
    await migrate(url('collect'));
    for (let worker = 1; worker <= TEST_WORKERS; worker += 1) {
      await admin.query(`create database collect_${worker} template collect`);
      databases.push(url(`collect_${worker}`));
    }
    await admin.end();
  } catch (error) {
    server.kill('SIGINT');
    throw error;
  }
  project.provide('databases', databases);
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}
