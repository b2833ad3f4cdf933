import type { MorningFiles } from './morning-files.js';
import type { Stage } from './stage.js';
import { FIRST_DAY, opening, type Scene, story } from './story.js';
import { MORNING, type StoryDays } from './story-days.js';

/** When the accounting program's export lies there. */
const EXPORTED = '08:55';

/** What was typed in the story and what Collect answered. */
export interface TypedLine extends Scene {
  readonly answer: string;
}

/**
 * Plays the sample's story: the files of the first day come in, people type, mornings come, up to and including the
 * last one. Everything that can be seen afterwards is what Collect itself has made of it. Throws where a file is not
 * taken or a line not answered.
 */
export async function play(stage: Stage, days: StoryDays, files: MorningFiles): Promise<readonly TypedLine[]> {
  const lines: TypedLine[] = [];
  const act = async (scenes: readonly Scene[]): Promise<void> => {
    for (const scene of scenes) {
      const { who, where, types, says } = scene;
      if (says !== undefined) await stage.write(who, where, says);
      if (types !== undefined) lines.push({ ...scene, answer: await stage.type(who, where, types) });
    }
  };
  const acts = story(days);
  await stage.moveTo(days.at(FIRST_DAY, '09:30'));
  await act(opening);
  await files.begin(stage.ledger, await stage.workspace());
  for (let day = FIRST_DAY; day <= 0; day++) {
    if (day > FIRST_DAY) {
      await stage.moveTo(days.at(day, EXPORTED));
      await files.bring(stage.ledger, await stage.workspace());
      await stage.moveTo(days.at(day, MORNING));
      if (day === 0) stage.everythingIsRead();
      await stage.strike();
    }
    for (const { time, scenes } of acts.filter((one) => one.day === day)) {
      await stage.moveTo(days.at(day, time));
      await act(scenes);
    }
  }
  return lines;
}
