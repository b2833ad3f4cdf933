import type { AmountAtom, DateAtom, Part } from './findings.js';

/** What is promised for a date. `all` and `rest` were not typed as an amount but follow from the words (付清). */
export interface PromisedPart {
  readonly amount: AmountAtom | 'all' | 'rest';
  readonly date: DateAtom;
}

export interface Pairing {
  readonly pairs: readonly PromisedPart[];
  /** Dates to which no amount belongs: one alone promises everything, several are a doubt. */
  readonly dates: readonly DateAtom[];
  /** Amounts to which no date belongs. */
  readonly amounts: readonly AmountAtom[];
}

/**
 * Which amount is promised for which date: those of one clause belong together; amounts without a date wait for the next date,
 * a date without an amount takes the next amount ("Friday, 5,000").
 */
export function pairParts(clauses: readonly (readonly Part[])[]): Pairing {
  const pairs: PromisedPart[] = [];
  let dates: DateAtom[] = [];
  let amounts: PromisedPart['amount'][] = [];
  const lost: AmountAtom[] = [];

  const give = (date: DateAtom): void => {
    pairs.push(...amounts.map((amount) => ({ amount, date })));
    amounts = [];
  };

  for (const clause of clauses) {
    if (!addsTo(amounts, clause)) {
      lost.push(...amounts.filter((amount) => typeof amount !== 'string'));
      amounts = [];
    }
    const hasAmount = clause.some((part) => part.kind === 'amount');
    const inClause = clause.filter((part) => part.kind === 'date');
    let last: DateAtom | null = null;
    for (const [at, part] of clause.entries()) {
      // 周五付一半 月底付清: the day before it waits for an amount and none follows
      const clears =
        !hasAmount || (pairs.length > 0 && last !== null && dates.includes(last) && clause[at + 1]?.kind !== 'amount');
      if (part.kind === 'soon') amounts = [];
      else if (part.kind === 'lost') {
        lost.push(...amounts.filter((amount) => typeof amount !== 'string'));
        amounts = [];
      } else if (part.kind === 'amount' || (part.kind === 'cleared' && clears)) {
        const amount = part.kind === 'amount' ? part : pairs.length + amounts.length > 0 ? 'rest' : 'all';
        if (last !== null) {
          // "Friday 5,000": the date was waiting
          pairs.push({ amount, date: last });
          if (inClause.length > 1) last = null;
          dates = dates.filter((date) => date !== last && !pairs.some((pair) => pair.date === date));
        } else if (inClause.length === 0 && dates.length === 1 && dates[0] !== undefined) {
          pairs.push({ amount, date: dates[0] });
          dates = [];
        } else amounts.push(amount);
      } else if (part.kind === 'date') {
        if (amounts.length > 0) {
          give(part);
          last = inClause.length > 1 ? null : part;
        } else {
          dates.push(part);
          last = part;
        }
      }
    }
  }
  return { pairs, dates, amounts: [...lost, ...amounts.filter((amount) => typeof amount !== 'string')] };
}

/** "5,000 and 3,000 on Friday" are both for Friday; "40% and the rest on Friday" leaves open when the 40% is paid. */
function addsTo(waiting: readonly PromisedPart['amount'][], clause: readonly Part[]): boolean {
  const amounts = clause.filter((part) => part.kind === 'amount');
  const clears = amounts.length === 0 && clause.some((part) => part.kind === 'cleared');
  if (waiting.length === 0 || (amounts.length === 0 && !clears)) return true;
  const isExact = (amount: PromisedPart['amount']): boolean =>
    typeof amount !== 'string' && (amount.meaning.kind !== 'spec' || amount.meaning.spec.kind === 'exact');
  return !clears && waiting.every(isExact) && amounts.every(isExact);
}
