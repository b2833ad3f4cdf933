import type { Ledger } from '../../src/ledger/ledger.js';
import { Prisma, type PrismaClient } from '../../src/ledger/prisma/client.js';

/** What the books were asked: a transaction, a raw statement ("insert into inbox_request …"), or a model's method. */
export interface AskedOfBooks {
  readonly what: string;
}

type Fate =
  | 'asked'
  | 'dies_before'
  | 'dies_after'
  /** It is not done, and so says the books' absence. */
  | 'unreachable'
  /** It is done, but the connection ended before that was heard. */
  | 'cut'
  /** It is done once this has come; `cut`: and that is not heard. */
  | { readonly after: Promise<unknown>; readonly cut?: true };

/**
 * Books as a process sees them that may die: from then on nothing it asks is heard, and nothing comes back. What it had
 * committed stays. `fate` decides for each thing that is asked.
 */
export function mortalLedger({ prisma, clock }: Ledger, fate: (asked: AskedOfBooks) => Fate): Ledger {
  let dead = false;
  const never = new Promise<never>(() => undefined);
  const through = async (what: string, work: () => unknown): Promise<unknown> => {
    if (dead) return await never;
    const decided = fate({ what });
    if (decided === 'unreachable') throw prismaFault('P1001');
    if (typeof decided === 'object') await decided.after;
    if (decided === 'dies_before') dead = true;
    if (dead) return await never;
    const result = await work();
    if (decided === 'cut' || (typeof decided === 'object' && decided.cut === true)) throw prismaFault('P1017');
    if (decided === 'dies_after') dead = true;
    return dead ? await never : result;
  };
  const called = (name: string, target: object, key: string | symbol) => {
    const own: unknown = Reflect.get(target, key, target);
    if (typeof own !== 'function') return own;
    return (...args: unknown[]) => through(`${name} ${textOf(args[0])}`, () => own.apply(target, args));
  };
  const wrapped = new Proxy(prisma, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own === 'function') return called(String(key), target, key);
      if (typeof own !== 'object' || own === null || typeof key === 'symbol') return own;
      return new Proxy(own, { get: (model, method) => called(`${key}.${String(method)}`, model, method) });
    },
  });
  return { prisma: wrapped as PrismaClient, clock };
}

const prismaFault = (code: string) =>
  new Prisma.PrismaClientKnownRequestError('the books are away', { code, clientVersion: '7' });

/** A raw statement by its text. */
function textOf(statement: unknown): string {
  if (Array.isArray(statement)) return statement.join('?');
  if (typeof statement === 'object' && statement !== null && 'sql' in statement) return String(statement.sql);
  return '';
}
