import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';

/** How long a call may take that somebody waits for: a trigger lives 3 s. */
const WHILE_SOMEBODY_WAITS = 2_500;
/** How long a delivery may take before its outcome counts as unknown. */
const IN_THE_BACKGROUND = 15_000;

const options = (apiUrl: string, log: Logger, timeout: number): WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout,
  // The SDK's own retries can post a message twice and hold up every other channel: retries are ours.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: slackLogger(log.child({ part: 'slack-sdk' })),
});

/** Options of the client that answers people. */
export const interactiveOptions = (apiUrl: string, log: Logger): WebClientOptions =>
  options(apiUrl, log, WHILE_SOMEBODY_WAITS);

/** The client that delivers what the outbox holds. */
export const deliveryClient = (token: string, apiUrl: string, log: Logger): WebClient =>
  new WebClient(token, options(apiUrl, log, IN_THE_BACKGROUND));
