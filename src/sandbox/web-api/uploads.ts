import { randomBytes } from 'node:crypto';
import type { Workspace } from '../workspace/workspace.js';

/** A file between files.getUploadURLExternal and files.completeUploadExternal. */
export interface Upload {
  readonly fileId: string;
  readonly name: string;
  /** As announced, in bytes. */
  readonly length: number;
  bytes: Buffer | null;
}

/** Files that were announced and are not complete yet. They do not outlive the process, as Slack's do not last. */
export class Uploads {
  readonly #byTicket = new Map<string, Upload>();

  constructor(private readonly workspace: Workspace) {}

  /** Returns the ticket that the upload address carries, and the file's id. */
  announce(name: string, length: number): { readonly ticket: string; readonly fileId: string } {
    const ticket = randomBytes(24).toString('base64url');
    const fileId = this.workspace.newId('F');
    // Half a character (a lone surrogate) could not stand in the file's address.
    const sound = name.replace(/\p{Surrogate}/gu, '\ufffd');
    this.#byTicket.set(ticket, { fileId, name: sound, length, bytes: null });
    return { ticket, fileId };
  }

  byTicket(ticket: string): Upload | null {
    return this.#byTicket.get(ticket) ?? null;
  }

  /** Null: never announced, or complete already. */
  byFile(fileId: string): Upload | null {
    return [...this.#byTicket.values()].find((upload) => upload.fileId === fileId) ?? null;
  }

  forget(upload: Upload): void {
    for (const [ticket, one] of this.#byTicket) if (one === upload) this.#byTicket.delete(ticket);
  }
}
