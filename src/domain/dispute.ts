/** R19, in the words of project business. "Unable to pay" is no dispute: that is a plan. */
export const disputeReasons = [
  'acceptance_missing',
  'scope',
  'quality',
  'late_delivery',
  'pricing',
  'invoice_error',
  'never_agreed',
  'client_process',
  'other',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];
