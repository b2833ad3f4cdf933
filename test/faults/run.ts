// `npm run faults [-- SCENARIO… | ENGINE… | seed=N | rounds=N | logs=FOLDER]`: breaks things on purpose under the compiled product, which
// runs in processes of its own against the sandbox, and holds books and workspace against each other afterwards. The
// last line counts what held: "N passed, M failed". Sends nothing anywhere.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { postgresPrograms } from '../support/postgres-programs.js';
import { type PostgresServer, startPostgres } from '../support/postgres-server.js';
import { keepLogsIn } from './bot.js';
import type { Finding } from './finding.js';
import { onDisk, onServer } from './place.js';
import type { Engine, Scenario } from './scenario.js';
import { diskFull, diskReadOnly } from './scenarios/disk.js';
import { kill, replicas } from './scenarios/kill.js';
import { powerCut } from './scenarios/power-cut.js';
import { serverCrash } from './scenarios/server-crash.js';
import { slackFaults, slackFaultsUnseen } from './scenarios/slack-faults.js';
import { socket } from './scenarios/socket.js';
import { Seeded } from './seeded.js';

const scenarios: readonly Scenario[] = [
  kill,
  replicas,
  socket,
  slackFaults,
  slackFaultsUnseen,
  serverCrash,
  powerCut,
  diskFull,
  diskReadOnly,
];
const ENGINES: readonly Engine[] = ['postgres', 'embedded'];
const names = scenarios.map(({ name }) => name);

const words = process.argv.slice(2);
const number = (name: string, otherwise: number): number => {
  const found = words.find((word) => word.startsWith(`${name}=`));
  return found === undefined ? otherwise : Number(found.slice(name.length + 1));
};
const logs = words.find((word) => word.startsWith('logs='))?.slice('logs='.length);
if (logs !== undefined) {
  mkdirSync(logs, { recursive: true });
  keepLogsIn(resolve(logs));
}
const asked = words.filter((word) => !word.includes('='));
const unknown = asked.filter((word) => ![...names, ...ENGINES].includes(word));
const seed = number('seed', Date.now() % 1_000_000);
const rounds = number('rounds', 1);
if (unknown.length > 0 || !Number.isInteger(seed) || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`faults knows ${[...names, ...ENGINES].join(', ')}, seed=N, rounds=N and logs=FOLDER`);
  process.exit(2);
}
const wants = (word: string, all: readonly string[]) => asked.includes(word) || !all.some((one) => asked.includes(one));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
let running: PostgresServer | null = null;
process.on('exit', () => void running?.crash());

let passed = 0;
let failed = 0;

/** Whoever plays beside another tells of each scenario in one piece. */
function shown({ claims, figures }: Finding): string[] {
  const counts = Object.entries(figures).map(([what, count]) => figure(count, what));
  const held = claims.map(({ text, holds, instead }) => {
    if (holds) passed += 1;
    else failed += 1;
    return `  ${holds ? '✓' : '✗'} ${text}${instead === undefined ? '' : `: ${instead}`}`;
  });
  return [...counts, ...held];
}

const figure = (count: number | string, what: string) => `    ${String(count).padStart(7)}  ${what}`;

async function play(scenario: Scenario, engine: Engine, server: PostgresServer | null): Promise<void> {
  const reason = scenario.leftOut?.() ?? null;
  if (reason !== null) return console.log(`\nLEFT OUT: ${scenario.name} on ${engine}: ${reason}`);
  const begun = Date.now();
  const lines = ['', `${scenario.name}, ${engine}`];
  try {
    const place = () => (server === null ? onDisk() : onServer(server));
    lines.push(...shown(await scenario.play({ engine, place, server, seeded: new Seeded(seed), rounds })));
  } catch (error) {
    failed += 1;
    lines.push(`  ✗ could not be played: ${error instanceof Error ? error.stack : String(error)}`);
  }
  console.log([...lines, figure(Math.round((Date.now() - begun) / 1_000), 'seconds')].join('\n'));
}

async function playOn(engine: Engine): Promise<void> {
  if (engine === 'postgres' && postgresPrograms() === null) {
    console.log('\nLEFT OUT: PostgreSQL is not installed here');
    if (process.env.COLLECT_REQUIRE_POSTGRES === '1') failed += 1;
    return;
  }
  // Durable, as a server is: what was committed must survive.
  const server = engine === 'postgres' ? await startPostgres(tmpdir(), []) : null;
  running ??= server;
  try {
    for (const scenario of scenarios) {
      if (wants(scenario.name, names) && scenario.engines.includes(engine)) await play(scenario, engine, server);
    }
  } finally {
    await server?.stop();
    if (server !== null) running = null;
  }
}

console.log(`seed=${seed} rounds=${rounds}`);
// Side by side: much of it is waiting.
const engines = ENGINES.filter((engine) => wants(engine, ENGINES));
for (const outcome of await Promise.allSettled(engines.map(playOn))) {
  if (outcome.status === 'fulfilled') continue;
  failed += 1;
  console.log(`\n✗ ${outcome.reason}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
