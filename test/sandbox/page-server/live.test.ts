import { expect, it } from 'vitest';
import type { LiveEvent } from '../../../src/sandbox/page-protocol.js';
import { ClockDesk } from '../../../src/sandbox/page-server/clock-desk.js';
import { tellLive } from '../../../src/sandbox/page-server/live.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import { aWorkspace } from '../a-workspace.js';

function watched(user: string) {
  const { workspace } = aWorkspace();
  const told: LiveEvent[] = [];
  tellLive({ workspace, traffic: new Traffic(), clockDesk: new ClockDesk(workspace) }, user, (event) =>
    told.push(event),
  );
  return { workspace, told };
}

it('says nothing of what a person cannot see, not even that it is there', () => {
  const { workspace, told } = watched('U0DANA');
  const { botUserId, botId } = workspace.app;
  const talk = workspace.direct('U0SAM', botUserId);
  workspace.post({ channel: talk.id, user: botUserId, botId, text: 'For Sam' });
  workspace.post({ channel: 'C0SECRET', user: 'U0SAM', text: 'For the board' });
  workspace.join('C0SECRET', 'U0GUS');
  const whisper = workspace.post({ channel: 'C0GENERAL', user: botUserId, botId, text: 'Psst', ephemeralFor: 'U0SAM' });
  workspace.remove('C0GENERAL', whisper.ts);
  workspace.notice('U0SAM', 'This app is not responding.');
  workspace.markRead('U0SAM', 'C0SECRET', '9.000000');
  expect(told).toEqual([]);
});

it('says that a private channel is gone to whoever was in it', () => {
  const { workspace, told } = watched('U0SAM');
  workspace.leave('C0SECRET', 'U0SAM', 'U0SAM');
  expect(told).toEqual([{ kind: 'channel_gone', channel: 'C0SECRET' }]);
});
