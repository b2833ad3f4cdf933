import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A place for values by table and key. */
export interface Keep {
  /** Everything that is kept of a table, in the order in which it was first put. */
  all(table: string): readonly unknown[];
  /** A value that JSON can carry. */
  put(table: string, key: string, value: unknown): void;
  remove(table: string, key: string): void;
  /** Nothing is kept any more. */
  clear(): void;
  close(): void;
}

/** Keeps nothing beyond the process. */
export class MemoryKeep implements Keep {
  all(): readonly unknown[] {
    return [];
  }
  put(): void {}
  remove(): void {}
  clear(): void {}
  close(): void {}
}

type Entry = readonly [table: string, key: string] | readonly [table: string, key: string, value: unknown];

/**
 * Keeps values in one file: a line of JSON for each change, so that a process that is killed loses at most the line it
 * was writing. The file is written anew, with what still holds, when it is opened.
 */
export class FileKeep implements Keep {
  readonly #tables = new Map<string, Map<string, unknown>>();
  #file: number;

  /** Throws what the file system threw. */
  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) this.#read();
    this.#file = this.#rewrite();
  }

  all(table: string): readonly unknown[] {
    return [...(this.#tables.get(table)?.values() ?? [])];
  }

  put(table: string, key: string, value: unknown): void {
    this.#apply([table, key, value]);
    this.#append([table, key, value]);
  }

  remove(table: string, key: string): void {
    this.#apply([table, key]);
    this.#append([table, key]);
  }

  clear(): void {
    this.#tables.clear();
    closeSync(this.#file);
    this.#file = this.#rewrite();
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  #append(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  #apply(entry: Entry): void {
    const [table, key] = entry;
    let rows = this.#tables.get(table);
    if (rows === undefined) {
      rows = new Map();
      this.#tables.set(table, rows);
    }
    if (entry.length === 3) rows.set(key, entry[2]);
    else rows.delete(key);
  }

  #read(): void {
    const lines = readFileSync(this.path, 'utf8').split('\n');
    // What stands after the last line break was being written when the process ended.
    lines.pop();
    for (const [at, line] of lines.entries()) this.#apply(this.#entryOf(line, at + 1));
  }

  #entryOf(line: string, number: number): Entry {
    try {
      const entry: unknown = JSON.parse(line);
      const isEntry = Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
      if (isEntry) return entry as unknown as Entry;
    } catch {
      // Then it is none.
    }
    throw new Error(
      `${this.path}, line ${number}: this is not what the sandbox wrote. Move the file away to begin a new workspace.`,
    );
  }

  #rewrite(): number {
    const aside = `${this.path}.new`;
    rmSync(aside, { force: true });
    const file = openSync(aside, 'a');
    for (const [table, rows] of this.#tables) {
      const lines = [...rows].map(([key, value]) => `${JSON.stringify([table, key, value])}\n`);
      // By the thousand: a write for each line is what takes long in a large workspace.
      for (let at = 0; at < lines.length; at += 1_000) appendFileSync(file, lines.slice(at, at + 1_000).join(''));
    }
    fsyncSync(file);
    renameSync(aside, this.path);
    return file;
  }
}
