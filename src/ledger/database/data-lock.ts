import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from './make-folder.js';

// One process opens the embedded database: a second opener would lose data without any error. Who holds the directory
// is written in `open.<n>`, and whether that process lives is asked of the kernel: it listens on a socket for as long as
// it lives and not a moment longer, whatever ends it (kill -9, a reused process id and a container's own process ids
// change nothing).
//
// Taking over from a dead holder is safe because the numbers only grow: of all who saw `open.7` dead, one creates
// `open.8` (the file must not exist). The highest file is never deleted, so whoever created a lower one late (it had
// been deleted in between) sees a higher one afterwards and steps back.

const holderSchema = z.object({
  token: z.string(),
  pid: z.int(),
  /** `serve`: runs until it is told to end; `task`: a command that ends by itself. */
  purpose: z.enum(['serve', 'task']),
  since: z.string(),
  host: z.string(),
  /** The kernel's id of this boot; null where the system has none. */
  boot: z.string().nullable(),
  /** Where the process listens as long as it lives. */
  alive: z.string(),
  /** Where the database is served once state is `serving`; host is a folder or an address. */
  serves: z.object({ host: z.string(), port: z.int() }).nullable(),
  state: z.enum(['opening', 'serving', 'closing', 'released']),
});
export type Holder = z.infer<typeof holderSchema>;
export type Purpose = Holder['purpose'];

/** The right to open the database of a directory, until `release`. */
export interface DataLock {
  /** A folder that only this user can enter, for the database's socket (short enough for a socket's path). */
  readonly folder: string;
  tell(change: Partial<Pick<Holder, 'state' | 'serves'>>): void;
  release(): Promise<void>;
}

/** Longest path of a unix socket: 108 bytes on Linux, 104 on macOS, with the closing zero byte. */
const LONGEST_SOCKET_PATH = 103;
const HEARTBEAT_MS = 5_000;
/** A holder on another machine is dead after this long without a heartbeat; one that has not written itself down too. */
const SILENCE_MS = 20_000;

const NAME = /^open\.(\d+)$/;
const holderFile = (directory: string, number: number) => join(directory, `open.${number}`);

const numbers = (directory: string) =>
  readdirSync(directory).flatMap((name) => {
    const match = NAME.exec(name);
    return match?.[1] === undefined ? [] : [Number(match[1])];
  });
const highest = (directory: string) => Math.max(0, ...numbers(directory));

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

/** Somebody listens there. Only the kernel answers: a process that is busy or stopped still counts as alive. */
function listens(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    const end = (alive: boolean) => {
      socket.destroy();
      done(alive);
    };
    socket.once('connect', () => end(true));
    // EAGAIN: alive, and so many wait that the kernel takes no more.
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'EAGAIN'));
  });
}

/** Null: the file is empty or half written. */
function readHolder(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

const silentFor = (path: string): number => {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

/** True if the socket of this holder can be asked from here: the same machine, or at least the same kernel and folder. */
function canBeAsked(holder: Holder, directory: string): boolean {
  if (holder.host === hostname()) return true;
  return holder.boot !== null && holder.boot === bootId() && holder.alive.startsWith(directory);
}

type Sighting = { readonly holder: Holder; readonly elsewhere: boolean } | 'unwritten' | null;

/** Who holds the directory now; null: nobody (any more). */
async function sight(directory: string, number: number): Promise<Sighting> {
  if (number === 0) return null;
  const path = holderFile(directory, number);
  const holder = readHolder(path);
  if (holder === null) return silentFor(path) < SILENCE_MS ? 'unwritten' : null;
  if (holder.state === 'released') return null;
  if (canBeAsked(holder, directory)) return (await listens(holder.alive)) ? { holder, elsewhere: false } : null;
  return silentFor(path) < SILENCE_MS ? { holder, elsewhere: true } : null;
}

function listenOn(path: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', fail);
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });
}

/** Listens beside the data, so that a second container on the same volume sees it, or else among the temporary files. */
async function showAlive(directory: string, token: string) {
  if (process.platform === 'win32') {
    const alive = `\\\\.\\pipe\\collect-${token}`;
    return { alive, folder: directory, server: await listenOn(alive), tidy: () => {} };
  }
  const beside = join(directory, 'run', token);
  if (Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH) {
    makeFolder(beside);
    const tidy = () => rmSync(beside, { recursive: true, force: true });
    try {
      return { alive: join(beside, 'alive'), folder: beside, server: await listenOn(join(beside, 'alive')), tidy };
    } catch {
      tidy(); // some file systems hold no sockets (a folder shared with a virtual machine)
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'collect-'));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  return { alive: join(folder, 'alive'), folder, server: await listenOn(join(folder, 'alive')), tidy };
}

/**
 * Takes the directory, or says who has it. Throws for a directory that cannot be written.
 */
export async function takeDataLock(
  directory: string,
  purpose: Purpose,
): Promise<{ lock: DataLock } | { heldBy: Holder; elsewhere: boolean } | 'unwritten'> {
  const first = await sight(directory, highest(directory));
  if (first !== null) return first === 'unwritten' ? first : { heldBy: first.holder, elsewhere: first.elsewhere };

  const token = randomUUID().slice(0, 8);
  const life = await showAlive(directory, token);
  const giveUp = () => {
    life.server.close();
    life.tidy();
  };
  let mine: Holder = {
    token,
    pid: process.pid,
    purpose,
    since: new Date().toISOString(),
    host: hostname(),
    boot: bootId(),
    alive: life.alive,
    serves: null,
    state: 'opening',
  };
  for (;;) {
    const number = highest(directory);
    const sighting = await sight(directory, number);
    if (sighting !== null) {
      giveUp();
      return sighting === 'unwritten' ? sighting : { heldBy: sighting.holder, elsewhere: sighting.elsewhere };
    }
    const path = holderFile(directory, number + 1);
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, JSON.stringify(mine));
      closeSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      giveUp();
      throw error;
    }
    if (highest(directory) !== number + 1) {
      rmSync(path, { force: true });
      continue;
    }
    for (const lower of numbers(directory)) if (lower <= number) rmSync(holderFile(directory, lower), { force: true });
    await tidyDead(directory, token);

    const write = () => {
      const aside = `${path}.${token}`;
      writeFileSync(aside, JSON.stringify(mine), { mode: 0o600 });
      renameSync(aside, path);
    };
    const heart = setInterval(() => {
      const now = new Date();
      try {
        utimesSync(path, now, now);
      } catch {
        // the directory went away under the running process: the database says so itself
      }
    }, HEARTBEAT_MS).unref();
    const lock: DataLock = {
      folder: life.folder,
      tell(change) {
        mine = { ...mine, ...change };
        write();
      },
      async release() {
        clearInterval(heart);
        // The file stays, with its number: see above.
        mine = { ...mine, state: 'released', serves: null };
        write();
        await new Promise((done) => life.server.close(done));
        life.tidy();
      },
    };
    return { lock };
  }
}

/** Removes the sockets of processes that were killed; never those of a living one that is about to try. */
async function tidyDead(directory: string, token: string): Promise<void> {
  const run = join(directory, 'run');
  try {
    for (const name of readdirSync(run)) {
      const folder = join(run, name);
      if (name === token || silentFor(folder) < SILENCE_MS || (await listens(join(folder, 'alive')))) continue;
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // there is no such folder (Windows, sockets among the temporary files)
  }
}
