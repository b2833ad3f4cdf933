import type { Transaction } from './ledger.js';

/** Somebody who may be told of a cause; `stem`: its key, which each message about it begins with. */
export interface MayBeTold {
  readonly stem: string;
  readonly personId: number;
}

/** What the outbox has of causes and people already. */
export interface ToldBefore {
  /** Slack took no message about it to them, and never will. */
  failed(of: MayBeTold): boolean;
  /**
   * The key under which they are told: that of a message which they have or which waits for them, so that it is not said
   * twice; a new one where what waited for them went to somebody else before it was said.
   */
  keyFor(of: MayBeTold): string;
}

/** Within one wait a message comes back to the same person so often at most. */
const MOST_TURNS = 9;

const keysOf = ({ stem, personId }: MayBeTold): string[] => {
  const key = `${stem}:${personId}`;
  return [key, ...Array.from({ length: MOST_TURNS - 1 }, (_, at) => `${key}#${at + 2}`)];
};

/** The key of a message without the number of its turn. */
export const withoutTurn = (dedupeKey: string): string => dedupeKey.replace(/#\d$/, '');

/** Looks up what was written to all of these; one question to the books, however many they are. */
export async function toldBefore(
  db: Transaction,
  workspaceId: number,
  people: readonly MayBeTold[],
): Promise<ToldBefore> {
  const keys = new Set(people.flatMap((one) => [one.stem, ...keysOf(one)]));
  const rows =
    keys.size === 0
      ? []
      : await db.outboxMessage.findMany({
          where: { workspaceId, dedupeKey: { in: [...keys] } },
          select: { dedupeKey: true, personId: true, state: true },
        });
  const byKey = new Map(rows.map((row) => [row.dedupeKey, row]));
  const theirs = (of: MayBeTold) =>
    [of.stem, ...keysOf(of)].flatMap((key) => {
      const row = byKey.get(key);
      return row === undefined || row.personId !== of.personId ? [] : [row];
    });
  return {
    failed: (of) => theirs(of).some(({ state }) => state === 'failed'),
    keyFor: (of) => {
      const [first = ''] = keysOf(of);
      const stands = theirs(of).find(({ state }) => state !== 'cancelled');
      return stands?.dedupeKey ?? keysOf(of).find((key) => !byKey.has(key)) ?? first;
    },
  };
}
