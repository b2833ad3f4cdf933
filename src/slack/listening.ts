import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';
import { interactiveOptions, type ToldOfCall } from './web-clients.js';

/** Where to listen. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How requests reach the app: over HTTP, or over a socket that the app opens itself. */
export interface Listening {
  readonly receiver: Receiver;
  /** Listens; resolves with the port as soon as health can be asked, whatever Slack says. */
  start(app: App): Promise<number>;
  stop(app: App): Promise<void>;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Requests signed by Slack on HOST:PORT/slack/events. */
export function listenByHttp(settings: Address, signingSecret: string, readiness: Readiness, log: Logger): Listening {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: ['/slack/events'],
    customRoutes: healthRoutes(readiness),
    // A form holds at most 250 KB: whatever is larger is not Slack's.
    bodyLimit: '1mb',
    logger: slackLogger(log.child({ part: 'slack-http' })),
  });
  return {
    receiver,
    start: async () => portOf(await receiver.start({ host: settings.host, port: settings.port })),
    stop: () => receiver.stop(),
  };
}

/** A socket to Slack; the health routes listen on HOST:PORT beside it. */
export function listenBySocket(
  settings: Address,
  socket: { readonly appToken: string; readonly apiUrl: string; readonly told?: ToldOfCall },
  readiness: Readiness,
  timer: Timer,
  log: Logger,
): Listening {
  const receiver = new SocketModeReceiver({
    appToken: socket.appToken,
    logger: slackLogger(log.child({ part: 'slack-socket' })),
    installerOptions: { clientOptions: interactiveOptions(socket.apiUrl, log, socket.told) },
  });
  const routes = healthRoutes(readiness);
  const health = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const route = routes.find((one) => one.path === path && one.method.includes(request.method ?? ''));
    if (route !== undefined) return route.handler(request, response);
    response.writeHead(404).end();
  });
  let stopped = false;
  let connected = false;
  const connect = async (app: App): Promise<void> => {
    for (let attempt = 0; !stopped && !connected; attempt += 1) {
      try {
        await app.start();
        connected = true;
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
    receiver,
    start: async (app) => {
      await new Promise<void>((resolve, reject) => {
        health.once('error', reject);
        health.listen({ host: settings.host, port: settings.port }, resolve);
      });
      connect(app).catch((error: unknown) => log.error({ err: error }, 'Socket Mode failed'));
      return portOf(health);
    },
    stop: async (app) => {
      stopped = true;
      if (connected) await app.stop();
      await new Promise<void>((resolve) => {
        health.close(() => resolve());
        health.closeAllConnections();
      });
    },
  };
}
