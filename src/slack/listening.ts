import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';
import { handTo, httpReceiver } from './bolt-parts.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import type { SlackSettings } from './settings.js';
import type { ToldOfCall } from './web-clients.js';

/** Where to listen. */
export type Address = Pick<SlackSettings, 'host' | 'port'>;

/** Takes what Slack sends. Rejects where it must not be acknowledged. */
export type Taker = (event: ReceiverEvent) => Promise<void>;

/** Whoever listens hands on what comes in, and tells how things stand. */
export interface Keeper {
  readonly readiness: Readiness;
  readonly take: Taker;
  /** Hears of the calls that a socket needs. */
  readonly told: ToldOfCall;
}

/** How requests reach the app: over HTTP, or over a socket that the app opens itself. */
export interface Listening {
  /** Listens; resolves with the port as soon as health can be asked, whatever Slack says. */
  start(): Promise<number>;
  /** Takes nothing more; what was taken is still acknowledged. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests that came in before it, in ms. */
const LAST_REQUESTS = 3_500;

/** Requests signed by Slack on HOST:PORT/slack/events. */
export function listenByHttp(
  settings: Address,
  signingSecret: string,
  { readiness, take }: Keeper,
  log: Logger,
): Listening {
  let server: Server | null = null;
  return {
    start: async () => {
      const HTTPReceiver = httpReceiver();
      const receiver = new HTTPReceiver({
        signingSecret,
        endpoints: ['/slack/events'],
        customRoutes: healthRoutes(readiness),
        // A form holds at most 250 KB: whatever is larger is not Slack's.
        bodyLimit: '1mb',
        logger: slackLogger(log.child({ part: 'slack-http' })),
      });
      handTo(receiver, take);
      server = (await receiver.start({ host: settings.host, port: settings.port })) as Server;
      return (server.address() as AddressInfo).port;
    },
    stop: async () => {
      if (server !== null) await closed(server);
    },
  };
}

/** Answers what came in, tells each connection to end with it, and cuts whoever is in no hurry. */
async function closed(server: Server): Promise<void> {
  server.keepAliveTimeout = 1;
  const cut = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(cut);
}
