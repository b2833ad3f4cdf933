import { setImmediate as othersTurn } from 'node:timers/promises';

/** So long, in ms of the process, nothing else gets its turn. */
const AT_A_STRETCH = 4;

/**
 * Does the work for each, in order, and lets everything else of the process have its turn every few milliseconds: who
 * types a command while a morning is computed waits for a piece of it, not for thousands of rows.
 */
export async function inPieces<One, Done>(all: readonly One[], work: (one: One) => Done): Promise<Done[]> {
  const done: Done[] = [];
  let since = performance.now();
  for (const one of all) {
    done.push(work(one));
    if (performance.now() - since < AT_A_STRETCH) continue;
    await othersTurn();
    since = performance.now();
  }
  return done;
}
