import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';
import { type SlackCallEnded, watchedFetch } from './metrics/slack-calls.js';

/** Hears of each call to Slack when it has ended. */
export type ToldOfCall = (call: SlackCallEnded) => void;

/** How long a call may take that somebody waits for: a trigger lives 3 s. */
const WHILE_SOMEBODY_WAITS = 2_500;
/** How long a delivery may take before its outcome counts as unknown. */
const IN_THE_BACKGROUND = 15_000;

const options = (apiUrl: string, log: Logger, timeout: number, told?: ToldOfCall): WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout,
  // The SDK's own retries can post a message twice and hold up every other channel: retries are ours.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: slackLogger(log.child({ part: 'slack-sdk' })),
  ...(told !== undefined && { fetch: watchedFetch(told) }),
});

/** Options of the client that answers people. `told`: hears of each call. */
export const interactiveOptions = (apiUrl: string, log: Logger, told?: ToldOfCall): WebClientOptions =>
  options(apiUrl, log, WHILE_SOMEBODY_WAITS, told);

/** The client that delivers what the outbox holds. */
export const deliveryClient = (token: string, apiUrl: string, log: Logger, told?: ToldOfCall): WebClient =>
  new WebClient(token, options(apiUrl, log, IN_THE_BACKGROUND, told));
