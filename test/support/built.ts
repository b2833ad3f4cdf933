import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The compiled product is that of the sources, for the tests that run it as a process: `npm test` has done so already. */
export default function setup() {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, [`${root}src/setup.mjs`, '--quiet'], { cwd: root, stdio: 'inherit' });
}
