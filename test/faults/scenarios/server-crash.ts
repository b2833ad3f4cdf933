import { ended, workFor, workForOneLife, workToTheEnd } from '../campaign.js';
import { claim, type Finding } from '../finding.js';
import type { Scenario, Setting } from '../scenario.js';
import { Stage } from '../stage.js';

const CRASHES = 6;

async function play({ place, server, seeded, rounds }: Setting): Promise<Finding> {
  if (server === null) throw new Error('there is no server');
  const crashes = CRASHES * rounds;
  const stage = await Stage.set(await place());
  try {
    const work = workFor(stage, seeded);
    stage.bot.launch();
    await stage.ready();
    for (let crash = 0; crash < crashes; crash += 1) {
      const share = Math.ceil(Math.max(work.waiting, 4) / (crashes - crash) / 2);
      await workForOneLife(stage, work, seeded, seeded.between(300, 1_500), share);
      await server.crash();
      // People go on while the books are away: for less and for longer than anybody waits.
      await workForOneLife(stage, work, seeded, crash % 3 === 2 ? 4_000 : seeded.between(50, 1_500), share);
      await server.restart();
      await stage.ready();
    }
    await workToTheEnd(stage, work);
    const starts = stage.bot.starts;
    const lives = stage.bot.runs;
    await stage.restart();
    const found = await ended(stage, work);
    const died = lives && starts === 1 ? [] : [`started ${starts} times: ${stage.bot.said}`];
    return {
      claims: [claim('the bot lives on', died), ...found.claims],
      figures: { crashes, ...found.figures },
    };
  } finally {
    await stage.strike();
  }
}

export const serverCrash: Scenario = { name: 'server-crash', engines: ['postgres'], play };
