import { ended, workFor, workForOneLife, workToTheEnd } from '../campaign.js';
import type { Finding } from '../finding.js';
import type { Scenario, Setting } from '../scenario.js';
import { Stage } from '../stage.js';

const KILLS = 20;
/** So many of the kills come while the bot starts. */
const WHILE_STARTING = 0.2;
/** What people do in one life at most, where many of them have to try again. */
const MOST_AT_ONCE = 30;

async function play(setting: Setting, replicas: number): Promise<Finding> {
  const { seeded } = setting;
  const kills = KILLS * setting.rounds;
  const stage = await Stage.set(await setting.place(), { replicas });
  try {
    const work = workFor(stage, seeded);
    for (const bot of stage.bots) bot.launch();
    await stage.ready();
    let starting = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const bot = stage.bots[kill % replicas] ?? stage.bot;
      const share = Math.min(MOST_AT_ONCE, Math.ceil(Math.max(work.waiting, 4) / (kills - kill)));
      const early = seeded.chance(WHILE_STARTING);
      if (early) starting += 1;
      else await bot.ready();
      await workForOneLife(stage, work, seeded, early ? seeded.between(50, 1_500) : seeded.between(150, 1_200), share);
      await bot.kill();
      bot.launch();
    }
    await stage.ready();
    await workToTheEnd(stage, work);
    await stage.restart();
    const found = await ended(stage, work);
    return { ...found, figures: { kills: kills, 'of them while it started': starting, ...found.figures } };
  } finally {
    await stage.strike();
  }
}

export const kill: Scenario = { name: 'kill', engines: ['postgres', 'embedded'], play: (setting) => play(setting, 1) };

export const replicas: Scenario = { name: 'replicas', engines: ['postgres'], play: (setting) => play(setting, 2) };
