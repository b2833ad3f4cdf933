// `npm test`: the linter and formatter, the types, the floors of the house, then every test. `npm test -- FILE…` runs
// only these tests. The last line counts: "N passed, M failed"; a check that fails counts as one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { chromiumProgram } from './browser/chromium.js';
import { postgresPrograms } from './support/postgres-programs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = (path: string) => join(root, 'node_modules', path);

function run(args: readonly string[], write?: (text: string) => void): Promise<boolean> {
  const stdio = write === undefined ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', stdio, stdio] });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => write?.(text));
  return new Promise((done) => {
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

const only = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'collect-run-'));
const resultFile = join(scratch, 'result.json');
let passed = 0;
let failed = 0;
const count = (ok: boolean) => {
  if (ok) passed += 1;
  else failed += 1;
};

interface Check {
  readonly title: string;
  readonly args: readonly string[];
}

/** Runs them at the same time, and shows what each said in one piece. */
async function checkAll(checks: readonly Check[]): Promise<void> {
  await Promise.all(
    checks.map(async ({ title, args }) => {
      let said = '';
      const ok = await run(args, (text) => {
        said += text;
      });
      console.log(`\n> ${title}\n${said.trimEnd()}`);
      count(ok);
    }),
  );
}

if (only.length === 0) {
  await checkAll([
    {
      title: 'format and lint (biome)',
      args: [program('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
    },
    { title: 'types (tsc)', args: [program('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
    {
      title: 'floors (dependency-cruiser)',
      args: [program('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'src'],
    },
  ]);
}

interface Part {
  readonly project: string;
  readonly present: boolean;
  readonly required: boolean;
  /** Which part of the tests it is, and how to have it. */
  readonly words: string;
}

const inCi = process.env.CI === 'true';
const parts: readonly Part[] = [
  {
    project: 'postgres',
    present: postgresPrograms() !== null,
    required: inCi || process.env.COLLECT_REQUIRE_POSTGRES === '1',
    words:
      'the tests on a real PostgreSQL server: none is installed here. To have them: apt-get install postgresql (Debian, ' +
      'Ubuntu), brew install postgresql (macOS), or put initdb and postgres on the PATH',
  },
  {
    project: 'browser',
    present: chromiumProgram() !== null,
    required: inCi,
    words:
      'the tests in a real browser: no Chromium is installed here. To have them: apt-get install chromium (Debian), or ' +
      'set CHROMIUM_PATH to one',
  },
];
const leftOut = parts.filter(({ present }) => !present);
for (const { required } of leftOut) if (required) count(false);
const there = parts.filter(({ present }) => present).map(({ project }) => project);
const projects = ['unit', 'embedded', 'processes', ...there];

// In ten minutes on two cores; see vitest.config.ts. Files that are named run on all engines.
if (only.length === 0 && there.includes('postgres')) process.env.COLLECT_DESK_ON_POSTGRES = '1';

console.log(`\n> tests (${projects.join(', ')})`);
const ok = await run([
  program('vitest/vitest.mjs'),
  'run',
  '--config',
  'test/vitest.config.ts',
  ...projects.flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resultFile}`,
  ...(only.length > 0 ? ['--passWithNoTests', ...only] : []),
]);
try {
  const result = z
    .object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int() })
    .parse(JSON.parse(readFileSync(resultFile, 'utf8')));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  // A file that does not load, or an error outside any test, has no test that failed.
  if (!ok && result.numFailedTests === 0) failed += Math.max(1, result.numFailedTestSuites);
} catch {
  failed += 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

for (const { required, words } of leftOut) {
  console.log(`\n${required ? 'FAILED, because required' : 'LEFT OUT'}: ${words}.`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
