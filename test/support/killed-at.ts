import type { Ledger } from '../../src/ledger/ledger.js';

/** What a dead process throws at whoever still asks it. */
export class Killed extends Error {
  constructor() {
    super('killed');
  }
}

/** How far a process has come: one point before each statement, and around each transaction's commit. */
export interface Life {
  points: number;
  readonly ledger: Ledger;
}

/**
 * The books as a process sees them that is killed at its nth point: what it had not committed is rolled back, and nothing
 * more comes of it. Within a transaction it is killed at its end, when all is done and nothing is kept. Without `at` it
 * lives, and counts.
 */
export function killedAt(ledger: Ledger, at = Number.POSITIVE_INFINITY): Life {
  const point = (): void => {
    life.points += 1;
    if (life.points >= at) throw new Killed();
  };
  const asks = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(on, name) {
        const found: unknown = Reflect.get(on, name, on);
        if (name === '$transaction') {
          return async (work: (tx: object) => Promise<unknown>, options?: object) => {
            const run = found as (work: (tx: object) => Promise<unknown>, options?: object) => Promise<unknown>;
            const thenKilled = async (tx: object): Promise<unknown> => {
              const result = await work(tx);
              point();
              return result;
            };
            const result = await run.call(on, thenKilled, options);
            point();
            return result;
          };
        }
        if (typeof found === 'function') {
          return (...args: unknown[]) => {
            point();
            return Reflect.apply(found, on, args) as unknown;
          };
        }
        // A model: prisma.outboxMessage.findMany …
        return typeof found === 'object' && found !== null && on === ledger.prisma ? asks(found) : found;
      },
    });
  const life: Life = { points: 0, ledger: { ...ledger, prisma: asks(ledger.prisma) } };
  return life;
}
