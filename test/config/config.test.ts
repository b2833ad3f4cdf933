import { expect, test } from 'vitest';
import { settingWords } from '../../src/cli/fault-words.js';
import { type Config, readConfig } from '../../src/config.js';
import { languageOf } from '../../src/text/language.js';

const BOT = 'xoxb-1-2-secret';
const APP = 'xapp-1-A1-secret';
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

function read(environment: Record<string, string>): Config {
  const reading = readConfig(environment);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.config;
}

function faults(environment: Record<string, string>) {
  const reading = readConfig(environment);
  return reading.ok ? [] : reading.faults;
}

test('without any setting Collect runs embedded, on the loopback address, in the sandbox', () => {
  expect(read({})).toMatchObject({
    slack: null,
    host: '127.0.0.1',
    port: 0,
    sandboxPort: 3300,
    databaseUrl: null,
    dataDirectory: './data',
    defaults: { currency: 'USD', locale: 'en' },
    logLevel: 'warn',
  });
});

test('an app token means Socket Mode, a signing secret HTTP', () => {
  const socket = read({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET });
  expect(socket.slack).toEqual({
    botToken: BOT,
    apiUrl: 'https://slack.com/api/',
    mode: { kind: 'socket', appToken: APP },
  });
  const http = read({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: 'http://127.0.0.1:4000/api' });
  expect(http.slack).toEqual({
    botToken: BOT,
    apiUrl: 'http://127.0.0.1:4000/api/',
    mode: { kind: 'http', signingSecret: SECRET },
  });
});

test('with tokens the usual port is 3000; in the sandbox any that is free, since nobody else calls it', () => {
  const tokens = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };
  expect(read(tokens)).toMatchObject({ port: 3000, logLevel: 'info' });
  expect(read({ ...tokens, PORT: '4000' })).toMatchObject({ port: 4000 });
  expect(read({ PORT: '4000', SANDBOX_PORT: '4001' })).toMatchObject({ port: 4000, sandboxPort: 4001 });
});

test('an empty setting counts as not set, and spaces around one do not matter', () => {
  expect(read({ PORT: '', DATABASE_URL: '  ', COLLECT_CURRENCY: ' EUR ', SLACK_BOT_TOKEN: '' })).toMatchObject({
    port: 0,
    databaseUrl: null,
    slack: null,
    defaults: { currency: 'EUR' },
  });
});

test.each([
  ['SLACK_BOT_TOKEN without a way to be reached', { SLACK_BOT_TOKEN: BOT }, 'connection_missing'],
  ['SLACK_APP_TOKEN alone', { SLACK_APP_TOKEN: APP }, 'bot_token_missing'],
  ['a secret that is a token', { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: APP }, 'signing_secret'],
  ['tokens the wrong way round', { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: APP }, 'bot_token'],
  ['a database of another kind', { DATABASE_URL: 'mysql://root@localhost/books' }, 'database_url'],
  ['a port out of range', { PORT: '70000' }, 'port'],
  ['a port that is no number', { PORT: '3000a' }, 'port'],
  ['a port of the sandbox that is none', { SANDBOX_PORT: 'high' }, 'port'],
  ['a time zone that is none', { COLLECT_TIMEZONE: 'Mars/Olympus' }, 'timezone'],
  ['a currency that is none', { COLLECT_CURRENCY: 'usd' }, 'currency'],
  ['a language that is none', { COLLECT_LOCALE: 'not a locale' }, 'locale'],
  ['a language that Collect does not speak', { COLLECT_LOCALE: 'fr' }, 'locale'],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, 'log_level'],
  ['an address of Slack that is none', { SLACK_API_URL: 'slack.com' }, 'url'],
  ['a host that is none', { HOST: 'http://localhost' }, 'host'],
])('%s is refused', (_what, environment, kind) => {
  expect(faults(environment as unknown as Record<string, string>).map((fault) => fault.kind)).toEqual([kind]);
});

test('all faults are told at once, in both languages, and no secret is repeated', () => {
  const environment = { SLACK_BOT_TOKEN: 'hunter2-token', PORT: 'many', DATABASE_URL: 'sqlite://u:hunter2@x/y' };
  const found = faults(environment);
  expect(found.map((fault) => fault.setting).sort()).toEqual(
    ['DATABASE_URL', 'PORT', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'].sort(),
  );
  for (const locale of ['en', 'zh-CN']) {
    const words = settingWords(found, languageOf(locale)).join('\n');
    for (const { setting } of found) expect(words).toContain(setting);
    expect(words).toContain('many');
    expect(words).not.toContain('hunter2');
  }
});
