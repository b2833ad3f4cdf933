import type { App } from '@slack/bolt';
import { undo } from '../../ledger/undo.js';
import { splitCommand } from '../../understanding/split-command.js';
import { findCommand } from '../commands/registry.js';
import type { Desk, Visit } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import type { SlackMessage } from '../messages/message.js';
import { answerLine, doubtAbout } from '../run-line.js';
import { logMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/**
 * A whole line in a form ("Change", "Log a promise"). It is sent only when nothing is in doubt; what the line recorded
 * before is undone first, so that a slip of the pen never counts as a second date.
 */
export function register(app: App, desk: Desk): void {
  onSubmit(app, desk, formIds.log, logMetadata, async ({ visit, metadata, text }) => {
    const line = text(fields.line);
    if (line === null) return { errors: { [fields.line]: visit.lang.t.commands.form.empty } };
    const doubt = await doubtAbout(desk, visit, withVerb(line));
    if (doubt !== null) return { errors: { [fields.line]: plain(doubt) } };
    if (metadata.auditId !== null) await undoQuietly(desk, visit, metadata.auditId);
    return { answer: await answerLine(desk, visit, withVerb(line), { permalink: metadata.permalink }) };
  });
}

/** In this form the word "log" may be left out. */
function withVerb(line: string): string {
  return findCommand(splitCommand(line).verb) === null ? `log ${line}` : line;
}

async function undoQuietly(desk: Desk, visit: Visit, auditId: number): Promise<void> {
  await undo(desk.ledger, visit.actor, { auditId });
}

/** Errors below a field are plain text. */
function plain(message: SlackMessage): string {
  return message.text.replace(/[*`]/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
