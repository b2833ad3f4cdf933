// Makes a fresh clone ready to run: packages, Prisma's client, the compiled program. What is up to date is left alone,
// so `npm start` and `npm test` call it every time. Plain Node without packages, since it is what installs them.
//   node src/setup.mjs [--quiet] [run COMMAND…]    --quiet: says nothing unless there is something to do
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path) => join(root, path);
const quiet = process.argv.includes('--quiet');
const begun = Date.now();
/** Beside the packages: whoever removes them has nothing that is up to date. */
const NOTES = at('node_modules/.collect-setup.json');

function fail(message) {
  console.error(`collect: ${message}`);
  process.exit(1);
}

/** One fingerprint of files (or of every file under folders): content, not time, which a checkout changes. */
function fingerprint(...paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const files = statSync(at(path)).isDirectory()
      ? readdirSync(at(path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter((file) => /\.(tsx?|json)$/.test(file) && !file.includes(join('src', 'ledger', 'prisma')))
          .sort()
      : [at(path)];
    for (const file of files) hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function run(title, command, ...args) {
  const started = Date.now();
  console.error(`collect: ${title} …`);
  // npm is a script on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell, maxBuffer: 64 * 1024 * 1024 });
  if (done.error || done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`);
    fail(`${title} did not work (${done.error?.message ?? `exit code ${done.status}`})`);
  }
  console.error(`collect: ${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Runs a package's program with this very Node. */
const runPackage = (title, program, ...args) => run(title, process.execPath, at(`node_modules/${program}`), ...args);

function readNotes() {
  try {
    return JSON.parse(readFileSync(NOTES, 'utf8'));
  } catch {
    return {};
  }
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: Collect needs 20.19 or newer (https://nodejs.org)`);
}

let notes = readNotes();
const note = (change) => {
  notes = { ...notes, ...change };
  const aside = `${NOTES}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(notes));
  renameSync(aside, NOTES);
};

const lock = fingerprint('package-lock.json');
if (notes.packages !== lock) {
  const installed = at('node_modules/.package-lock.json');
  // Somebody may have run npm by hand, after the lock file was written.
  const byHand = existsSync(installed) && statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs;
  if (!byHand) {
    run('installing packages (a minute the first time)', 'npm', 'ci', '--no-audit', '--no-fund');
    notes = {};
  }
  mkdirSync(at('node_modules'), { recursive: true });
  note({ packages: lock });
}

const client = fingerprint('prisma/schema.prisma', '.config/prisma.ts', 'package-lock.json');
if (notes.client !== client || !existsSync(at('src/ledger/prisma/client.ts'))) {
  runPackage("generating Prisma's client", 'prisma/build/index.js', 'generate', '--config', '.config/prisma.ts');
  note({ client, program: null });
}

const program = `${client} ${fingerprint('src', 'tsconfig.json', '.config/tsconfig.build.json')}`;
if (notes.program !== program || !existsSync(at('dist/cli.js'))) {
  // What was compiled of a file that is gone must go too.
  rmSync(at('dist'), { recursive: true, force: true });
  runPackage('compiling', 'typescript/bin/tsc', '-p', '.config/tsconfig.build.json');
  chmodSync(at('dist/cli.js'), 0o755);
  note({ program });
}

if (!quiet && Date.now() - begun > 1_000) console.error('collect: ready');

// `run …`: goes on as the command itself, in this process. npm ends on a signal without passing it on; whoever has lost
// its npm ends in good order too, instead of keeping the port and the data for ever.
const runs = process.argv.indexOf('run');
if (runs !== -1) {
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
  process.argv = [process.execPath, at('dist/cli.js'), ...process.argv.slice(runs + 1)];
  await import('../dist/cli.js');
}
