/** The only source of "now". Handed in everywhere; tests hand in one that they set. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
