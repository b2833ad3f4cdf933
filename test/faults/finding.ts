/** One thing that must hold, and whether it does. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
  /** What was found where it does not. */
  readonly instead?: string;
}

/** What a scenario found. */
export interface Finding {
  readonly claims: readonly Claim[];
  /** Counts, by what is counted. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** Holds where nothing stands against it. */
export function claim(text: string, against: readonly string[]): Claim {
  if (against.length === 0) return { text, holds: true };
  const some = against.slice(0, 5).join('\n      ');
  return { text, holds: false, instead: `${against.length} ×\n      ${some}` };
}
