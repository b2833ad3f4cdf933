import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What of Emscripten's file system is used here: PGlite does not type it. */
interface Stream {
  readonly nfd?: number;
  readonly node: unknown;
}
interface NodeFiles {
  readonly stream_ops: { fsync?: (stream: Stream) => number };
  readonly realPath: (node: unknown) => string;
}

/**
 * PGlite's file system on Node has no fsync: what PostgreSQL takes for written is in the kernel's memory only and a
 * power cut takes it away (electric-sql/pglite#1107). This one has it. PostgreSQL must also be started without -F
 * (start-parameters.ts).
 */
export class DurableFiles extends NodeFS {
  /** How often a file or directory was forced to the disk. */
  synced = 0;
  readonly #onFault: (error: unknown) => void;

  /** `onFault` must end the process or thread: what the disk refused may be lost, so nothing may be acknowledged. */
  constructor(directory: string, onFault: (error: unknown) => never) {
    super(directory);
    this.#onFault = onFault;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = emscriptenOpts.preRun;
    if (!Array.isArray(preRun)) throw new Error('PGlite has changed: no list of preRun hooks');
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...preRun,
          (module) => {
            const files = (module.FS as unknown as { filesystems: { NODEFS?: NodeFiles } }).filesystems.NODEFS;
            if (files === undefined) throw new Error('PGlite has changed: no NODEFS');
            files.stream_ops.fsync = (stream) => this.#sync(stream, files);
          },
        ],
      },
    };
  }

  #sync(stream: Stream, files: NodeFiles): number {
    this.synced += 1;
    try {
      if (stream.nfd !== undefined) fsyncSync(stream.nfd);
      else syncPath(files.realPath(stream.node));
    } catch (error) {
      this.#onFault(error);
    }
    return 0;
  }
}

/** Forces a file, or the entries of a directory, to the disk. */
export function syncPath(path: string): void {
  // Windows opens no directory; its file systems keep entries by themselves.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
