import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contents of files, on disk or (without a directory) in memory. Ids are the workspace's own and safe as names. */
export class FileBytes {
  readonly #inMemory = new Map<string, Buffer>();

  constructor(private readonly directory: string | null) {
    if (directory !== null) mkdirSync(directory, { recursive: true });
  }

  get(id: string): Buffer | null {
    if (this.directory === null) return this.#inMemory.get(id) ?? null;
    try {
      return readFileSync(join(this.directory, id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  put(id: string, bytes: Buffer): void {
    if (this.directory === null) this.#inMemory.set(id, bytes);
    else writeFileSync(join(this.directory, id), bytes);
  }

  remove(id: string): void {
    if (this.directory === null) this.#inMemory.delete(id);
    else rmSync(join(this.directory, id), { force: true });
  }
}
