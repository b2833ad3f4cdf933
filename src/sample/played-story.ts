import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isLocalDate, type LocalDate } from '../domain/local-date.js';

/** Goes up with every change of the story that does not fit what was played before: it is then played anew. */
const EDITION = 1;

const note = z.object({
  edition: z.literal(EDITION),
  today: z.string().refine(isLocalDate),
  timezone: z.string(),
});

/** The days that a story was played for. */
export interface PlayedDays {
  readonly today: LocalDate;
  readonly timezone: string;
}

/** The note that the story has been played to its end. Whoever finds none begins it anew. */
export class PlayedStory {
  readonly #path: string;

  constructor(private readonly directory: string) {
    this.#path = join(directory, 'story.json');
  }

  /** Null: not played, not to its end, or another edition of it. */
  read(): PlayedDays | null {
    try {
      const { today, timezone } = note.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return { today: today as LocalDate, timezone };
    } catch {
      return null;
    }
  }

  write({ today, timezone }: PlayedDays): void {
    mkdirSync(this.directory, { recursive: true });
    const aside = `${this.#path}.new`;
    writeFileSync(aside, `${JSON.stringify({ edition: EDITION, today, timezone }, null, 2)}\n`);
    renameSync(aside, this.#path);
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }
}
