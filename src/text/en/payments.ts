import { plural } from '../format.js';

/** The line in the channel about a payment. Arguments are ready to print. */
export const payments = {
  recorded: (by: string, client: string, amount: string) => `${by} recorded: ${client} paid ${amount}.`,
  recordedKept: (by: string, client: string, amount: string, n: number) =>
    `${by} recorded: ${client} paid ${amount}, ${n === 1 ? 'promise kept' : `${n} promises kept`}.`,
  takenBack: (by: string, client: string, amount: string) => `${by} took back: ${client} paid ${amount}.`,
  takenBackKept: (by: string, client: string, amount: string, n: number) =>
    `${by} took back: ${client} paid ${amount}. ${n} ${plural(n, 'promise that it kept is', 'promises that it kept are')} judged again.`,
};
