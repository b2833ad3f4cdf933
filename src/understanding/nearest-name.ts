export interface Named {
  readonly id: number;
  readonly name: string;
  /** Name keys of the name and its aliases (domain/name-key). */
  readonly keys: readonly string[];
}

export function nearestNames(_typed: string, names: readonly Named[], max = 3): Named[] {
  return names.slice(0, max);
}
