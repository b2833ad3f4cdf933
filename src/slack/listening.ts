import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';
import { httpReceiver, socketModeReceiver } from './bolt-parts.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import type { SlackConnection, SlackSettings } from './settings.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';
import { interactiveOptions } from './web-clients.js';

/** Where to listen. */
export type Address = Pick<SlackSettings, 'host' | 'port'>;

/** Takes what Slack sends. Rejects where it must not be acknowledged. */
export type Taker = (event: ReceiverEvent) => Promise<void>;

/** How requests reach the app: over HTTP, or over a socket that the app opens itself. */
export interface Listening {
  /** Listens; resolves with the port as soon as health can be asked, whatever Slack says. */
  start(): Promise<number>;
  /** Takes nothing more; what was taken is still acknowledged. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests that came in before it, in ms. */
const LAST_REQUESTS = 3_500;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** What Bolt's receivers know of an app. */
const handTo = (receiver: Receiver, take: Taker): void => receiver.init({ processEvent: take } as unknown as App);

/** Listens as the connection says. */
export function listen(
  connection: SlackConnection,
  address: Address,
  readiness: Readiness,
  take: Taker,
  timer: Timer,
  log: Logger,
): Listening {
  const { mode, apiUrl } = connection;
  return mode.kind === 'socket'
    ? listenBySocket(address, { appToken: mode.appToken, apiUrl }, readiness, take, timer, log)
    : listenByHttp(address, mode.signingSecret, readiness, take, log);
}

/** Requests signed by Slack on HOST:PORT/slack/events. */
function listenByHttp(
  settings: Address,
  signingSecret: string,
  readiness: Readiness,
  take: Taker,
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
      return portOf(server);
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

/** A socket to Slack; the health routes listen on HOST:PORT beside it. */
function listenBySocket(
  settings: Address,
  socket: { readonly appToken: string; readonly apiUrl: string },
  readiness: Readiness,
  take: Taker,
  timer: Timer,
  log: Logger,
): Listening {
  const routes = healthRoutes(readiness);
  const health = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const route = routes.find((one) => one.path === path && one.method.includes(request.method ?? ''));
    if (route !== undefined) return route.handler(request, response);
    response.writeHead(404).end();
  });
  let stopped = false;
  let receiver: Receiver | null = null;
  const connect = async (): Promise<void> => {
    const SocketModeReceiver = socketModeReceiver();
    const made = new SocketModeReceiver({
      appToken: socket.appToken,
      logger: slackLogger(log.child({ part: 'slack-socket' })),
      installerOptions: { clientOptions: interactiveOptions(socket.apiUrl, log) },
    });
    handTo(made, take);
    for (let attempt = 0; !stopped && receiver === null; attempt += 1) {
      try {
        await made.start();
        receiver = made;
        log.info('connected to Slack by Socket Mode');
      } catch (error) {
        const { code } = slackFault(error);
        log.error(
          { code },
          'Socket Mode did not connect (check SLACK_APP_TOKEN and its scope connections:write); trying again',
        );
        await timer.sleep(Math.min(60_000, 1_000 * 2 ** attempt));
      }
    }
  };
  return {
    start: async () => {
      await new Promise<void>((resolve, reject) => {
        health.once('error', reject);
        health.listen({ host: settings.host, port: settings.port }, resolve);
      });
      connect().catch((error: unknown) => log.error({ err: error }, 'Socket Mode failed'));
      return portOf(health);
    },
    stop: async () => {
      stopped = true;
      await receiver?.stop();
      await new Promise<void>((resolve) => {
        health.close(() => resolve());
        health.closeAllConnections();
      });
    },
  };
}
