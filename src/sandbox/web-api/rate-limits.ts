import type { Timer } from '../timer.js';
import type { Tier } from './method.js';

const PER_MINUTE: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const MINUTE = 60_000;
/** Messages that a channel takes at once; then one a second. */
const BURST = 5;
const SECOND = 1000;

/** Counts calls as Slack does: a method has its budget, chat.postMessage one for each channel. In real time. */
export class RateLimits {
  readonly #calls = new Map<string, number[]>();
  readonly #messages = new Map<string, { left: number; at: number }>();

  constructor(private readonly timer: Timer) {}

  /** Takes one call from the budget. Seconds to wait when nothing is left of it, else null. */
  take(method: string, tier: Tier, channel: string): number | null {
    if (tier === 'unlimited') return null;
    if (tier === 'message') return this.#takeMessage(`${method} ${channel}`);
    return this.#takeCall(method, PER_MINUTE[tier]);
  }

  #takeCall(method: string, budget: number): number | null {
    const now = this.timer.now();
    const recent = (this.#calls.get(method) ?? []).filter((at) => at > now - MINUTE);
    this.#calls.set(method, recent);
    const [first] = recent;
    if (first !== undefined && recent.length >= budget) return Math.max(1, Math.ceil((first + MINUTE - now) / SECOND));
    recent.push(now);
    return null;
  }

  #takeMessage(key: string): number | null {
    const now = this.timer.now();
    const known = this.#messages.get(key) ?? { left: BURST, at: now };
    const left = Math.min(BURST, known.left + (now - known.at) / SECOND);
    const taken = left >= 1;
    this.#messages.set(key, { left: taken ? left - 1 : left, at: now });
    return taken ? null : Math.max(1, Math.ceil(1 - left));
  }
}
