import { audit, type Expected, settled, takenUp } from './audit.js';
import { CHANNELS, channelId } from './debtors.js';
import { claim, type Finding } from './finding.js';
import type { Seeded } from './seeded.js';
import type { Stage } from './stage.js';
import { type Amount, Work } from './work.js';

/** 200 lines and 50 clicks; of the lines 40 switch a digest on, each in its channel. Forms and events beside them. */
const USUAL: Amount = { logs: 135, undos: 25, questions: 25, digests: CHANNELS, forms: 20, renames: 10 };
const DAY = 86_400_000;
/** An answer that has not come in so many ms after the last errand does not come. */
const GIVEN_UP = 15_000;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** What people want done. */
export function workFor(stage: Stage, seeded: Seeded, amount: Amount = USUAL): Work {
  return new Work(seeded, amount, new Date(stage.time.now().getTime() + 20 * DAY).toISOString().slice(0, 10));
}

/**
 * Lets people work for so many ms, `share` errands of theirs: half of them whenever, half just before the time is up,
 * so that something is under way then.
 */
export async function workForOneLife(
  stage: Stage,
  work: Work,
  seeded: Seeded,
  ms: number,
  share: number,
): Promise<void> {
  const begun = Date.now();
  const moments = Array.from({ length: share }, () => seeded.between(seeded.chance(0.5) ? 0 : ms * 0.8, ms));
  for (const moment of moments.sort((a, b) => a - b)) {
    await pause(moment - (Date.now() - begun));
    // Nobody waits for it: what becomes of it is seen later.
    work.next(stage.people).catch((error: unknown) => stage.broken(error));
  }
  await pause(ms - (Date.now() - begun));
}

/** Nothing disturbs any more: people get done what they want. Gives up where nothing more comes of it. */
export async function workToTheEnd(stage: Stage, work: Work): Promise<void> {
  let idleSince = Date.now();
  while (!work.over && Date.now() - idleSince < GIVEN_UP) {
    if (work.waiting > 0) {
      await Promise.all(Array.from({ length: 4 }, () => work.next(stage.people)));
      idleSince = Date.now();
    }
    await pause(50);
  }
  await takenUp(stage);
}

/** Everything that is to be said is said; the bots are told to end; books and workspace are compared. */
export async function ended(stage: Stage, work: Work, expected: Expected = {}): Promise<Finding> {
  const { minutes, left } = await settled(stage, expected);
  const codes: string[] = [];
  for (const bot of stage.bots) {
    const { code, ms } = await bot.stop();
    if (code !== 0 || ms > 10_000) codes.push(`exit code ${code} after ${ms} ms`);
  }
  const found = await audit(
    stage,
    work,
    Array.from({ length: CHANNELS }, (_, n) => channelId(n + 1)),
    expected,
  );
  return {
    claims: [
      claim('the bot finishes what was begun', left),
      ...found.claims,
      claim('it ends in good order when it is told to', codes),
    ],
    figures: { ...found.figures, 'minutes that had to pass': minutes },
  };
}
