import type { Done, PageMessage, SendBody } from '../page-protocol.js';
import { pageMessage } from '../page-server/seen-by.js';
import type { Channel } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { writingRefusal } from './may-write.js';
import { ownCommand } from './own-commands.js';
import type { ActingParts } from './parts.js';
import { runCommand } from './slash-command.js';
import { typedText } from './typed-text.js';

/** Of a message that a person types. */
const LONGEST = 12_000;

type Sent = Done<{ message: PageMessage | null }>;

/** Somebody presses Enter: a command where the line begins with a slash, else a message. */
export async function compose(parts: ActingParts, { as: user, channel: id, threadTs, text }: SendBody): Promise<Sent> {
  const { workspace } = parts;
  const channel = workspace.channel(id);
  const [, name = '', rest = ''] = /^(\/[^\s/]\S*)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  const isCommand = name !== '';
  // A channel is joined from outside of it.
  const joining = isCommand && (name === '/join' || name === '/open');
  const refusal = joining && channel !== null ? null : writingRefusal(workspace, channel, user);
  if (refusal !== null || channel === null) return { ok: false, error: refusal ?? 'There is no such channel.' };
  if (text.trim() === '') return { ok: false, error: 'Write something first.' };
  if (!isCommand) return write(workspace, user, channel, threadTs, text);

  const lower = name.toLowerCase();
  const own = ownCommand(lower);
  const command = workspace.app.commands.find((one) => one.command.toLowerCase() === lower);
  if (own === null && command === undefined)
    return {
      ok: false,
      error: `${name} is not a valid command. What begins with "/" is a command here. To send it as a message, put a space before the "/".`,
    };
  if (threadTs !== null) return { ok: false, error: `${name} is not supported in threads. Sorry!` };
  if (own !== null) {
    const done = own({ workspace, user, channel, text: rest });
    return typeof done === 'string'
      ? { ok: false, error: done }
      : { ok: true, message: done === null ? null : pageMessage(workspace, done) };
  }
  if (command === undefined) return { ok: false, error: `${name} is not a valid command.` };
  return runCommand(parts, { user, channel, command, text: rest.trim() });
}

function write(workspace: Workspace, user: string, channel: Channel, threadTs: string | null, text: string): Sent {
  if ([...text].length > LONGEST)
    return {
      ok: false,
      error: `This message is too long: at most ${LONGEST.toLocaleString('en')} characters can be sent.`,
    };
  const root = rootOf(workspace, channel.id, threadTs);
  if (root === undefined) return { ok: false, error: 'The message that this answers is no longer there.' };
  const message = workspace.post({
    channel: channel.id,
    user,
    text: typedText(workspace, user, text.trim(), 'message'),
    threadTs: root,
  });
  workspace.markRead(user, channel.id, message.ts);
  return { ok: true, message: pageMessage(workspace, message) };
}

/** The first message of the thread, which begins with this; null: no thread; undefined: there is no such message. */
export function rootOf(workspace: Workspace, channel: string, threadTs: string | null): string | null | undefined {
  if (threadTs === null) return null;
  const answered = workspace.message(channel, threadTs);
  if (answered === null || answered.ephemeralFor !== null) return undefined;
  const root = workspace.message(channel, answered.threadTs ?? answered.ts);
  if (root === null) return undefined;
  return root.ts;
}
