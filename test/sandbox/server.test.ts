import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.js';
import { aManifest, aSeed } from './a-workspace.js';
import { RecordingApp } from './to-app/recording-app.js';

let folder: string;
const running: Sandbox[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collect-sandbox-'));
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(facts: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const options = { port: 0, directory: null, manifest: aManifest, seed: aSeed, rateLimits: false, ...facts };
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

/** As no browser and no fetch would ask: with any path and host. */
const statusOf = (sandbox: Sandbox, path: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(sandbox.url);
    const asked = request({ hostname, port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });

describe('the files of a workspace', () => {
  it('are left alone by one that cannot have the port', async () => {
    const first = await start({ directory: folder });
    const port = Number(new URL(first.url).port);
    await expect(start({ directory: folder, port })).rejects.toThrow('EADDRINUSE');
    first.workspace.post({ channel: 'C0GENERAL', user: 'U0DANA', text: 'Still here' });
    await running.pop()?.close();
    const { workspace } = await start({ directory: folder });
    expect(workspace.messages('C0GENERAL').map(({ text }) => text)).toEqual(['Still here']);
  });

  it('are one sandbox’s: a second one is told where the first one is, and has them when that ended', async () => {
    const first = await start({ directory: folder });
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    try {
      await expect(start({ directory: link })).rejects.toThrow(`${link} is in use by another sandbox (${first.url})`);
    } finally {
      rmSync(link);
    }
    first.workspace.post({ channel: 'C0GENERAL', user: 'U0DANA', text: 'Still here' });
    await running.pop()?.close();
    const { workspace } = await start({ directory: folder });
    expect(workspace.messages('C0GENERAL').map(({ text }) => text)).toEqual(['Still here']);
  });

  it('are named where they cannot be read, and the port is free again', async () => {
    const { url } = await start({ directory: folder });
    await running.pop()?.close();
    appendFileSync(join(folder, 'workspace.jsonl'), 'no json\n');
    const port = Number(new URL(url).port);
    await expect(start({ directory: folder, port })).rejects.toThrow(
      /workspace\.jsonl, line \d+: .*Move the file away/,
    );
    await expect(start({ port })).resolves.toBeDefined();
  });
});

describe('what is asked of the page', () => {
  it.each([
    ['/page/state', { host: 'evil.example' }],
    ['/%70age/state', { host: 'evil.example' }],
    ['/page/../page/state', { host: '127.0.0.1.evil.example' }],
    ['/page/state', { origin: 'http://evil.example' }],
    ['/page/state', { origin: 'null' }],
    ['/page/live?as=U0DANA', { 'sec-fetch-site': 'cross-site' }],
  ])('%s %o is refused', async (path, headers) => {
    expect(await statusOf(await start(), path, headers)).toBe(403);
  });

  it.each([
    '/lib/constructor',
    '/lib/__proto__',
    '/page-code/sandbox/page/../../cli.js',
    '/page-code/sandbox/page/%2e%2e/%2e%2e/cli.js',
    '/files/F0/..%2f..%2fetc',
  ])('%s leads nowhere', async (path) => {
    expect([302, 404]).toContain(await statusOf(await start(), path));
  });

  it('unreadable bodies are refused, not failed at', async () => {
    const { url } = await start();
    const post = async (path: string, type: string, body: string) =>
      (await fetch(`${url}/page${path}`, { method: 'POST', headers: { 'content-type': type }, body })).status;
    expect(await post('/send', 'application/json', '{')).toBe(400);
    expect(await post('/upload', 'multipart/form-data; boundary=q', 'x')).toBe(400);
    expect(await post('/upload', 'text/plain', 'x')).toBe(400);
    expect(await post('/read', 'application/json', '{"as":"U0DANA","channel":"C0APOLLO","ts":"9e99"}')).toBe(400);
  });

  it('runs no script but its own', async () => {
    const { url } = await start();
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toMatch(/^'self'( 'sha256-[A-Za-z0-9+/=]+'){2}$/);
  });

  it('files are never shown as something else than they are said to be', async () => {
    const { url, workspace } = await start();
    const form = new FormData();
    for (const [name, value] of Object.entries({ as: 'U0DANA', channel: 'C0APOLLO' })) form.set(name, value);
    form.set('file', new File(['<script>alert(1)</script>'], '../x.svg', { type: 'image/svg+xml' }));
    await fetch(`${url}/page/upload`, { method: 'POST', body: form });
    const [file] = workspace.files();
    expect(file?.name).toBe('x.svg');
    const { headers } = await fetch(`${url}/page/file/${file?.id}?as=U0DANA`);
    expect([headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
      'sandbox',
      'nosniff',
    ]);
    expect((await fetch(`${url}/page/file/${file?.id}?as=U0GUS`)).status).toBe(404);
  });
});

describe('what an app sends', () => {
  const post = async (sandbox: Sandbox, method: string, fields: Record<string, string>) => {
    const headers = { authorization: `Bearer ${sandbox.workspace.secrets.botToken}` };
    const answer = await fetch(`${sandbox.apiUrl}${method}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  it('nested without end is refused before it is kept', async () => {
    const sandbox = await start();
    const attachments = `[{"text":"a","fields":${'['.repeat(20_000)}${']'.repeat(20_000)}}]`;
    const fields = { channel: 'C0APOLLO', text: 'x', attachments };
    expect(await post(sandbox, 'chat.postMessage', fields)).toMatchObject({ ok: false, error: 'invalid_attachments' });
    expect(sandbox.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it('with half a character in its name is a file all the same', async () => {
    const sandbox = await start({
      seed: { ...aSeed, channels: aSeed.channels.map((one) => ({ ...one, id: one.id.padEnd(11, '0') })) },
    });
    const headers = { authorization: `Bearer ${sandbox.workspace.secrets.botToken}` };
    const body = JSON.stringify({ filename: 'a\ud800.csv', length: 3 });
    const announced = await fetch(`${sandbox.apiUrl}files.getUploadURLExternal`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body,
    });
    const { upload_url, file_id } = (await announced.json()) as { upload_url: string; file_id: string };
    await fetch(upload_url, { method: 'POST', body: 'abc' });
    const files = JSON.stringify([{ id: file_id }]);
    expect(await post(sandbox, 'files.completeUploadExternal', { files, channel_id: 'C0APOLLO000' })).toMatchObject({
      ok: true,
      files: [{ name: 'a\ufffd.csv' }],
    });
  });
});

describe('connecting an app', () => {
  it.each([
    ['as it is', (challenge: string) => challenge, null],
    ['in JSON', (challenge: string) => JSON.stringify({ challenge }), null],
    ['as a form', (challenge: string) => `challenge=${challenge}`, null],
    ['not at all', () => '', 'challenge_failed'],
  ])('asks for a challenge, which comes back %s', async (_, answer, error) => {
    const app = await RecordingApp.start();
    app.reply = ({ body }) => ({ body: answer((JSON.parse(body) as { challenge: string }).challenge) });
    const sandbox = await start();
    sandbox.connect({ requestUrl: app.url });
    await sandbox.settled();
    expect(sandbox.traffic.entries()).toMatchObject([{ title: 'url_verification', error }]);
    await app.stop();
  });
});
