// `npm run migration -- NAME`: writes prisma/migrations/<time>_NAME/migration.sql, the difference between the
// migrations so far and schema.prisma, worked out on a throw-away in-memory PostgreSQL.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { WireServer } from '../src/ledger/database/wire-server.js';
import { migrationList, noFilters, schemaEngine, schemaFiles } from './schema-engine.js';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run migration -- NAME (small letters, digits and _, for example: add_payment_plan)');
  process.exit(2);
}
const db = await PGlite.create();
const port = await new WireServer(db).listen(null);
const url = `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
const engine = await schemaEngine(url, url);
const { stdout } = await engine.diff({
  from: { tag: 'migrations', ...migrationList() },
  to: { tag: 'schemaDatamodel', files: schemaFiles() },
  script: true,
  shadowDatabaseUrl: null,
  exitCode: null,
  filters: noFilters,
});
if (!stdout?.trim() || stdout.includes('This is an empty migration')) {
  console.log('schema.prisma and the migrations agree: nothing to write');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = fileURLToPath(new URL(`./migrations/${stamp}_${name}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/migration.sql`, stdout);
  console.log(`wrote ${folder}/migration.sql`);
}
process.exit(0);
