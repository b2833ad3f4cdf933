import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { SLASH_COMMAND } from '../../src/slack/commands/collect.js';
import { type CommandName, commandNames } from '../../src/slack/commands/command.js';
import { helpOf } from '../../src/slack/commands/help.js';
import { commands, commandsTable, findCommand, nearestCommand, usageHint } from '../../src/slack/commands/registry.js';
import { channelEvents, membershipEvents } from '../../src/slack/events/channels.js';
import { SUGGESTING } from '../../src/slack/events/suggest.js';
import { readManifest } from '../../src/slack/manifest.js';
import { helpMessage } from '../../src/slack/messages/help.js';
import { shortcutIds } from '../../src/slack/shortcuts/log-promise.js';
import { languageOf } from '../../src/text/language.js';
import { readAssign } from '../../src/understanding/read-assign.js';
import { readClient } from '../../src/understanding/read-client.js';
import { readDigest } from '../../src/understanding/read-digest.js';
import { readLog } from '../../src/understanding/read-log.js';
import { readOverdue } from '../../src/understanding/read-overdue.js';
import { readPaid } from '../../src/understanding/read-paid.js';
import { readProject } from '../../src/understanding/read-project.js';
import { readRole } from '../../src/understanding/read-role.js';
import { splitCommand } from '../../src/understanding/split-command.js';
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
    const events = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked', 'user_change'];
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(
      [...events, ...channelEvents, ...membershipEvents].sort(),
    );
  });

  it('ask for the least scopes: what is written to Collect, and of other messages only what is granted beside them', () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
    expect(bot.toSorted()).toEqual(
      [
        'app_mentions:read',
        'channels:read',
        'chat:write',
        'commands',
        'groups:read',
        'im:history',
        'im:write',
        'users:read',
      ].sort(),
    );
    expect(optional).toEqual(['users:read.email', 'files:read', 'channels:history', 'groups:history', 'files:write']);
    expect(bot.filter((scope) => scope.includes('history'))).toEqual(['im:history']);
  });

  it('leave agents to whoever wants them: Slack refuses their scope without the feature, which needs a paid plan', () => {
    const { features } = JSON.parse(raw) as { features: Record<string, unknown> };
    expect(features).not.toHaveProperty('agent_view');
    expect(features).not.toHaveProperty('assistant_view');
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect([...bot, ...bot_optional]).not.toContain(SUGGESTING);
  });

  it('let people write to Collect, since it answers', () => {
    const { features } = JSON.parse(raw) as { features: { app_home: Record<string, boolean> } };
    expect(features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
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
  it.skipIf(!existsSync(readme))('explains every scope of the manifest, and which are optional', () => {
    const table = readFileSync(readme, 'utf8')
      .split('\n')
      .filter((line) => /^\| `(?:commands|[a-z_]+:[a-z.]+)`/.test(line));
    const agents = table.filter((line) => line.includes('*(only with Agents)*'));
    expect(agents).toEqual([expect.stringContaining(`| \`${SUGGESTING}\` `)]);
    const scopes = (optional: boolean) =>
      table
        .filter((line) => !agents.includes(line))
        .map((line) => line.split('|')[1] ?? '')
        .filter((cell) => cell.includes('*(optional)*') === optional)
        .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope));
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(scopes(false).toSorted()).toEqual(bot.toSorted());
    expect(scopes(true).toSorted()).toEqual(bot_optional.toSorted());
  });
  it.skipIf(!existsSync(readme))('has the table of commands as the registry has it', () => {
    expect(readFileSync(readme, 'utf8')).toContain(commandsTable());
  });
});

describe('the examples of help', () => {
  const context = { today: localDate('2026-11-23'), isWorkingDay: () => true };
  const readers: Partial<Record<CommandName, (rest: string, locale: string) => { kind: string }>> = {
    log: (rest, locale) => readLog(rest, { ...context, locale }),
    paid: (rest, locale) => readPaid(rest, { ...context, locale }),
    overdue: (rest) => readOverdue(rest),
    project: (rest) => readProject(rest),
    client: (rest) => readClient(rest),
    assign: (rest) => readAssign(rest),
    role: (rest) => (rest === '' ? { kind: 'understood' } : readRole(rest)),
    digest: (rest) => (rest === '' ? { kind: 'understood' } : readDigest(rest)),
  };
  const lines = ['en', 'zh-CN'].flatMap((locale) =>
    Object.values(languageOf(locale).t.commands.entries).flatMap(({ examples }) =>
      examples.map((line) => [line, locale] as const),
    ),
  );

  it.each(lines)('are understood as they stand: %s (%s)', (line, locale) => {
    const { verb, rest } = splitCommand(line);
    const name = findCommand(verb)?.name;
    const read = name === undefined ? undefined : readers[name];
    if (read !== undefined) expect(read(rest, locale)).toMatchObject({ kind: 'understood' });
  });

  it.each(['weekdays mon-fri', 'country DE', 'quiet on', 'on', 'off', 'now', '08:30'])(
    'and so is digest %s',
    (rest) => {
      expect(readDigest(rest)).toMatchObject({ kind: 'understood' });
    },
  );
});
