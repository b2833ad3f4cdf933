import type { LiveEvent } from '../page-protocol.js';
import type { Traffic } from '../traffic.js';
import type { Change } from '../workspace/change.js';
import type { Channel } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import type { ClockDesk } from './clock-desk.js';
import { mayRead, maySee, pageChannel, pageMessage } from './seen-by.js';

/** Tells one person's page what has changed, as far as they may see it. Returns what ends it. */
export function tellLive(
  parts: { readonly workspace: Workspace; readonly traffic: Traffic; readonly clockDesk: ClockDesk },
  user: string,
  tell: (event: LiveEvent) => void,
): () => void {
  const { workspace, traffic, clockDesk } = parts;
  const tellChannel = (id: string, before: Channel | null = null): void => {
    const channel = workspace.channel(id);
    if (channel === null) return;
    if (maySee(workspace, channel, user)) tell({ kind: 'channel', channel: pageChannel(workspace, channel, user) });
    // Of what somebody could never see they do not even hear that it is there.
    else if (before !== null && maySee(workspace, before, user)) tell({ kind: 'channel_gone', channel: id });
  };
  const hear = (change: Change): void => {
    switch (change.kind) {
      case 'message':
      case 'message_gone': {
        const { message } = change;
        const channel = workspace.channel(message.channel);
        if (channel === null || !maySee(workspace, channel, user) || !mayRead(message, user)) return;
        if (change.kind === 'message_gone') tell({ kind: 'message_gone', channel: message.channel, ts: message.ts });
        else tell({ kind: 'message', message: pageMessage(workspace, message) });
        const parent = message.threadTs === null ? null : workspace.message(message.channel, message.threadTs);
        if (parent !== null) tell({ kind: 'message', message: pageMessage(workspace, parent) });
        tellChannel(message.channel);
        return;
      }
      case 'channel':
        tellChannel(change.channel.id, change.before);
        return;
      case 'read':
        if (change.user === user) tellChannel(change.channel);
        return;
      case 'person':
        tell({ kind: 'people', people: workspace.people() });
        return;
      case 'home':
        if (change.home.user === user) tell({ kind: 'home', home: change.home });
        return;
      case 'forms':
        if (change.user === user) tell({ kind: 'forms', forms: change.forms, errors: change.errors });
        return;
      case 'notice':
        if (change.user === user) tell({ kind: 'notice', text: change.text });
        return;
      case 'clock':
        tell({ kind: 'clock', clock: clockDesk.view() });
        return;
      case 'app':
      case 'reset':
        tell({ kind: 'reset' });
        return;
      case 'joined':
      case 'left':
      case 'file_shared':
        // A change of the channel, or a message, has told it.
        return;
    }
  };
  const offs = [workspace.on(hear), traffic.on((entry) => tell({ kind: 'traffic', entry }))];
  return () => {
    for (const off of offs) off();
  };
}
