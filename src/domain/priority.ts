/** R22, B3: why a client stands in the digest, most urgent first; exactly one is shown. */
export const digestReasonKinds = [
  'promise_broken',
  'promise_due',
  'dispute_revisit',
  'silent',
  'newly_overdue',
  'no_owner',
] as const;
export type DigestReasonKind = (typeof digestReasonKinds)[number];

/** The most urgent of the reasons that hold, or undefined for none. */
export function mostUrgent(kinds: Iterable<DigestReasonKind>): DigestReasonKind | undefined {
  const holding = new Set(kinds);
  return digestReasonKinds.find((kind) => holding.has(kind));
}

/**
 * R22: the points by which digest rows are sorted, highest first. The reason decides before everything else (1,000
 * points a step of `digestReasonKinds`, promise_broken 6,000 … no_owner 1,000); within a reason they add up from
 *
 * - 20 for each promise in a row that was not kept, up to 180 (promise_broken only);
 * - 1 for each day overdue, up to 365;
 * - 25 for each power of ten of the amount to collect in minor units, up to 400: an order of magnitude is worth 25
 *   days, and amounts of different currencies stay comparable enough.
 *
 * Never falls when amount, days or breaks grow.
 */
export function digestPriority(row: {
  readonly reasonKind: DigestReasonKind;
  readonly toCollectMinor: number;
  readonly daysOverdue: number;
  readonly inRow: number;
}): number {
  const urgency = (digestReasonKinds.length - digestReasonKinds.indexOf(row.reasonKind)) * 1000;
  const breaks = row.reasonKind === 'promise_broken' ? Math.min(180, Math.max(0, row.inRow) * 20) : 0;
  const age = Math.min(365, Math.max(0, row.daysOverdue));
  const amount = Math.min(400, Math.round(25 * Math.log10(1 + Math.max(0, row.toCollectMinor))));
  return urgency + breaks + age + amount;
}
