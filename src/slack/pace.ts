/** Slack takes about one message a second and channel (slack.md 1.3), in ms. */
const CHANNEL = 1_000;
/**
 * And of an app "several hundred messages per minute" in a workspace, which it does not number: 300 a minute, in ms a
 * message.
 */
const WORKSPACE = 200;
/**
 * Slack bears a short burst; so many messages go out before they are paced. A few fewer than it may bear: what is sent
 * evenly arrives unevenly.
 */
const BURST = 18;
/** Nobody waits longer than this, in ms: a place further away was taken before the clock was set back. */
const LONGEST = 10_000;

/** Slack takes fifty conversations.open a minute (slack.md 1.3), in ms for each; a morning's first few go out at once. */
const LOOK_UP = 1_200;
const LOOK_UP_BURST = 30;

/** When the next direct channel may be looked up, so that Slack need not put it off. */
export class LookUpPace {
  /** When the last one would have been, had there been no burst. */
  #evenly = Number.NEGATIVE_INFINITY;

  /** Takes the next place. Returns how long it has to wait, in ms. */
  take(now: number): number {
    if (this.#evenly > now + LONGEST + LOOK_UP_BURST * LOOK_UP) this.#evenly = now;
    this.#evenly = Math.max(this.#evenly + LOOK_UP, now);
    return Math.max(0, this.#evenly - (LOOK_UP_BURST - 1) * LOOK_UP - now);
  }
}

/** Slack takes a hundred conversations.members a minute (slack.md 1.3), in ms for each: half of that leaves it some room. */
const LOOK_IN = 1_200;
const LOOK_IN_BURST = 50;

/** How often may be looked who is in a channel by whoever can do without. */
export class MembersPace {
  /** When the last look would have been, had there been no burst. */
  #evenly = Number.NEGATIVE_INFINITY;

  /** Whether there is a place now. */
  has(now: number): boolean {
    return (
      this.#evenly - (LOOK_IN_BURST - 1) * LOOK_IN <= now || this.#evenly > now + LONGEST + LOOK_IN_BURST * LOOK_IN
    );
  }

  take(now: number): void {
    if (this.#evenly > now + LONGEST + LOOK_IN_BURST * LOOK_IN) this.#evenly = now;
    this.#evenly = Math.max(this.#evenly + LOOK_IN, now);
  }
}

/** When the next message may go out, so that Slack need not put it off: a 429 costs more than the wait. */
export class Pace {
  /** When a channel may be written to again, in ms. */
  readonly #freeAt = new Map<string, number>();
  /** When the last message would have gone out, had there been no burst. */
  #evenly = Number.NEGATIVE_INFINITY;

  /** Takes the next place for a message to this channel. Returns how long it has to wait, in ms. */
  take(channelId: string, now: number): number {
    for (const [channel, at] of this.#freeAt) if (at <= now || at > now + LONGEST) this.#freeAt.delete(channel);
    if (this.#evenly > now + LONGEST) this.#evenly = now;
    const free = this.#freeAt.get(channelId) ?? now;
    this.#evenly = Math.max(this.#evenly + WORKSPACE, free);
    const at = Math.max(free, this.#evenly - (BURST - 1) * WORKSPACE);
    this.#freeAt.set(channelId, at + CHANNEL);
    return at - now;
  }
}
