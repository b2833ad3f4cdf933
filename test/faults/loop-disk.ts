import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Why no disk can be made here; null: one can. */
export function whyNoLoopDisk(): string | null {
  if (process.getuid?.() !== 0) return 'only root may mount a disk';
  try {
    LoopDisk.make(8).remove();
    return null;
  } catch (error) {
    return `no loop device: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
}

/**
 * A small disk with an ext4 file system, in a file. What a program has written and not forced to the disk is only in
 * the kernel's memory, as with any disk, and what is forced stands in the file.
 */
export class LoopDisk {
  readonly #folder: string;
  /** Whoever breaks the campaign off leaves no disk behind. */
  readonly #last = () => {
    try {
      run('umount', '--lazy', this.mounted);
    } catch {
      // It was not mounted.
    }
    rmSync(this.#folder, { recursive: true, force: true });
  };

  private constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'collect-disk-'));
    mkdirSync(this.mounted);
  }

  static make(megabytes: number): LoopDisk {
    const disk = new LoopDisk();
    process.once('exit', disk.#last);
    try {
      writeFileSync(disk.#image, '');
      truncateSync(disk.#image, megabytes * 1_000_000);
      run('mkfs.ext4', '-q', '-m', '0', disk.#image);
      disk.#mount();
    } catch (error) {
      disk.#last();
      process.off('exit', disk.#last);
      throw error;
    }
    return disk;
  }

  /** Where its files are. */
  get mounted(): string {
    return join(this.#folder, 'mounted');
  }

  /**
   * The power goes: from now on the disk has what had reached it. `end` is called when that is certain, and must end
   * whoever has files open. Returns how often the disk had to be copied until nothing was written meanwhile.
   */
  async losePower(end: () => Promise<void>): Promise<number> {
    const copy = join(this.#folder, 'copy');
    let copies = 0;
    for (let before = ''; before !== this.#written(); copies += 1) {
      before = this.#written();
      copyFileSync(this.#image, copy);
    }
    await end();
    this.#unmount();
    renameSync(copy, this.#image);
    this.#mount();
    return copies;
  }

  /** `ro`: nothing can be written; nobody may have a file of it open for writing. */
  allow(what: 'ro' | 'rw'): void {
    run('mount', '-o', `remount,${what}`, this.mounted);
  }

  /** Leaves no room on it. Returns what makes room again. */
  fill(): () => void {
    const ballast = join(this.mounted, 'ballast');
    try {
      run('dd', 'if=/dev/zero', `of=${ballast}`, 'bs=64k');
    } catch {
      // It ends when nothing more goes on the disk.
    }
    run('sync', '-f', this.mounted);
    return () => rmSync(ballast);
  }

  remove(): void {
    this.#unmount();
    this.#last();
    process.off('exit', this.#last);
  }

  get #image(): string {
    return join(this.#folder, 'image');
  }

  #mount(): void {
    // What nobody forces to the disk stays in memory for long: as much as possible is lost.
    run('mount', '-o', 'loop,commit=300', this.#image, this.mounted);
  }

  #unmount(): void {
    run('umount', this.mounted);
  }

  /** How often the disk was written to, as the kernel counts it. */
  #written(): string {
    const device = run('findmnt', '-n', '-o', 'SOURCE', this.mounted).trim();
    const counts = readFileSync(`/sys/block/${device.replace('/dev/', '')}/stat`, 'utf8')
      .trim()
      .split(/\s+/);
    return `${counts[4]} ${counts[6]}`;
  }
}
