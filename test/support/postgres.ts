import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type Connection, pgConfig } from '../../src/ledger/database/connection.js';
import { migrate } from '../../src/ledger/database/migrate.js';
import { startPostgres } from './postgres-server.js';
import { quickFolder } from './quick-folder.js';
import { TEST_WORKERS } from './workers.js';

/** Not durable, so faster: these books end with the run. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** A PostgreSQL server of its own for this run: made, started and ended here; one database a test worker. */
export default async function setup(project: TestProject) {
  const server = await startPostgres(quickFolder(), SETTINGS);
  const databases: Connection[] = [];
  try {
    const admin = new pg.Client(pgConfig(server.connectionTo('postgres')));
    await admin.connect();
    await admin.query('create database collect');
    await migrate(server.connectionTo('collect'));
    for (let worker = 1; worker <= TEST_WORKERS; worker += 1) {
      await admin.query(`create database collect_${worker} template collect`);
      databases.push(server.connectionTo(`collect_${worker}`));
    }
    await admin.end();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('databases', databases);
  return async () => await server.stop();
}
