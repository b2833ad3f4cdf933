import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SLASH_COMMAND } from '../../src/slack/commands/collect.js';
import { commandNames } from '../../src/slack/commands/command.js';
import { helpOf } from '../../src/slack/commands/help.js';
import { commands, commandsTable, findCommand, nearestCommand, usageHint } from '../../src/slack/commands/registry.js';
import { channelEvents, membershipEvents } from '../../src/slack/events/channels.js';
import { readManifest } from '../../src/slack/manifest.js';
import { helpMessage } from '../../src/slack/messages/help.js';
import { shortcutIds } from '../../src/slack/shortcuts/log-promise.js';
import { languageOf } from '../../src/text/language.js';
import { wordsOf } from './running-app.js';

const manifest = readManifest();
const raw = readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8');

describe('manifest.json and the code', () => {
  it('name the same command, with the hint of the registry and names escaped', () => {
    expect(manifest.features.slash_commands).toEqual([
      expect.objectContaining({ command: SLASH_COMMAND, usage_hint: usageHint(), should_escape: true }),
    ]);
    expect(usageHint().length).toBeLessThanOrEqual(1000);
  });

  it('name the same shortcuts, within what Slack shows of a name', () => {
    const ids = manifest.features.shortcuts.map((shortcut) => shortcut.callback_id);
    expect(ids.sort()).toEqual(Object.values(shortcutIds).sort());
    for (const { name } of manifest.features.shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  });

  it('name the same events', () => {
    const events = ['app_home_opened', 'app_uninstalled', 'tokens_revoked', 'user_change'];
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(
      [...events, ...channelEvents, ...membershipEvents].sort(),
    );
  });

  it('ask for the least scopes: nothing that reads messages', () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
    expect(bot.toSorted()).toEqual(
      ['channels:read', 'chat:write', 'commands', 'groups:read', 'im:write', 'users:read'].sort(),
    );
    expect(optional).toEqual(['users:read.email']);
    expect(raw).not.toContain('history');
  });

  it('stay within the limits of a manifest', () => {
    const all = JSON.parse(raw) as {
      display_information: { name: string; description: string; long_description: string };
      features: { shortcuts: { description: string }[] };
    };
    const { name, description, long_description: long } = all.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(long.length).toBeGreaterThanOrEqual(175);
    expect(long.length).toBeLessThanOrEqual(4000);
    for (const shortcut of all.features.shortcuts) expect(shortcut.description.length).toBeLessThanOrEqual(150);
  });
});

describe('the registry', () => {
  it('has every command once, under names that nobody else bears', () => {
    expect(commands.map((command) => command.name)).toEqual([...commandNames]);
    const verbs = commands.flatMap((command) => [command.name, ...command.aliases]);
    expect(new Set(verbs).size).toBe(verbs.length);
  });

  it('answers to Chinese verbs and to any case', () => {
    const chinese = {
      记录: 'log',
      承诺: 'promises',
      状态: 'status',
      逾期: 'overdue',
      到账: 'paid',
      升级: 'escalations',
      撤销: 'undo',
      帮助: 'help',
    };
    for (const [verb, name] of Object.entries(chinese)) expect(findCommand(verb)?.name).toBe(name);
    expect(findCommand('LOG')?.name).toBe('log');
  });

  it.each([
    ['lgo', 'log'],
    ['stauts', 'status'],
    ['overdu', 'overdue'],
    ['escalatoins', 'escalations'],
    ['prom', 'promises'],
  ])('guesses %s', (typed, meant) => {
    expect(nearestCommand(typed)?.name).toBe(meant);
  });

  it('guesses nothing for a word that is like no command', () => {
    expect(nearestCommand('bananas')).toBeNull();
  });

  it('is all in help, in both languages', () => {
    for (const locale of ['en', 'zh-CN']) {
      const lang = languageOf(locale);
      const all = commands.map((command) => helpOf(command, lang));
      const words = wordsOf(helpMessage(all, null, lang));
      for (const { usage } of all) expect(words).toContain(usage.split(' ')[0]);
    }
  });

  it('has examples that begin with the command itself', () => {
    for (const locale of ['en', 'zh-CN']) {
      const { entries } = languageOf(locale).t.commands;
      for (const command of commands) {
        const { usage, examples } = entries[command.name];
        for (const line of [usage, ...examples]) expect(findCommand(line.split(' ')[0] ?? '')?.name).toBe(command.name);
      }
    }
  });
});

describe('the README', () => {
  const readme = new URL('../../README.md', import.meta.url);
  it.skipIf(!existsSync(readme))('has the table of commands as the registry has it', () => {
    expect(readFileSync(readme, 'utf8')).toContain(commandsTable());
  });
});
