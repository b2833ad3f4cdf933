import { existsSync } from 'node:fs';
import { z } from 'zod';
import { isTimeZone } from './domain/local-date.js';
import { isCurrency } from './domain/money.js';
import type { SlackConnection } from './slack/settings.js';

// The only reader of process.env.

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  /** Null: no token was set, so Collect runs in the sandbox. */
  readonly slack: SlackConnection | null;
  readonly host: string;
  /** 0: any free port, which is what an app that only the sandbox calls listens on unless PORT is set. */
  readonly port: number;
  /** Of the sandbox, the workspace that a start without tokens brings along. 0: any free port. */
  readonly sandboxPort: number;
  /** Null: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  /** What a new workspace starts with. */
  readonly defaults: { readonly timezone: string; readonly currency: string; readonly locale: string };
  readonly logLevel: (typeof logLevels)[number];
}

export type SettingFaultKind =
  | 'bot_token'
  | 'app_token'
  | 'signing_secret'
  | 'bot_token_missing'
  | 'connection_missing'
  | 'url'
  | 'database_url'
  | 'port'
  | 'host'
  | 'timezone'
  | 'currency'
  | 'locale'
  | 'log_level'
  | 'env_file';

/** What is wrong with one setting; text/…/cli.ts has a sentence for each kind. */
export interface SettingFault {
  readonly setting: string;
  readonly kind: SettingFaultKind;
  /** As set; null for a secret, and where nothing was set. */
  readonly value: string | null;
}

export type ConfigReading =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly SettingFault[]; readonly locale: string | null };

const fault = (kind: SettingFaultKind) => ({ error: kind });
const httpUrl = (protocols: readonly string[]) => (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
};
/** Of the languages that Collect speaks, in any of their kinds ("en-GB", "zh_TW"). */
const isLocale = (text: string) => /^(en|zh)([-_][a-z0-9]+)*$/i.test(text);
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
/** A token pasted where the secret belongs is the usual mistake. */
const isSecret = (text: string) => /^\S{8,}$/.test(text) && !/^x(app|ox[a-z])/.test(text);

const settings = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^(xoxe\.)?xoxb-\S+$/, fault('bot_token'))
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, fault('app_token'))
    .optional(),
  SLACK_SIGNING_SECRET: z.string().refine(isSecret, fault('signing_secret')).optional(),
  SLACK_API_URL: z
    .string()
    .refine(httpUrl(['https:', 'http:']), fault('url'))
    .default('https://slack.com/api/'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, fault('host'))
    .default('127.0.0.1'),
  PORT: z.string().refine(isPort, fault('port')).optional(),
  SANDBOX_PORT: z.string().refine(isPort, fault('port')).default('3300'),
  DATABASE_URL: z
    .string()
    .refine(httpUrl(['postgres:', 'postgresql:']), fault('database_url'))
    .optional(),
  COLLECT_DATA: z.string().default('./data'),
  COLLECT_TIMEZONE: z.string().refine(isTimeZone, fault('timezone')).optional(),
  COLLECT_CURRENCY: z.string().refine(isCurrency, fault('currency')).default('USD'),
  COLLECT_LOCALE: z.string().refine(isLocale, fault('locale')).default('en'),
  LOG_LEVEL: z.enum(logLevels, fault('log_level')).optional(),
});

type Settings = z.infer<typeof settings>;
type Setting = keyof Settings;

/** The settings whose value is never shown. DATABASE_URL holds a password. */
const secrets: readonly Setting[] = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'DATABASE_URL'];

function slackOf(read: Settings): SlackConnection | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = read;
  if (botToken === undefined) return null;
  const apiUrl = read.SLACK_API_URL.endsWith('/') ? read.SLACK_API_URL : `${read.SLACK_API_URL}/`;
  if (appToken !== undefined) return { botToken, apiUrl, mode: { kind: 'socket', appToken } };
  if (signingSecret !== undefined) return { botToken, apiUrl, mode: { kind: 'http', signingSecret } };
  return null;
}

/** Settings that are right by themselves but do not go together. */
function combinationFaults(given: Partial<Record<Setting, string>>): SettingFault[] {
  const connection = given.SLACK_APP_TOKEN ?? given.SLACK_SIGNING_SECRET;
  if (given.SLACK_BOT_TOKEN === undefined && connection !== undefined) {
    return [{ setting: 'SLACK_BOT_TOKEN', kind: 'bot_token_missing', value: null }];
  }
  if (given.SLACK_BOT_TOKEN !== undefined && connection === undefined) {
    return [{ setting: 'SLACK_APP_TOKEN', kind: 'connection_missing', value: null }];
  }
  return [];
}

/** A machine may name none that exists ("Etc/Unknown" where TZ is empty). */
function machineTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/**
 * Reads the settings from an environment. An empty value counts as not set. Every fault is found, not only the first.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const given: Partial<Record<Setting, string>> = {};
  for (const name of Object.keys(settings.shape) as Setting[]) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  const read = settings.safeParse(given);
  const wrong: SettingFault[] = (read.error?.issues ?? []).map((issue) => {
    const setting = issue.path[0] as Setting;
    const value = secrets.includes(setting) ? null : (given[setting] ?? null);
    return { setting, kind: issue.message as SettingFaultKind, value };
  });
  const faults = [...wrong, ...combinationFaults(given)];
  if (!read.success || faults.length > 0) return { ok: false, faults, locale: given.COLLECT_LOCALE ?? null };
  const all = read.data;
  const slack = slackOf(all);
  return {
    ok: true,
    config: {
      slack,
      host: all.HOST,
      port: Number(all.PORT ?? (slack === null ? 0 : 3000)),
      sandboxPort: Number(all.SANDBOX_PORT),
      databaseUrl: all.DATABASE_URL ?? null,
      dataDirectory: all.COLLECT_DATA,
      defaults: {
        timezone: all.COLLECT_TIMEZONE ?? machineTimeZone(),
        currency: all.COLLECT_CURRENCY,
        locale: all.COLLECT_LOCALE,
      },
      // Whoever tries the sandbox reads sentences on the terminal, not the log of a service.
      logLevel: all.LOG_LEVEL ?? (slack === null ? 'warn' : 'info'),
    },
  };
}

/** The settings of this process: its environment, and for what that leaves open the file `.env` where it stands. */
export function loadConfig(envFile = '.env'): ConfigReading {
  if (existsSync(envFile)) {
    try {
      process.loadEnvFile(envFile);
    } catch {
      return { ok: false, faults: [{ setting: envFile, kind: 'env_file', value: null }], locale: null };
    }
  }
  return readConfig(process.env);
}

/** A terminal with somebody before it: progress may be shown. */
export const isInteractive = () => process.stderr.isTTY === true && !process.env.CI;
