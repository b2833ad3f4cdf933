import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dateIn } from '../domain/local-date.js';
import { importFile } from '../imports/import-file.js';
import type { ImportReport } from '../imports/import-report.js';
import type { Ledger } from '../ledger/ledger.js';
import { findPerson } from '../ledger/people.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import {
  type Accounting,
  clientsFile,
  type ExportFile,
  oldPromisesFile,
  paymentsFile,
  receivablesFile,
} from './accounting.js';
import { people } from './team.js';

/** What the accounting program exports goes into the books by the same door as anybody's files. */
export class MorningFiles {
  constructor(
    private readonly parts: {
      readonly accounting: Accounting;
      /** Where the files are written, for whoever wants to see what an import looks like. */
      readonly directory: string;
    },
  ) {}

  /** Everything that was there before Collect came: clients, invoices, money, the old promises. */
  async begin(ledger: Ledger, workspace: WorkspaceInfo): Promise<void> {
    const { accounting } = this.parts;
    const today = dateIn(ledger.clock.now(), workspace.timezone);
    const files = [
      clientsFile(accounting),
      receivablesFile(accounting, today),
      paymentsFile(accounting, today),
      oldPromisesFile(accounting),
    ];
    for (const file of files) await this.#bring(ledger, workspace, file);
  }

  /**
   * The export of this morning; returns how many payments in it are new. The same figures again change nothing, but
   * they are this morning's.
   */
  async bring(ledger: Ledger, workspace: WorkspaceInfo): Promise<number> {
    const { accounting } = this.parts;
    const today = dateIn(ledger.clock.now(), workspace.timezone);
    const payments = await this.#bring(ledger, workspace, paymentsFile(accounting, today));
    await this.#bring(ledger, workspace, receivablesFile(accounting, today));
    return payments.new;
  }

  async #bring(ledger: Ledger, workspace: WorkspaceInfo, { name, text }: ExportFile): Promise<ImportReport> {
    mkdirSync(this.parts.directory, { recursive: true });
    const path = join(this.parts.directory, name);
    writeFileSync(path, text);
    const mia = await findPerson(ledger, workspace.id, { slackUserId: people.mia });
    const report = await importFile(ledger, workspace, path, { byId: mia.id });
    const [refusal] = report.refusals;
    if (report.question === undefined && refusal === undefined) return report;
    throw new Error(`the sample's ${name} was not taken: ${JSON.stringify(report.question ?? refusal)}`);
  }
}
