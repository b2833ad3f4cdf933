import { ended, workFor, workForOneLife, workToTheEnd } from '../campaign.js';
import type { Finding } from '../finding.js';
import type { Scenario, Setting } from '../scenario.js';
import { Stage } from '../stage.js';

const ROUNDS = 12;
const MOST_AT_ONCE = 40;

/** By Socket Mode: connections are asked to be made anew, and cut, and the bot is killed. */
async function play({ place, seeded, rounds }: Setting): Promise<Finding> {
  const stage = await Stage.set(await place(), { bySocket: true });
  const { socket } = stage;
  if (socket === null) throw new Error('there is no socket');
  try {
    const work = workFor(stage, seeded);
    const counts = { killed: 0, 'connections cut': 0, 'connections asked back': 0 };
    stage.bot.launch();
    for (let round = 0; round < ROUNDS * rounds; round += 1) {
      await stage.ready();
      const share = Math.min(MOST_AT_ONCE, Math.ceil(Math.max(work.waiting, 4) / (ROUNDS * rounds - round)));
      await workForOneLife(stage, work, seeded, seeded.between(150, 1_200), share);
      if (round % 3 === 0) {
        counts.killed += 1;
        await stage.bot.kill();
        stage.bot.launch();
      } else {
        counts[round % 3 === 1 ? 'connections cut' : 'connections asked back'] += 1;
        socket.refresh(round % 3 === 1 ? 'cut' : 'asked');
      }
    }
    await stage.ready();
    await workToTheEnd(stage, work);
    await stage.restart();
    const found = await ended(stage, work);
    return { ...found, figures: { ...counts, 'connections made': socket.made, ...found.figures } };
  } finally {
    await stage.strike();
  }
}

export const socket: Scenario = { name: 'socket', engines: ['postgres'], play };
