import { splitCommand } from '../../understanding/split-command.js';
import { findCommand } from '../commands/registry.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { answerLine, doubtAbout } from '../run-line.js';
import { errorWords } from './fields.js';
import { logMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/**
 * A whole line in a form, for what has no form of its own. It is sent only when nothing is in doubt; what is recorded takes
 * the place of what the line recorded before, so that a slip of the pen never counts as a second date.
 */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.log, logMetadata, async ({ visit, metadata, text }) => {
    const line = text(fields.line);
    if (line === null) return { errors: { [fields.line]: visit.lang.t.commands.form.empty } };
    const doubt = await doubtAbout(desk, visit, withVerb(line));
    if (doubt !== null) return { errors: { [fields.line]: errorWords(doubt) } };
    const { permalink, auditId } = metadata;
    return { answer: await answerLine(desk, visit, withVerb(line), { permalink, replaces: auditId }) };
  });
}

/** In this form the word "log" may be left out. */
function withVerb(line: string): string {
  return findCommand(splitCommand(line).verb) === null ? `log ${line}` : line;
}
