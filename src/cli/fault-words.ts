import type { SettingFault } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { DatabaseFault, type DatabaseFaultKind } from '../ledger/database/database-fault.js';
import type { Lang } from '../text/language.js';

/** A mistake in how a command was called, in words. */
export class UsageFault extends Error {}

/** The settings that are wrong, in words: a title, a line for each, and where to mend them. */
export function settingWords(faults: readonly SettingFault[], lang: Lang): string[] {
  const t = lang.t.cli.settings;
  return [
    t.title(faults.length),
    ...faults.map(({ kind, setting, value }) => `  ${t.fault[kind](setting, value)}`),
    t.hint,
  ];
}

function databaseWords(fault: DatabaseFaultKind, lang: Lang): string {
  const t = lang.t.cli.database;
  switch (fault.kind) {
    case 'newer':
      return t.newer(fault.migrations.join(', '));
    case 'changed':
      return t.changed(fault.migration);
    case 'half_applied':
      return t.half_applied(fault.migration);
    case 'migration_failed':
      return t.migration_failed(fault.migration, fault.reason);
    case 'in_use':
      return t.in_use(fault.directory, fault.pid, fault.since);
    case 'not_serving':
      return t.not_serving(fault.directory, fault.pid);
    case 'elsewhere':
      return t.elsewhere(fault.directory, fault.host);
    case 'no_access':
      return t.no_access(fault.directory, fault.reason);
    case 'other_version':
      return t.other_version(fault.directory, fault.found, fault.wanted);
    case 'unreadable':
      return t.unreadable(fault.directory, fault.reason);
    case 'unreachable':
      return t.unreachable(fault.address, fault.reason);
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Any error as a sentence for whoever sits at the command line. */
export function faultWords(error: unknown, lang: Lang): string {
  if (error instanceof UsageFault) return error.message;
  if (error instanceof DatabaseFault) return databaseWords(error.fault, lang);
  if (error instanceof UserError)
    return lang.t.errors.byKey[error.key]((name, otherwise = '') => factOf(error, name) ?? otherwise);
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    // Whoever listened may have said which setting chose the port.
    const { address, port, setting = 'PORT' } = error as Error & { address?: string; port?: number; setting?: string };
    const where = `${address}:${port}`;
    if (codeOf(error) === 'EADDRINUSE') return lang.t.cli.start.portTaken(where, setting);
    return lang.t.cli.start.cannotListen(where, error.message);
  }
  return lang.t.cli.unexpected(error instanceof Error ? error.message : String(error));
}

function factOf(error: UserError, name: string): string | undefined {
  const fact = error.facts[name];
  if (fact === undefined) return undefined;
  return Array.isArray(fact) ? fact.join(', ') : String(fact);
}
