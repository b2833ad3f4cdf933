import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

// Compiled, a sibling is plain JavaScript. Under a test runner it is TypeScript, which Node 20 runs through tsx only.
const typescript = import.meta.url.endsWith('.ts');
const tsx = (part: string) =>
  new URL(part, pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))).href;
const sibling = (name: string) => new URL(`./${name}${typescript ? '.ts' : '.js'}`, import.meta.url);

/** A thread keeps little in its own heap: what it would take for short-lived things, 16 MB and more, lay idle. */
const resourceLimits = { maxYoungGenerationSizeMb: 3 };

/** A thread that runs the module `name` of this folder. */
export function startThread(name: string, workerData: unknown): Worker {
  const url = sibling(name);
  if (!typescript) return new Worker(url, { workerData, resourceLimits });
  const code = `import(${JSON.stringify(tsx('dist/esm/api/index.mjs'))})
    .then(({ register }) => { register(); return import(${JSON.stringify(url)}); })`;
  return new Worker(code, { eval: true, workerData });
}

/** A process that runs the module `name` of this folder. */
export function startProcess(name: string, args: readonly string[]): ChildProcess {
  const execArgv = typescript ? ['--import', tsx('dist/loader.mjs')] : [];
  return fork(fileURLToPath(sibling(name)), args, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
}
