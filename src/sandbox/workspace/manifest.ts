import { z } from 'zod';
import type { AppFacts } from './model.js';

/** The parts of an app's manifest that Slack acts upon. Anything else in it is left alone. */
const manifest = z.object({
  display_information: z.object({ name: z.string().min(1).max(35), description: z.string().default('') }),
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(true),
        })
        .prefault({}),
      bot_user: z.object({ display_name: z.string().min(1) }).optional(),
      shortcuts: z
        .array(
          z.object({
            name: z.string().min(1).max(24),
            type: z.enum(['global', 'message']),
            callback_id: z.string().min(1).max(255),
            description: z.string().max(150).default(''),
          }),
        )
        .max(10)
        .default([]),
      slash_commands: z
        .array(
          z.object({
            command: z.string().regex(/^\/[^\s/]{1,31}$/),
            description: z.string().max(2000).default(''),
            usage_hint: z.string().max(1000).default(''),
            should_escape: z.boolean().default(false),
            url: z.string().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({
      scopes: z
        .object({ bot: z.array(z.string()).default([]), bot_optional: z.array(z.string()).default([]) })
        .prefault({}),
    })
    .prefault({}),
  settings: z
    .object({
      event_subscriptions: z
        .object({ request_url: z.string().optional(), bot_events: z.array(z.string()).default([]) })
        .prefault({}),
      interactivity: z
        .object({
          is_enabled: z.boolean().default(false),
          request_url: z.string().optional(),
          message_menu_options_url: z.string().optional(),
        })
        .prefault({}),
    })
    .prefault({}),
});

/** What a manifest declares, without what the installation adds. */
export type Declared = Omit<AppFacts, 'appId' | 'botUserId' | 'botId'> & { readonly botName: string };

/**
 * Reads a manifest (its JSON). Optional scopes count as granted unless they are among `refused`.
 *
 * @throws ZodError naming each part that Slack would refuse
 */
export function readManifest(json: unknown, refused: readonly string[] = []): Declared {
  const { display_information: display, features, oauth_config, settings } = manifest.parse(json);
  const { bot, bot_optional: optional } = oauth_config.scopes;
  const urls = settings.interactivity;
  return {
    name: display.name,
    botName: features.bot_user?.display_name ?? display.name,
    description: display.description,
    commands: features.slash_commands.map(({ command, description, usage_hint, should_escape }) => ({
      command,
      description,
      usageHint: usage_hint,
      shouldEscape: should_escape,
    })),
    shortcuts: features.shortcuts.map(({ callback_id, ...shortcut }) => ({ ...shortcut, callbackId: callback_id })),
    scopes: [...new Set([...bot, ...optional])].filter((scope) => !refused.includes(scope)),
    events: settings.event_subscriptions.bot_events,
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    messagesTabReadOnly: features.app_home.messages_tab_read_only_enabled,
    interactivity: urls.is_enabled,
    requestUrls: {
      events: settings.event_subscriptions.request_url ?? null,
      interactivity: urls.request_url ?? null,
      options: urls.message_menu_options_url ?? urls.request_url ?? null,
      commands: Object.fromEntries(
        features.slash_commands.flatMap(({ command, url }) => (url === undefined ? [] : [[command, url]])),
      ),
    },
  };
}
