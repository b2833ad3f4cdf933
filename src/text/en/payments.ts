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
  /** To whoever typed payments that a file has too. */
  met: {
    /** `by`: who typed them; null: whoever reads it. */
    title: (by: string | null, file: string, n: number) =>
      n === 1
        ? `A payment that ${by ?? 'you'} typed is in ${file} too, and counts once.`
        : `${n} payments that ${by ?? 'you'} typed are in ${file} too, and count once.`,
    askTitle: (by: string | null, file: string, n: number) =>
      n === 1
        ? `Is a payment that ${by ?? 'you'} typed the one that ${file} has for another invoice?`
        : `Are ${n} payments that ${by ?? 'you'} typed those that ${file} has for other invoices?`,
    inDoubt: (by: string | null, typedFor: string, bookedFor: string, date: string) =>
      `${by ?? 'You'} recorded it for ${typedFor}, the file has it for ${bookedFor}, on ${date}. Both count until you say that they are one.`,
    same: 'It is one payment',
    sameLabel: (client: string) => `It is one payment of ${client}: count it once, as the file has it`,
    whyAsked: (by: string | null) =>
      `${by === null ? 'You get this because you recorded it.' : `You get this because you record payments and ${by} no longer does.`} The file has the same client and amount within ten days; if these are two payments, there is nothing to do.`,
    payment: (client: string, amount: string, date: string) => `${client} paid ${amount} on ${date}.`,
    apart: 'These are two payments',
    apartLabel: (client: string) => `These are two payments of ${client}`,
    isApart: (by: string) => `${by} said that these are two payments: both count.`,
    why: (by: string | null) =>
      `${by === null ? 'You get this because you recorded it.' : `You get this because you record payments and ${by} no longer does.`} The same client and amount within ten days, also in parts that add up to it, is taken for the same money.`,
  },
};
