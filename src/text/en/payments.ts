import { plural } from '../format.js';

/** The line in the channel about a payment. Arguments are ready to print. */
export const payments = {
  /** `amount`: null in a channel without amounts. */
  recorded: (by: string, client: string, amount: string | null) =>
    amount === null ? `${by} recorded: ${client} paid.` : `${by} recorded: ${client} paid ${amount}.`,
  recordedKept: (by: string, client: string, amount: string | null, n: number) => {
    const kept = n === 1 ? 'promise kept' : `${n} promises kept`;
    return amount === null
      ? `${by} recorded: ${client} paid, ${kept}.`
      : `${by} recorded: ${client} paid ${amount}, ${kept}.`;
  },
  takenBack: (by: string, client: string, amount: string | null) =>
    amount === null ? `${by} took back: ${client} paid.` : `${by} took back: ${client} paid ${amount}.`,
  takenBackKept: (by: string, client: string, amount: string | null, n: number) =>
    `${by} took back: ${client} paid${amount === null ? '' : ` ${amount}`}. ${n} ${plural(n, 'promise that it kept is', 'promises that it kept are')} judged again.`,
};
