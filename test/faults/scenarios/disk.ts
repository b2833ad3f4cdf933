import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { emptyCluster } from '../../support/cluster.js';
import { ended, workFor, workForOneLife, workToTheEnd } from '../campaign.js';
import { CHANNELS } from '../debtors.js';
import { claim, type Finding } from '../finding.js';
import { LoopDisk, whyNoLoopDisk } from '../loop-disk.js';
import { inDirectory } from '../place.js';
import type { Scenario, Setting } from '../scenario.js';
import { Stage } from '../stage.js';

const MEGABYTES = 300;
const LITTLE_WORK = { logs: 120, undos: 10, questions: 0, digests: CHANNELS, forms: 6, renames: 4 };

/** Books on a small disk of their own. */
async function onSmallDisk(work: (stage: Stage, disk: LoopDisk) => Promise<Finding>): Promise<Finding> {
  const disk = LoopDisk.make(MEGABYTES);
  try {
    const data = join(disk.mounted, 'data');
    cpSync(await emptyCluster(), join(data, 'database'), { recursive: true });
    const stage = await Stage.set(inDirectory(data));
    try {
      return await work(stage, disk);
    } finally {
      await stage.strike();
    }
  } finally {
    disk.remove();
  }
}

const NAMED = /no space left|disk is full|ENOSPC/i;

const saysSo = (said: string, words: RegExp): string[] => (words.test(said) ? [] : [said.slice(-800)]);

async function fullDisk({ seeded, rounds }: Setting): Promise<Finding> {
  return await onSmallDisk(async (stage, disk) => {
    const work = workFor(stage, seeded, LITTLE_WORK);
    let ends = 0;
    const unnamed: string[] = [];
    for (let time = 0; time < 2 * rounds; time += 1) {
      if (!stage.bot.runs) stage.bot.launch();
      await stage.ready();
      await workForOneLife(stage, work, seeded, 800, 10);
      const before = stage.bot.printed;
      const makeRoom = disk.fill();
      // The log has some room reserved: a few lines still go into it.
      for (let more = 0; more < 20 && stage.bot.runs; more += 1) await workForOneLife(stage, work, seeded, 500, 5);
      // It lives and says what keeps it from writing, or that is what it ended with.
      unnamed.push(...saysSo(stage.bot.saidSince(before), NAMED));
      if (!stage.bot.runs) {
        ends += 1;
        // Started again while there is no room, it says so too, and leaves everything as it is.
        const again = stage.bot.printed;
        stage.bot.launch();
        await workForOneLife(stage, work, seeded, 3_000, 3);
        unnamed.push(...saysSo(stage.bot.saidSince(again), NAMED));
        if (stage.bot.runs) await stage.bot.kill();
      }
      makeRoom();
    }
    if (!stage.bot.runs) stage.bot.launch();
    await stage.ready();
    await workToTheEnd(stage, work);
    await stage.restart();
    const found = await ended(stage, work);
    return {
      claims: [claim('whoever reads the log is told that the disk is full', unnamed), ...found.claims],
      figures: { 'times full': 2 * rounds, 'bot ended by it': ends, ...found.figures },
    };
  });
}

async function readOnly({ seeded }: Setting): Promise<Finding> {
  return await onSmallDisk(async (stage, disk) => {
    const work = workFor(stage, seeded, LITTLE_WORK);
    stage.bot.launch();
    await stage.ready();
    await workForOneLife(stage, work, seeded, 1_000, 20);
    // One that was stopped in order, and one that was not.
    const codes: string[] = [];
    let said = '';
    for (const end of ['stop', 'kill'] as const) {
      await stage.bot[end]();
      disk.allow('ro');
      stage.bot.launch();
      const code = await stage.bot.ended();
      if (code !== 1) codes.push(`exit code ${code}`);
      said = stage.bot.said;
      disk.allow('rw');
      stage.bot.launch();
      await stage.ready();
      await workForOneLife(stage, work, seeded, 1_000, 20);
    }
    await workToTheEnd(stage, work);
    await stage.restart();
    const found = await ended(stage, work);
    return {
      claims: [
        claim('a directory that cannot be written ends the start, in words', [
          ...codes,
          ...saysSo(said, /cannot be written.*read-only/is),
        ]),
        ...found.claims,
      ],
      figures: found.figures,
    };
  });
}

export const diskFull: Scenario = { name: 'disk-full', engines: ['embedded'], leftOut: whyNoLoopDisk, play: fullDisk };

export const diskReadOnly: Scenario = {
  name: 'read-only',
  engines: ['embedded'],
  leftOut: whyNoLoopDisk,
  play: readOnly,
};
