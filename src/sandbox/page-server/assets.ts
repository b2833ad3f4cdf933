import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const page = (name: string): URL => new URL(`../../../src/sandbox/page/${name}`, import.meta.url);

/** What stands beside the program in source and in its compiled form alike. */
const FILES: Readonly<Record<string, URL>> = {
  '/': page('index.html'),
  '/page.css': page('page.css'),
  '/blocks.css': page('blocks.css'),
};

/** Modules of packages that the page imports, as they are: no bundler. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'preact.mjs': 'preact',
  'hooks.mjs': 'preact/hooks',
  'jsx-runtime.mjs': 'preact/jsx-runtime',
  'signals.mjs': '@preact/signals',
  'signals-core.mjs': '@preact/signals-core',
};

/** The page's own modules are served as the compiler wrote them. */
const COMPILED = new URL('../../../dist/', import.meta.url);
const CODE = /^(sandbox\/page|text)\/[\w/-]+\.js$/;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
};

const HEADERS = {
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The scripts that stand in the document itself are named by what they are: no other one runs, whoever wrote it. */
function policyFor(document: string): string {
  const scripts = [...document.matchAll(/<script(?: type="importmap")?>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  // Pictures of messages may come from anywhere, as in Slack; everything else is ours.
  return `default-src 'self'; img-src * data: blob:; media-src *; style-src 'self' 'unsafe-inline'; script-src 'self' ${scripts.join(' ')}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`;
}

function answer(file: URL): Response {
  try {
    const type = TYPES[extname(file.pathname)] ?? 'application/octet-stream';
    const bytes = readFileSync(file);
    const policy: Record<string, string> = type.startsWith('text/html')
      ? { 'content-security-policy': policyFor(String(bytes)) }
      : {};
    return new Response(bytes, { headers: { ...HEADERS, ...policy, 'content-type': type } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return new Response(`${fileURLToPath(file)} is missing: compile first\n`, { status: 404 });
  }
}

/** The page itself: its document, its styles, its code and the libraries it stands on. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const [path, file] of Object.entries(FILES)) routes.get(path, () => answer(file));
  routes.get('/favicon.ico', () => new Response(null, { status: 204 }));
  routes.get('/lib/:name', (c) => {
    const name = c.req.param('name');
    const library = Object.hasOwn(LIBRARIES, name) ? LIBRARIES[name] : undefined;
    return library === undefined ? c.notFound() : answer(new URL(import.meta.resolve(library)));
  });
  routes.get('/page-code/:path{.+}', (c) => {
    const path = c.req.param('path');
    return CODE.test(path) ? answer(new URL(path, COMPILED)) : c.notFound();
  });
  return routes;
}
