import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { Triggers } from '../../../src/sandbox/to-app/triggers.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import { webApi } from '../../../src/sandbox/web-api/web-api.js';
import type { WorkspaceSeed } from '../../../src/sandbox/workspace/model.js';
import { aManifest, aWorkspace } from '../a-workspace.js';

type Json = Record<string, unknown>;

/** What a platform error said. */
export interface Said extends Json {
  readonly error: string;
  readonly needed?: string;
  readonly provided?: string;
  readonly response_metadata?: { readonly messages?: string[]; readonly warnings?: string[] };
}

/** The Web API of a workspace of its own, listening on loopback, and Slack's own client for it. */
export async function openWebApi(facts: { scopes?: readonly string[]; seed?: WorkspaceSeed; manifest?: Json } = {}) {
  const manifest = facts.scopes === undefined ? (facts.manifest ?? aManifest) : withScopes(facts.scopes);
  const { workspace, timer } = aWorkspace({ manifest, ...(facts.seed !== undefined && { seed: facts.seed }) });
  workspace.rateLimits = false;
  const traffic = new Traffic();
  const triggers = new Triggers(timer);
  let url = '';
  const routes = webApi({ workspace, traffic, timer, triggers, url: () => url });
  const server = createServer(getRequestListener(routes.fetch));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const client = (token: string | undefined = workspace.secrets.botToken, options: WebClientOptions = {}) =>
    new WebClient(token, {
      slackApiUrl: `${url}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
      logger: silent,
      ...options,
    });
  const bearer = { authorization: `Bearer ${workspace.secrets.botToken}` };
  return {
    workspace,
    timer,
    traffic,
    triggers,
    url,
    bearer,
    client,
    slack: client(),
    /** One call as raw HTTP. */
    raw: (method: string, request: RequestInit = {}) => fetch(`${url}/api/${method}`, { method: 'POST', ...request }),
    /** The answer to a call with arguments in JSON. */
    json: async (method: string, args: Json): Promise<Json> => {
      const headers = { ...bearer, 'content-type': 'application/json; charset=utf-8' };
      const answer = await fetch(`${url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
      return (await answer.json()) as Json;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

export type OpenWebApi = Awaited<ReturnType<typeof openWebApi>>;

const withScopes = (scopes: readonly string[]): Json => ({
  ...aManifest,
  oauth_config: { scopes: { bot: scopes, bot_optional: [] } },
});

/** What Slack's client says of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<Said> {
  try {
    await call;
  } catch (error) {
    return (error as { data: Said }).data;
  }
  throw new Error('the call was not refused');
}

/** Only its code. */
export const errorOf = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).error;

const nothing = () => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
