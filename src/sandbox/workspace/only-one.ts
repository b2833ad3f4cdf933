import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another sandbox keeps what happens in this directory. */
export class DirectoryInUse extends Error {
  constructor(
    readonly directory: string,
    /** Where its page is; '' if it did not say. */
    readonly url: string,
  ) {
    super(`${directory} is in use by another sandbox${url === '' ? '' : ` (${url})`}`);
  }
}

/** So long, in ms, whoever has the directory is asked where its page is. */
const PATIENCE = 2_000;

/**
 * Takes a directory for this process until it ends, however it ends: who has it listens on a socket that is called after
 * it, and the kernel takes that down. Two writers would each write the other's changes away. Throws DirectoryInUse.
 *
 * @param url what the next one is told
 */
export async function takeDirectory(directory: string, url: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(directory, { recursive: true });
  const name = `collect-sandbox-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 24)}`;
  const path = socketPath(name);
  for (let again = path.startsWith(tmpdir()); ; again = false) {
    const server = createServer((socket) => socket.on('error', () => {}).end(url));
    try {
      await listen(server, path);
      return { release: () => new Promise((done) => server.close(() => done())) };
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      const other = await ask(path);
      if (other !== null || !again) throw new DirectoryInUse(directory, other ?? '');
      // A socket that is a file stays when its process is killed; nobody listens on this one.
      rmSync(path, { force: true });
    }
  }
}

function socketPath(name: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // On Linux a name that begins with NUL is no file: nothing is left behind.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(path, () => {
      server.unref();
      done();
    });
  });

/** What whoever listens there says; null: nobody does. */
function ask(path: string): Promise<string | null> {
  return new Promise((done) => {
    let said = '';
    const socket = connect(path);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('data', (bytes) => {
      said += bytes.toString();
    });
    socket.once('error', (error) => done(codeOf(error) === 'ECONNREFUSED' || codeOf(error) === 'ENOENT' ? null : said));
    socket.once('close', () => done(said));
  });
}
