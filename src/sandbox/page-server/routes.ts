import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Acting } from '../acting/acting.js';
import type { LiveEvent, PageMessages, PageState } from '../page-protocol.js';
import type { Traffic } from '../traffic.js';
import type { Workspace } from '../workspace/workspace.js';
import * as bodies from './bodies.js';
import type { ClockDesk } from './clock-desk.js';
import { tellLive } from './live.js';
import { inChannel, mayRead, maySee, pageChannel, pageMessage } from './seen-by.js';

export interface PageParts {
  readonly workspace: Workspace;
  readonly acting: Acting;
  readonly traffic: Traffic;
  readonly clockDesk: ClockDesk;
  /** Null: there is no sample to start over with. */
  readonly startOver: () => (() => Promise<void>) | null;
}

/** How often a silent live stream says that it lives, in ms. */
const STILL_THERE = 20_000;
const MOST_MESSAGES = 200;

/** Everything that the page asks and does, under /page. */
export function pageRoutes(parts: PageParts): Hono {
  const { workspace, acting, traffic, clockDesk } = parts;
  const routes = new Hono();

  const who = (as: string | undefined): string => {
    const person = workspace.person(as ?? '');
    if (person === null || person.isBot) throw new NobodyThere(as);
    return person.id;
  };
  routes.onError((error, c) => {
    if (error instanceof NobodyThere) return c.json({ ok: false, error: error.message }, 404);
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    if (issue?.code === 'too_big') return c.json({ ok: false, error: issue.message });
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return c.json({ ok: false, error: `The page sent something unreadable: ${error.message}` }, 400);
    throw error;
  });

  routes.get('/state', (c) => {
    const me = who(c.req.query('as') ?? workspace.people().find(({ isBot }) => !isBot)?.id);
    const person = workspace.person(me);
    if (person === null) throw new NobodyThere(me);
    const channels = workspace.channels().filter((channel) => maySee(workspace, channel, me));
    const state: PageState = {
      team: workspace.team,
      me: person,
      people: workspace.people(),
      channels: channels.map((channel) => pageChannel(workspace, channel, me)),
      app: workspace.app,
      clock: clockDesk.view(),
      rateLimits: workspace.rateLimits,
      home: workspace.home(me),
      forms: workspace.forms(me),
      canStartOver: parts.startOver() !== null,
      read: Object.fromEntries(channels.map(({ id }) => [id, workspace.readUpTo(me, id)])),
    };
    return c.json(state);
  });

  routes.get('/messages', (c) => {
    const me = who(c.req.query('as'));
    const { channel: id, thread, before, limit } = bodies.messagesQuery.parse(c.req.query());
    const channel = workspace.channel(id);
    if (channel === null || !maySee(workspace, channel, me))
      return c.json({ ok: false, error: 'There is no such channel, or you are not in it.' }, 404);
    const seen = workspace
      .messages(id)
      .filter((message) => mayRead(message, me))
      .filter((message) => (thread === undefined ? inChannel(message) : isOfThread(message, thread)))
      .filter(({ ts }) => before === undefined || Number(ts) < Number(before));
    const shown = seen.slice(-Math.min(limit, MOST_MESSAGES));
    const messages: PageMessages = {
      messages: shown.map((message) => pageMessage(workspace, message)),
      hasMore: shown.length < seen.length,
    };
    return c.json(messages);
  });

  routes.get('/traffic', (c) => c.json({ entries: traffic.entries() }));

  routes.get('/live', (c) => {
    const me = who(c.req.query('as'));
    return streamSSE(c, async (stream) => {
      const waiting: LiveEvent[] = [];
      let wake: () => void = () => undefined;
      const off = tellLive(parts, me, (event) => {
        waiting.push(event);
        wake();
      });
      stream.onAbort(() => {
        off();
        wake();
      });
      await stream.writeSSE({ event: 'hello', data: '{}' });
      while (!stream.aborted) {
        for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
          const { kind, ...data } = event;
          await stream.writeSSE({ event: kind, data: JSON.stringify(data) });
        }
        if (waiting.length > 0 || stream.aborted) continue;
        const silent = await new Promise<boolean>((resolve) => {
          const still = setTimeout(() => resolve(true), STILL_THERE);
          still.unref();
          wake = () => {
            clearTimeout(still);
            resolve(false);
          };
        });
        if (silent) await stream.write(': still there\n\n');
      }
    });
  });

  routes.get('/file/:id', (c) => {
    const me = who(c.req.query('as'));
    const file = workspace.file(c.req.param('id'));
    const bytes = file === null ? null : workspace.fileBytes(file.id);
    const shared = file?.channels.some((id) => {
      const channel = workspace.channel(id);
      return channel !== null && maySee(workspace, channel, me);
    });
    if (file === null || bytes === null || !(shared === true || file.user === me))
      return c.json({ ok: false, error: 'There is no such file, or it is not shared with you.' }, 404);
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': file.mimetype,
        // A file is data of somebody else: never run as part of this page.
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'content-disposition': `${/^image\//.test(file.mimetype) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      },
    });
  });

  const post = <Body extends { readonly as: string }>(
    path: string,
    schema: z.ZodType<Body>,
    act: (body: Body) => Promise<unknown>,
  ): void => {
    routes.post(path, async (c) => {
      const body = schema.parse(await c.req.json());
      who(body.as);
      return c.json((await act(body)) as object);
    });
  };
  post('/send', bodies.send, (body) => acting.send(body));
  post('/action', bodies.action, (body) => acting.action(body));
  post('/submit', bodies.submit, (body) => acting.submit(body));
  post('/close', bodies.close, (body) => acting.close(body));
  post('/options', bodies.options, (body) => acting.options(body));
  post('/shortcut', bodies.shortcut, (body) => acting.shortcut(body));
  post('/home', bodies.home, (body) => acting.openHome(body));
  post('/read', bodies.read, (body) => acting.read(body));
  post('/direct', bodies.direct, (body) => acting.direct(body));
  post('/clock', bodies.clock, (body) => clockDesk.move(body.to, body.as));

  routes.post('/switches', async (c) => {
    workspace.rateLimits = bodies.switches.parse(await c.req.json()).rateLimits;
    return c.json({ ok: true });
  });
  routes.post('/start-over', async (c) => {
    await c.req.json();
    const startOver = parts.startOver();
    if (startOver === null) return c.json({ ok: false, error: 'There is no sample to start over with.' });
    await startOver();
    return c.json({ ok: true });
  });
  routes.post('/upload', async (c) => {
    const form = await c.req.formData().catch(() => null);
    if (form === null) return c.json({ ok: false, error: 'The page sent something unreadable: no form.' }, 400);
    const text = (name: string): string | null => {
      const value = form.get(name);
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const file = form.get('file');
    if (!(file instanceof File)) return c.json({ ok: false, error: 'Choose a file first.' });
    return c.json(
      await acting.upload(who(text('as') ?? undefined), text('channel') ?? '', text('threadTs'), text('text') ?? '', {
        name: file.name,
        type: file.type || 'application/octet-stream',
        bytes: Buffer.from(await file.arrayBuffer()),
      }),
    );
  });
  return routes;
}

const isOfThread = ({ ts, threadTs }: { ts: string; threadTs: string | null }, thread: string): boolean =>
  ts === thread || threadTs === thread;

class NobodyThere extends Error {
  constructor(as: string | undefined) {
    super(`Nobody here has the id "${as ?? ''}".`);
  }
}
