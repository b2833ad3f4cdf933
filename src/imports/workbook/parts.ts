import type { Entry, ZipFile } from 'yauzl';
import yauzl from 'yauzl';
import { UnreadableWorkbook } from './unreadable.js';

/** Of a workbook; one with a thousand sheets has some two thousand. */
const MOST_PARTS = 5_000;

/** The parts of a workbook: it is a zip, and each of them a file of XML. */
export class Parts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Hands the parts of the file to `work` and closes it again. Throws UnreadableWorkbook. */
  static async with<Result>(path: string, work: (parts: Parts) => Promise<Result>): Promise<Result> {
    const parts = await Parts.open(path);
    try {
      return await work(parts);
    } finally {
      parts.close();
    }
  }

  /** Whoever opens it closes it. Throws UnreadableWorkbook. */
  static async open(path: string): Promise<Parts> {
    const zip = await yauzl.openPromise(path, { autoClose: false }).catch(damaged);
    try {
      if (zip.entryCount > MOST_PARTS) throw new UnreadableWorkbook('too_large');
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
      return new Parts(zip, entries);
    } catch (error) {
      zip.close();
      throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('damaged', error);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** In bytes, unpacked: what the zip says, and `text` sees to it that it is true. */
  size(name: string): number {
    return this.entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /**
   * The text of a part, piece by piece. Throws UnreadableWorkbook: also where it unpacks to more than `most` bytes, or to
   * more than the zip says.
   */
  async *text(name: string, most: number): AsyncGenerator<string> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw new UnreadableWorkbook('damaged', new Error(`there is no ${name}`));
    if (entry.uncompressedSize > most) throw new UnreadableWorkbook('too_large');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      try {
        for await (const bytes of stream) yield decoder.decode(bytes as Buffer, { stream: true });
        yield decoder.decode();
      } finally {
        stream.destroy();
      }
    } catch (error) {
      throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('damaged', error);
    }
  }

  close(): void {
    this.zip.close();
  }
}

const damaged = (error: unknown): never => {
  throw new UnreadableWorkbook('damaged', error);
};
