import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Acting } from './acting/acting.js';
import { assetRoutes } from './page-server/assets.js';
import { ClockDesk, type Prepare, type Strike } from './page-server/clock-desk.js';
import { ownRequestsOnly } from './page-server/own-requests.js';
import { pageRoutes } from './page-server/routes.js';
import { systemTimer, type Timer } from './timer.js';
import { AppEvents } from './to-app/events.js';
import { ResponseUrls, responseUrlRoutes } from './to-app/response-urls.js';
import { AppSender } from './to-app/send.js';
import { Triggers } from './to-app/triggers.js';
import { Traffic } from './traffic.js';
import { webApi } from './web-api/web-api.js';
import { FileKeep, MemoryKeep } from './workspace/keep.js';
import { readManifest } from './workspace/manifest.js';
import type { WorkspaceSeed } from './workspace/model.js';
import { takeDirectory } from './workspace/only-one.js';
import { Workspace } from './workspace/workspace.js';

export interface SandboxOptions {
  /** Of loopback. 0: any free one. */
  readonly port: number;
  /** Under which the app reaches it, without a closing slash, where something stands between them. Default: its own. */
  readonly publicUrl?: string;
  /** Where what happens is kept; null: nowhere. */
  readonly directory: string | null;
  /** The app's manifest, as JSON. */
  readonly manifest: unknown;
  readonly seed: WorkspaceSeed;
  readonly timer?: Timer;
  /** Of a new workspace; kept from then on. Default true. */
  readonly rateLimits?: boolean;
  /** Optional scopes that whoever installed the app did not grant. */
  readonly refusedScopes?: readonly string[];
}

/** The app that is joined to the workspace. HTTP is all that joins it, but for the clock of whoever runs both. */
export interface AppSide {
  /** Where it takes Slack's requests. */
  readonly requestUrl: string;
  /** What each morning begins with when the clock is moved, before anything is due. */
  readonly prepare?: Prepare;
  /** Runs what its clock starts, as of now; returns sentences about what that did. */
  readonly strike?: Strike;
  /** Brings workspace and app back to the sample's beginning. */
  readonly startOver?: () => Promise<void>;
}

/** A running workspace. */
export interface Sandbox {
  /** Of the page, without a closing slash. */
  readonly url: string;
  /** What the app takes for Slack's Web API, with its closing slash. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly acting: Acting;
  readonly clockDesk: ClockDesk;
  readonly traffic: Traffic;
  /** What a request to the app carries; for tests that send one themselves. */
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** Resolves when every event that was caused so far has been taken, or given up, by the app. */
  settled(): Promise<void>;
  connect(app: AppSide): void;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Of a request, in bytes: it is held in memory. */
const LARGEST_BODY = 64_000_000;

/**
 * Starts a Slack workspace on loopback: Slack's Web API, its requests to the app, and a page to act on.
 *
 * @throws ZodError for a manifest that Slack would refuse; DirectoryInUse; what the file system or the port threw
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, timer = systemTimer } = options;
  const app = readManifest(options.manifest, options.refusedScopes);
  const routes = new Hono();
  const server = createServer(getRequestListener(routes.fetch));
  // Before the files are touched: where the port is taken, they may be those of the workspace that has it.
  await listen(server, options.port);
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  let workspace: Workspace;
  let taken: Awaited<ReturnType<typeof takeDirectory>> | null = null;
  try {
    taken = directory === null ? null : await takeDirectory(directory, url);
    workspace = new Workspace({
      seed: options.seed,
      app,
      keep: directory === null ? new MemoryKeep() : new FileKeep(join(directory, 'workspace.jsonl')),
      directory: directory === null ? null : join(directory, 'files'),
      timer,
    });
  } catch (error) {
    server.close();
    await taken?.release();
    throw error;
  }
  if (workspace.isNew && options.rateLimits === false) workspace.rateLimits = false;

  const reached = () => options.publicUrl ?? url;
  let startOver: (() => Promise<void>) | null = null;
  const traffic = new Traffic();
  const triggers = new Triggers(timer);
  const sender = new AppSender({ workspace, traffic, timer });
  const responseUrls = new ResponseUrls({ workspace, traffic, timer, url: reached });
  const events = new AppEvents({ workspace, sender, timer, url: () => url });
  const acting = new Acting({ workspace, sender, triggers, responseUrls, events, timer });
  const clockDesk = new ClockDesk(workspace);

  routes.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => c.text('Request Entity Too Large', 413) }));
  routes.route('/', webApi({ workspace, traffic, timer, triggers, url: reached }));
  routes.route('/', responseUrlRoutes(responseUrls));
  routes.use('/page/*', ownRequestsOnly);
  routes.route('/page', pageRoutes({ workspace, acting, traffic, clockDesk, startOver: () => startOver }));
  routes.route('/', assetRoutes());

  return {
    url,
    apiUrl: `${reached()}/api/`,
    workspace,
    acting,
    clockDesk,
    traffic,
    triggers,
    responseUrls,
    settled: () => events.settled(),
    connect: (side) => {
      workspace.connectTo(side.requestUrl);
      events.verifyUrl();
      if (side.strike !== undefined) clockDesk.followedBy(side.strike, side.prepare ?? null);
      startOver = side.startOver ?? null;
    },
    close: async () => {
      events.stop();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      workspace.close();
      await taken?.release();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, HOST, done);
  });
}
