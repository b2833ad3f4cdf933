import type { Message } from './model.js';
import type { Workspace } from './workspace.js';

/** What everybody sees of a thread but its first message, ascending. */
export function repliesTo(workspace: Workspace, first: Message): readonly Message[] {
  return workspace
    .messages(first.channel)
    .filter((one) => one.threadTs === first.ts && one.ts !== first.ts && one.ephemeralFor === null);
}
