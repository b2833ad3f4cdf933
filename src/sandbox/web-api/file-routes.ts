import { Hono } from 'hono';
import type { Timer } from '../timer.js';
import type { Traffic } from '../traffic.js';
import type { Workspace } from '../workspace/workspace.js';
import { bearerOf } from './call.js';
import { isReadable } from './file-access.js';
import type { Upload, Uploads } from './uploads.js';

interface FileRouteParts {
  readonly workspace: Workspace;
  readonly uploads: Uploads;
  readonly traffic: Traffic;
  readonly timer: Timer;
  readonly url: () => string;
}

/** Where the app sends the bytes of a file (`/files/upload/…`) and fetches them (`url_private`, with its token). */
export function fileRoutes(parts: FileRouteParts): Hono {
  const { workspace, uploads } = parts;
  const routes = new Hono();

  routes.post('/files/upload/:ticket', async (c) => {
    const upload = uploads.byTicket(c.req.param('ticket'));
    const bytes = await contentOf(c.req.header('content-type') ?? '', await c.req.arrayBuffer());
    const outcome = take(upload, bytes);
    tell(parts, `upload ${upload?.name ?? ''}`.trim(), c.req.raw, `${bytes?.length ?? 0} bytes`, outcome);
    return c.text(outcome.text, outcome.status);
  });

  routes.get('/files/:id/:name', (c) => {
    const file = workspace.file(c.req.param('id'));
    const isAllowed = bearerOf(c.req.raw) === workspace.secrets.botToken && workspace.app.scopes.includes('files:read');
    // Slack leads whoever may not read a file to its sign-in page, which answers 200 and HTML: apps fall for that.
    if (!isAllowed) {
      tell(parts, 'download', c.req.raw, '', { status: 302, text: '' });
      return c.redirect('/', 302);
    }
    const bytes = file === null || !isReadable(workspace, file) ? null : workspace.fileBytes(file.id);
    if (file === null || bytes === null) {
      tell(parts, 'download', c.req.raw, '', { status: 404, text: '' });
      return c.text('', 404);
    }
    tell(parts, `download ${file.name}`, c.req.raw, '', { status: 200, text: `${bytes.length} bytes` });
    // Whatever the app stored, the browser shows none of it as a page of the sandbox's own.
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': file.mimetype,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
  });
  return routes;
}

/** Bytes come raw or as the only file of a form; null for a form that cannot be read. */
async function contentOf(contentType: string, body: ArrayBuffer): Promise<Buffer | null> {
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) return Buffer.from(body);
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const [value = ''] = form.values();
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  } catch {
    return null;
  }
}

function take(upload: Upload | null, bytes: Buffer | null) {
  if (upload === null) return { status: 404, text: 'Not Found' } as const;
  if (bytes === null) return { status: 400, text: 'Bad Request' } as const;
  upload.bytes = bytes;
  return { status: 200, text: `OK - ${bytes.length}` } as const;
}

function tell(
  { traffic, timer }: FileRouteParts,
  title: string,
  request: Request,
  body: string,
  outcome: { readonly status: number; readonly text: string },
): void {
  const headers = Object.fromEntries(request.headers);
  const at = new Date(timer.now()).toISOString();
  const id = traffic.begin({
    at,
    direction: 'from_app',
    title,
    url: request.url,
    request: { headers, body },
    attempt: 1,
  });
  const error = outcome.status < 400 ? null : `http_${outcome.status}`;
  traffic.end(id, { answer: { status: outcome.status, headers: {}, body: outcome.text }, error, ms: 0 });
}
