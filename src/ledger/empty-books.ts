import type { Ledger } from './ledger.js';

/**
 * Takes everything out of the books, of all workspaces. For books that hold sample data only: what anybody said or did
 * in earnest is never deleted.
 */
export async function emptyBooks(ledger: Ledger): Promise<void> {
  // Everything belongs to a workspace.
  if ((await ledger.prisma.workspace.count()) === 0) return;
  await ledger.prisma.$executeRaw`
    do $$
    begin
      execute (
        select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity'
        from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations');
    end $$`;
}
