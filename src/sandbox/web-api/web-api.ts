import { type Context, Hono } from 'hono';
import type { Timer } from '../timer.js';
import type { Triggers } from '../to-app/triggers.js';
import type { Traffic } from '../traffic.js';
import type { Workspace } from '../workspace/workspace.js';
import { answerCall } from './call.js';
import { fileRoutes } from './file-routes.js';
import { RateLimits } from './rate-limits.js';
import { Uploads } from './uploads.js';

export interface WebApiParts {
  readonly workspace: Workspace;
  readonly traffic: Traffic;
  readonly timer: Timer;
  readonly triggers: Triggers;
  /** Of the sandbox, without a closing slash; known once it listens. */
  readonly url: () => string;
}

/** Slack's Web API: `/api/<method>`, by POST or GET, and what belongs to it: uploads, downloads, permalinks. */
export function webApi(parts: WebApiParts): Hono {
  const { workspace, traffic, timer, triggers } = parts;
  const uploads = new Uploads(workspace);
  const limits = new RateLimits(timer);
  const routes = new Hono();

  routes.on(['GET', 'POST'], '/api/:method', async (c) => {
    const method = c.req.param('method');
    const body = new Uint8Array(await c.req.arrayBuffer());
    const id = traffic.begin({
      at: new Date(timer.now()).toISOString(),
      direction: 'from_app',
      title: method,
      url: c.req.url,
      request: { headers: Object.fromEntries(c.req.raw.headers), body: new TextDecoder().decode(body) },
      attempt: 1,
    });
    const begun = timer.now();
    try {
      const context = { workspace, triggers, uploads, timer, limits, url: parts.url() };
      const reply = await answerCall(context, method, c.req.raw, body);
      const text = JSON.stringify(reply.body);
      const headers = { ...reply.headers, 'content-type': 'application/json; charset=utf-8' };
      const error = reply.body.ok === true ? null : String(reply.body.error);
      traffic.end(id, { answer: { status: reply.status, headers, body: text }, error, ms: timer.now() - begun });
      return c.body(text, reply.status, headers);
    } catch (error) {
      // A fault of the sandbox, not of the app: it is shown in the panel, and the app hears what Slack says of its own.
      const text = JSON.stringify({ ok: false, error: 'internal_error' });
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      const answer = { status: 200, headers, body: text };
      traffic.end(id, { answer, error: `internal_error: ${String(error)}`, ms: timer.now() - begun });
      return c.body(text, 200, headers);
    }
  });
  routes.route('/', fileRoutes({ workspace, uploads, traffic, timer, url: parts.url }));
  routes.get('/archives/:channel/:message', (c) => openPermalink(c, workspace));
  return routes;
}

/** A permalink of Slack's form leads to the place on the page. */
function openPermalink(c: Context, workspace: Workspace): Response {
  const channel = c.req.param('channel') ?? '';
  const [, seconds, micros] = /^p(\d+)(\d{6})$/.exec(c.req.param('message') ?? '') ?? [];
  const message = workspace.message(channel, `${seconds}.${micros}`);
  const thread = message?.threadTs ?? null;
  const place = `/#/${encodeURIComponent(channel)}`;
  return c.redirect(thread === null ? place : `${place}/thread/${thread}`, 302);
}
