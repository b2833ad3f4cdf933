/** What Slack's validator says of one place: `pointer` is a JSON pointer, `message` Slack's own words. */
export interface BlockFault {
  /** "/blocks/0/text/text". */
  readonly pointer: string;
  /** "must be less than 3001 characters". */
  readonly message: string;
  /** As blocks.validate says it. */
  readonly code: 'missing_field' | 'invalid_type' | 'failed_constraint';
  /** As blocks.validate says it, where there is one. */
  readonly constraint?: { readonly type: string; readonly expected?: unknown; readonly got?: unknown };
  /** Of a missing field: its name. */
  readonly field?: string;
}

/** The lines of `response_metadata.messages`: "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]". */
export function faultLines(faults: readonly BlockFault[]): string[] {
  return faults.map((fault) => `[ERROR] ${faultSentence(fault)}`);
}

/** One entry of the `errors` that chat.postMessage answers beside its metadata: a line without "[ERROR]". */
export function faultSentence(fault: BlockFault): string {
  return `${fault.message} [json-pointer:${fault.pointer}]`;
}
