// `npm run migration -- NAME`: writes prisma/migrations/<time>_NAME/migration.sql, the difference between the
// migrations so far and schema.prisma. Runs Prisma's own schema engine (as WebAssembly) on a throw-away
// in-memory PostgreSQL, since Prisma's command line would download an engine for it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const root = fileURLToPath(new URL('..', import.meta.url));

async function loadEngine() {
  // The package exports only a bundler's entry, so its two parts are loaded by path.
  const folder = `${root}node_modules/@prisma/schema-engine-wasm`;
  const glue = await import(`${folder}/schema_engine_bg.js`);
  const wasm = readFileSync(`${folder}/schema_engine_bg.wasm`);
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

const name = process.argv[2];
if (!name) {
  console.error('usage: npm run migration -- NAME (for example: add_payment_plan)');
  process.exit(2);
}
const schema = { path: 'schema.prisma', content: readFileSync(`${root}prisma/schema.prisma`, 'utf8') };
const migrations = `${root}prisma/migrations`;
const db = await PGlite.create();
for (const folder of readdirSync(migrations).sort()) {
  if (/^\d+_/.test(folder)) await db.exec(readFileSync(`${migrations}/${folder}/migration.sql`, 'utf8'));
}
const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 10 });
const listening = new Promise<number>((resolve) =>
  server.addEventListener('listening', (event) => resolve((event as CustomEvent<{ port: number }>).detail.port)),
);
await server.start();
const port = await listening;
const adapter = new PrismaPg({ connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable` });
const glue = await loadEngine();
const engine = await glue.SchemaEngine.new(
  { datamodels: [[schema.path, schema.content]] },
  () => {},
  bindMigrationAwareSqlAdapterFactory(adapter),
);
const current = await db.query("select 1 from pg_tables where schemaname = 'public' limit 1");
const files = [schema];
const { stdout } = await engine.diff({
  from: current.rows.length === 0 ? { tag: 'empty' } : { tag: 'url', url: '' },
  to: { tag: 'schemaDatamodel', files },
  script: true,
  shadowDatabaseUrl: null,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
if (!stdout?.trim() || stdout.includes('This is an empty migration')) {
  console.log('schema.prisma and the migrations agree: nothing to write');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${migrations}/${stamp}_${name}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/migration.sql`, stdout);
  console.log(`wrote ${folder}/migration.sql`);
}
await server.stop();
await db.close();
process.exit(0);
