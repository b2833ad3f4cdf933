// `npm run bench [-- SIZE… | ENGINE… | MEASUREMENT…]`: floor and product in turns in one run, so that ratios can be
// trusted where times cannot. Sizes are numbers of invoices (10k, 100k, 1m; default 10k 100k), engines postgres and
// embedded. Sends nothing anywhere: Slack is the sandbox, or the bench itself.
import { cpus, loadavg } from 'node:os';
import { runJob } from '../src/jobs/run.js';
import { prismaOn } from '../src/ledger/database/prisma-on.js';
import { workspaceInfo } from '../src/ledger/workspaces.js';
import { TestClock } from '../test/support/clock.js';
import { postgresPrograms } from '../test/support/postgres-programs.js';
import { DAY_BEFORE, fillBooks, TODAY } from './books.js';
import { connected, type Engine, embeddedEngine, serverEngine } from './engines.js';
import { type Line, table } from './measure.js';
import type { Books, Measurement } from './measurement.js';
import { acknowledgement } from './measurements/acknowledgement.js';
import { answers } from './measurements/answers.js';
import { dropped } from './measurements/dropped.js';
import { duringMorning } from './measurements/during-morning.js';
import { imports } from './measurements/import.js';
import { morning } from './measurements/morning.js';
import { posting } from './measurements/posting.js';
import { promiseCheck } from './measurements/promise-check.js';
import { start } from './measurements/start.js';

const measurements: readonly Measurement[] = [
  morning,
  promiseCheck,
  answers,
  duringMorning,
  imports,
  acknowledgement,
  dropped,
  start,
  posting,
];

const SIZES: Readonly<Record<string, number>> = { '1k': 1_000, '10k': 10_000, '100k': 100_000, '1m': 1_000_000 };
const ENGINES = ['postgres', 'embedded'] as const;
const names = measurements.map(({ name }) => name);

const asked = process.argv.slice(2).map((word) => word.toLowerCase());
const sizes = Object.entries(SIZES).flatMap(([word, size]) => (asked.includes(word) ? size : []));
const unknown = asked.filter((word) => !(word in SIZES) && ![...ENGINES, ...names].includes(word));
if (unknown.length > 0) {
  console.error(
    `bench knows sizes ${Object.keys(SIZES).join(', ')}, engines ${ENGINES.join(', ')}, ${names.join(', ')}`,
  );
  process.exit(2);
}
const wants = (word: string, all: readonly string[]) => asked.includes(word) || !all.some((one) => asked.includes(one));
const chosen = measurements.filter(({ name }) => wants(name, names));

const atSmallest = new Map<string, number>();
let failures = 0;

/** Runs it; a measurement that fails says so and the others go on. */
async function measured(name: string, work: () => Promise<Line[]>): Promise<Line[]> {
  const begun = Date.now();
  try {
    return await work();
  } catch (error) {
    failures += 1;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(`${name} FAILED: ${reason.slice(0, 1_500)}`);
    return [{ work: name, floor: '', product: 'FAILED', value: null, bound: null }];
  } finally {
    console.error(`  ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
}

/** Books with the mornings up to the day before behind them, their messages sent. */
async function measureBooks(engine: Engine, size: number, some: readonly Measurement[]): Promise<Line[]> {
  const place = await engine.open();
  const sql = await connected(place.connection);
  const prisma = prismaOn(place.connection);
  try {
    const begun = Date.now();
    const clock = new TestClock(`${DAY_BEFORE}T09:00:00Z`);
    const ledger = { prisma, clock };
    const workspaceId = await fillBooks(sql, size);
    await runJob(ledger, workspaceId, 'all', { today: DAY_BEFORE, dryRun: false });
    await sql.query(`update outbox_message set state = 'sent', sent_at = created_at`);
    await sql.query('vacuum analyze');
    clock.set(`${TODAY}T09:00:00Z`);
    const workspace = await workspaceInfo(ledger, workspaceId);
    console.error(`${engine.name}, ${size} invoices: books made in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    const books: Books = { engine, place, size, ledger, clock, workspace, sql, atSmallest };
    const lines: Line[] = [];
    for (const measurement of some) {
      if (measurement.on === 'books') lines.push(...(await measured(measurement.name, () => measurement.run(books))));
    }
    return lines;
  } finally {
    await sql.end();
    await prisma.$disconnect();
    await place.close();
  }
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
);
for (const word of ENGINES) {
  if (!wants(word, ENGINES)) continue;
  if (word === 'postgres' && postgresPrograms() === null) {
    console.log('\nLEFT OUT: PostgreSQL is not installed here');
    continue;
  }
  const engine = word === 'postgres' ? await serverEngine() : embeddedEngine();
  try {
    for (const size of chosen.some(({ on }) => on === 'books') ? (sizes.length > 0 ? sizes : [10_000, 100_000]) : []) {
      const lines = await measured(`books of ${size}`, () => measureBooks(engine, size, chosen));
      console.log(`\n${engine.name}, ${size.toLocaleString('en')} invoices (load ${loadavg()[0]?.toFixed(1)})`);
      console.log(table(lines));
    }
    for (const measurement of chosen) {
      if (measurement.on !== 'engine') continue;
      const lines = await measured(measurement.name, () => measurement.run(engine));
      console.log(`\n${engine.name}, ${measurement.name} (load ${loadavg()[0]?.toFixed(1)})`);
      console.log(table(lines));
    }
  } finally {
    await engine.stop();
  }
}
if (failures > 0) console.log(`\n${failures} FAILED`);
process.exit(failures > 0 ? 1 : 0);
