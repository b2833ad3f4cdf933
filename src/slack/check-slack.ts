import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { SUGGESTING } from './events/suggest.js';
import { readManifest } from './manifest.js';
import type { SlackConnection } from './settings.js';
import { slackFault } from './slack-fault.js';
import { deliveryClient, interactiveOptions } from './web-clients.js';

/** One thing that is wrong with the connection to Slack; text/…/cli.ts has the sentence for each code. */
export type SlackConnectionFault =
  /** `reason`: Slack's own code, e.g. invalid_auth, account_inactive, token_revoked */
  | { readonly code: 'bot_token_refused' | 'app_token_refused'; readonly reason: string }
  /** Slack did not answer: `reason` is a network code or http_503 */
  | { readonly code: 'unreachable'; readonly url: string; readonly reason: string }
  /** Scopes of the manifest that the installation does not have: install the app again */
  | { readonly code: 'scopes_missing'; readonly scopes: readonly string[] };

export interface SlackCheck {
  /** Null if Slack did not take the token. */
  readonly team: { readonly id: string; readonly name: string; readonly botName: string } | null;
  /** Optional scopes that are not granted: no fault. */
  readonly withoutOptional: readonly string[];
  /** Whether questions can be suggested, as this workspace and its plan have it; null: Slack was not asked. */
  readonly suggestions:
    | { readonly state: 'on' | 'off' }
    | { readonly state: 'refused'; readonly reason: string }
    | null;
  readonly faults: readonly SlackConnectionFault[];
}

/** Asks Slack about the tokens and what they may do (for `collect doctor`). Changes nothing, never throws for Slack's sake. */
export async function checkSlack(connection: SlackConnection, log: Logger): Promise<SlackCheck> {
  const { botToken, apiUrl, mode } = connection;
  const faults: SlackConnectionFault[] = [];
  const fail = (error: unknown, refused: 'bot_token_refused' | 'app_token_refused'): void => {
    const fault = slackFault(error);
    const isRefusal = fault.kind === 'installation' || fault.kind === 'final';
    faults.push(
      isRefusal ? { code: refused, reason: fault.code } : { code: 'unreachable', url: apiUrl, reason: fault.code },
    );
  };

  let team: SlackCheck['team'] = null;
  let withoutOptional: string[] = [];
  let suggestions: SlackCheck['suggestions'] = null;
  try {
    const slack = deliveryClient(botToken, apiUrl, log);
    const answer = await slack.auth.test();
    team = { id: answer.team_id ?? '', name: answer.team ?? '', botName: answer.user ?? '' };
    const granted = answer.response_metadata?.scopes;
    if (granted !== undefined) {
      const { bot, bot_optional: optional } = readManifest().oauth_config.scopes;
      const missing = bot.filter((scope) => !granted.includes(scope));
      if (missing.length > 0) faults.push({ code: 'scopes_missing', scopes: missing });
      withoutOptional = optional.filter((scope) => !granted.includes(scope));
      suggestions = granted.includes(SUGGESTING) ? await suggestionsOf(slack) : { state: 'off' };
    }
  } catch (error) {
    fail(error, 'bot_token_refused');
  }
  if (mode.kind === 'socket' && !faults.some((fault) => fault.code === 'unreachable')) {
    try {
      // Opens no socket: it only hands out the address of one.
      await new WebClient(mode.appToken, interactiveOptions(apiUrl, log)).apps.connections.open({});
    } catch (error) {
      fail(error, 'app_token_refused');
    }
  }
  return { team, withoutOptional, suggestions, faults };
}

/** No conversation: Slack that has the feature says that there is none, and whoever lacks it is told so. */
const NO_CONVERSATION = 'D0000000000';

async function suggestionsOf(slack: WebClient): Promise<SlackCheck['suggestions']> {
  const prompts = [{ title: 'Collect', message: 'help' }];
  try {
    await slack.apiCall('assistant.threads.setSuggestedPrompts', { channel_id: NO_CONVERSATION, prompts });
    return { state: 'on' };
  } catch (error) {
    const fault = slackFault(error);
    if (fault.code === 'channel_not_found') return { state: 'on' };
    return fault.kind === 'final' ? { state: 'refused', reason: fault.code } : null;
  }
}
