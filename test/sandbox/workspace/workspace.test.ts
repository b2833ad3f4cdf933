import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/sandbox/workspace/change.js';
import { FileKeep } from '../../../src/sandbox/workspace/keep.js';
import { readManifest } from '../../../src/sandbox/workspace/manifest.js';
import { Workspace } from '../../../src/sandbox/workspace/workspace.js';
import { aManifest, aSeed, aWorkspace } from '../a-workspace.js';
import { TestTimer } from '../test-timer.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collect-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'workspace.jsonl');
const open = (timer = new TestTimer()) =>
  new Workspace({
    seed: aSeed,
    app: readManifest(aManifest),
    keep: new FileKeep(file()),
    directory: join(folder, 'files'),
    timer,
  });

describe('messages', () => {
  it('get times that ascend, also within one moment', () => {
    const { workspace, timer } = aWorkspace();
    const say = (channel: string) => workspace.post({ channel, user: 'U0DANA', text: 'hi' }).ts;
    const first = say('C0APOLLO');
    expect(first).toBe(`${Date.parse('2026-11-23T10:00:00Z') / 1000}.000000`);
    expect([say('C0APOLLO'), say('C0GENERAL')]).toEqual([
      first.replace('.000000', '.000100'),
      first.replace('.000000', '.000200'),
    ]);
    timer.pass(1);
    expect(say('C0APOLLO')).toBe(first.replace('.000000', '.001000'));
  });

  it('cannot be written where there is no channel', () => {
    expect(() => aWorkspace().workspace.post({ channel: 'C0NONE', user: 'U0DANA', text: 'hi' })).toThrow('C0NONE');
  });

  it('tell whoever listens, in order', () => {
    const { workspace } = aWorkspace();
    const heard: string[] = [];
    const off = workspace.on((change: Change) => heard.push(change.kind));
    const { ts } = workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'hi' });
    workspace.change('C0APOLLO', ts, { text: 'ho' });
    workspace.remove('C0APOLLO', ts);
    off();
    workspace.notice('U0DANA', 'unheard');
    expect(heard).toEqual(['message', 'message', 'message_gone']);
    expect(workspace.messages('C0APOLLO')).toEqual([]);
  });
});

describe('who is in', () => {
  it('the app is where the seed says, under its own name', () => {
    const { workspace } = aWorkspace();
    const { botUserId } = workspace.app;
    expect(workspace.person(botUserId)).toMatchObject({ name: 'helper_bot', realName: 'Helper Bot', isBot: true });
    expect(workspace.channel('C0APOLLO')?.members).toEqual(['U0DANA', botUserId]);
    expect(workspace.channel('C0SECRET')?.members).toEqual(['U0SAM']);
  });

  it('one direct conversation for two, whoever begins', () => {
    const { workspace } = aWorkspace();
    const one = workspace.direct('U0DANA', 'U0SAM');
    expect(workspace.direct('U0SAM', 'U0DANA')).toEqual(one);
    expect(workspace.direct('U0SAM', 'U0SAM').id).not.toBe(one.id);
    expect(workspace.group(['U0SAM', 'U0DANA', 'U0GUS']).id).toBe(workspace.group(['U0GUS', 'U0SAM', 'U0DANA']).id);
  });

  it('joining and leaving are told once', () => {
    const { workspace } = aWorkspace();
    const heard: Change[] = [];
    workspace.on((change) => heard.push(change));
    workspace.join('C0APOLLO', 'U0SAM', 'U0DANA');
    workspace.join('C0APOLLO', 'U0SAM', 'U0DANA');
    workspace.leave('C0APOLLO', 'U0SAM');
    workspace.leave('C0APOLLO', 'U0SAM');
    expect(heard.filter(({ kind }) => kind === 'joined' || kind === 'left')).toMatchObject([
      { kind: 'joined', user: 'U0SAM', by: 'U0DANA' },
      { kind: 'left', user: 'U0SAM', by: 'U0SAM' },
    ]);
  });
});

describe('what is kept', () => {
  it('everything but what only one person saw is there after a restart', () => {
    const timer = new TestTimer();
    const first = open(timer);
    expect(first.isNew).toBe(true);
    first.clock.forwardTo(new Date('2026-11-30T08:00:00Z'));
    const said = first.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'kept', blocks: [{ type: 'divider' }] });
    first.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'for one', ephemeralFor: 'U0DANA' });
    const gone = first.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'gone' });
    first.remove('C0APOLLO', gone.ts);
    first.change('C0APOLLO', said.ts, { text: 'changed' });
    first.markRead('U0SAM', 'C0GENERAL', '5');
    first.markRead('U0SAM', 'C0GENERAL', '4');
    first.rateLimits = false;
    const stored = { id: 'F1', name: 'a.csv', title: 'a', mimetype: 'text/csv', size: 2, user: 'U0DANA' };
    first.putFile({ ...stored, created: 1, channels: ['C0APOLLO'] }, Buffer.from('hi'));
    const direct = first.direct('U0DANA', first.app.botUserId);
    const home = { id: 'V1', type: 'home', payload: {}, hash: '1', rootViewId: 'V1', previousViewId: null } as const;
    first.putHome({ ...home, user: 'U0DANA' });
    first.close();

    timer.pass(60_000);
    const second = open(timer);
    expect(second.isNew).toBe(false);
    expect(second.secrets).toEqual(first.secrets);
    expect(second.app).toMatchObject({ appId: first.app.appId, botUserId: first.app.botUserId });
    expect(second.messages('C0APOLLO').map(({ text }) => text)).toEqual(['changed']);
    expect(second.clock.now().toISOString()).toBe('2026-11-30T08:01:00.000Z');
    expect(second.readUpTo('U0SAM', 'C0GENERAL')).toBe('5');
    expect(second.rateLimits).toBe(false);
    expect(second.fileBytes('F1')?.toString()).toBe('hi');
    expect(second.direct('U0DANA', first.app.botUserId)).toEqual(direct);
    expect(second.home('U0DANA')?.id).toBe('V1');
    expect(Number(second.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'later' }).ts)).toBeGreaterThan(
      Number(said.ts),
    );
  });

  it('a line that was being written when the process ended is left out, all before it holds', () => {
    const first = open();
    first.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'kept' });
    appendFileSync(file(), '["message","C0APOLLO 9","{\\"chan');
    const second = open();
    expect(second.messages('C0APOLLO').map(({ text }) => text)).toEqual(['kept']);
    second.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'more' });
    expect(open().messages('C0APOLLO')).toHaveLength(2);
  });

  it('starting over forgets what happened, not who the app is', () => {
    const timer = new TestTimer();
    const workspace = open(timer);
    const { secrets, app } = workspace;
    workspace.clock.forwardTo(new Date('2027-01-01T00:00:00Z'));
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'old' });
    workspace.leave('C0APOLLO', 'U0DANA');
    workspace.startOver();
    workspace.close();
    expect(readFileSync(file(), 'utf8')).not.toContain('old');
    const again = open(timer);
    expect(again.secrets).toEqual(secrets);
    expect(again.app).toEqual(app);
    expect(again.messages('C0APOLLO')).toEqual([]);
    expect(again.channel('C0APOLLO')?.members).toContain('U0DANA');
    expect(again.clock.ahead).toBe(0);
  });
});

describe('the clock', () => {
  it('goes with real time, and forward only', () => {
    const { workspace, timer } = aWorkspace();
    workspace.clock.forwardTo(new Date('2026-11-24T09:05:00Z'));
    timer.pass(30_000);
    expect(workspace.clock.now().toISOString()).toBe('2026-11-24T09:05:30.000Z');
    expect(() => workspace.clock.forwardTo(new Date('2026-11-24T09:05:00Z'))).toThrow(RangeError);
  });
});

describe('waiting', () => {
  it('ends as soon as it is there', async () => {
    const { workspace } = aWorkspace();
    const waiting = workspace.until(() => workspace.messages('C0APOLLO')[0], 'a message');
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'here' });
    expect((await waiting).text).toBe('here');
    await expect(workspace.until(() => null, 'what never comes', 1)).rejects.toThrow('what never comes');
  });
});

describe('the manifest', () => {
  it('grants optional scopes unless they are refused', () => {
    expect(readManifest(aManifest).scopes).toContain('users:read.email');
    expect(readManifest(aManifest, ['users:read.email']).scopes).not.toContain('users:read.email');
  });
  it('is refused where Slack refuses it', () => {
    const name = { display_information: { name: 'x'.repeat(36) } };
    expect(() => readManifest(name)).toThrow();
    expect(() => readManifest({})).toThrow();
    expect(readManifest({ display_information: { name: 'Least' } })).toMatchObject({ botName: 'Least', commands: [] });
  });
});

describe('a process that was killed while it began', () => {
  it('leaves no half of a workspace: the next one begins again', () => {
    open().close();
    const begun = readFileSync(file(), 'utf8').split('\n');
    for (const lines of [1, 3, begun.length - 2]) {
      writeFileSync(file(), `${begun.slice(0, lines).join('\n')}\n`);
      const workspace = open();
      const { botUserId } = workspace.app;
      workspace.close();
      const next = open();
      expect(next.isNew).toBe(false);
      expect(next.channels()).toHaveLength(aSeed.channels.length);
      expect(next.people().filter(({ isBot }) => isBot)).toMatchObject([{ id: botUserId }]);
      next.close();
    }
  });
});
