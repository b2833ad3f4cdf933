import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { Delivery, type DeliveryReport } from './delivery.js';
import { Roster } from './roster.js';
import { Session } from './session.js';
import type { SlackSettings } from './settings.js';
import { systemTimer, type Timer } from './timer.js';
import { deliveryClient, interactiveOptions } from './web-clients.js';

/**
 * Delivers all that is due in the outbox and returns what became of it; for a command that runs once. Rows that Slack
 * puts off stay for the next run. Throws if Slack cannot be asked who the bot is.
 */
export async function deliverOnce(
  config: SlackSettings,
  ledger: Ledger,
  log: Logger,
  timer: Timer = systemTimer,
): Promise<DeliveryReport> {
  if (config.slack === null) throw new Error('without a token there is no Slack to talk to');
  const { botToken, apiUrl } = config.slack;
  const slack = deliveryClient(botToken, apiUrl, log);
  const session = new Session({ ledger, slack, defaults: config.defaults, timer, log });
  const roster = new Roster(ledger, new WebClient(botToken, interactiveOptions(apiUrl, log)), log, slack);
  await session.meet();
  return await new Delivery({ ledger, slack, session, roster, timer, log }).drain();
}
