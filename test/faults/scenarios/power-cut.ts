import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { emptyCluster } from '../../support/cluster.js';
import { ended, workFor, workForOneLife, workToTheEnd } from '../campaign.js';
import type { Finding } from '../finding.js';
import { LoopDisk, whyNoLoopDisk } from '../loop-disk.js';
import { inDirectory } from '../place.js';
import type { Scenario, Setting } from '../scenario.js';
import { Stage } from '../stage.js';

const CUTS = 6;
/** Room for the embedded database and its log. */
const MEGABYTES = 400;

async function play({ seeded, rounds }: Setting): Promise<Finding> {
  const cuts = CUTS * rounds;
  const disk = LoopDisk.make(MEGABYTES);
  try {
    const data = join(disk.mounted, 'data');
    cpSync(await emptyCluster(), join(data, 'database'), { recursive: true });
    const stage = await Stage.set(inDirectory(data));
    try {
      const work = workFor(stage, seeded);
      let copies = 0;
      for (let cut = 0; cut < cuts; cut += 1) {
        stage.bot.launch();
        await stage.bot.ready();
        const share = Math.ceil(Math.max(work.waiting, 4) / (cuts - cut));
        await workForOneLife(stage, work, seeded, seeded.between(300, 3_000), share);
        stage.bot.freeze();
        copies += await disk.losePower(() => stage.bot.kill());
      }
      stage.bot.launch();
      await stage.bot.ready();
      await workToTheEnd(stage, work);
      await stage.restart();
      const found = await ended(stage, work);
      return { ...found, figures: { 'power cuts': cuts, 'copies of the disk': copies, ...found.figures } };
    } finally {
      await stage.strike();
    }
  } finally {
    disk.remove();
  }
}

export const powerCut: Scenario = { name: 'power-cut', engines: ['embedded'], leftOut: whyNoLoopDisk, play };
