import { z } from 'zod';

/** What is to be settled before the first digest is worth reading, in this order. Each can be put off. */
export const setupSteps = ['timezone', 'currency', 'project', 'import', 'roles'] as const;
export type SetupStep = (typeof setupSteps)[number];

export type SetupState = 'done' | 'later' | 'open';

const marks = z
  .object({
    /** When it was first offered to somebody; absent: to nobody yet. */
    offered: z.string().optional(),
    steps: z.partialRecord(z.enum(setupSteps), z.enum(['done', 'later'])).default({}),
  })
  .catch({ steps: {} });

/** What somebody said about the steps. */
export type SetupMarks = z.infer<typeof marks>;

/** Reads what the workspace keeps; what no version wrote counts as nothing. */
export const setupMarks = (kept: unknown): SetupMarks => marks.parse(kept ?? {});

/** What the books say by themselves: it is done, whoever did it and however. */
export type SetupInBooks = Readonly<Record<SetupStep, boolean>>;

/** Where each step stands. What is done in the books is done, also if it was put off before. */
export function setupStates(
  said: SetupMarks,
  books: SetupInBooks,
): { readonly step: SetupStep; readonly state: SetupState }[] {
  return setupSteps.map((step) => ({ step, state: books[step] ? 'done' : (said.steps[step] ?? 'open') }));
}
