import type { Money } from '../domain/money.js';
import type { Ledger } from '../ledger/ledger.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import type { Lang } from '../text/language.js';

export const dateOrders = ['mdy', 'dmy', 'ymd'] as const;
export const decimalSigns = ['.', ','] as const;

/** How the cells of a file are to be read, where its rows leave a doubt. */
export interface ReadAs {
  readonly dates?: (typeof dateOrders)[number] | undefined;
  readonly decimal?: (typeof decimalSigns)[number] | undefined;
}

interface Example {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/** Why nothing was imported: only a person can decide. */
export type FileQuestion =
  | { readonly kind: 'dates' | 'amounts'; readonly contradictory: boolean; readonly examples: readonly Example[] }
  | {
      readonly kind: 'columns';
      readonly as: FileKind | null;
      readonly missing: readonly string[];
      readonly headings: readonly string[];
      readonly line: number;
    }
  | { readonly kind: 'one_column'; readonly line: number; readonly text: string }
  | { readonly kind: 'map' }
  | { readonly kind: 'file'; readonly why: keyof Lang['t']['imports']['questions']['file'] };

export type FileKind = 'invoices' | 'payments' | 'clients' | 'projects' | 'promises';

/** What became of a file, or would. */
export interface FileReport {
  readonly kind: FileKind | null;
  readonly fileName: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly sums: readonly Money[];
  readonly question?: FileQuestion;
}

export interface ImportedFile {
  readonly report: FileReport;
  /** What a person reads about it, a line each (plain text), at most so many refused rows among them. */
  lines(lang: Lang, mostRefusals: number): string[];
  /** The refused rows as a file that can be mended and imported; null: it can no longer be read. */
  refusedRows(lang: Lang): Promise<string | null>;
}

/**
 * Imports a file that lies on the disk; `dryRun`: says what would happen. It is handed in, since files come into the
 * books also where there is no Slack.
 */
export type Importer = (
  ledger: Ledger,
  workspace: WorkspaceInfo,
  file: { readonly path: string; readonly name: string; readonly size: number },
  how: ReadAs & { readonly byId: number | null; readonly dryRun: boolean },
) => Promise<ImportedFile>;
