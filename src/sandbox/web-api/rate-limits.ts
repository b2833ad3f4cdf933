import type { Timer } from '../timer.js';
import type { Tier } from './method.js';

const PER_MINUTE: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const MINUTE = 60_000;
/** Messages that a channel takes at once; then one a second. */
const CHANNEL = { burst: 5, perMinute: 60 };
/**
 * Messages that a workspace takes in all its channels together. Slack says "several hundred messages per minute" and no
 * number.
 */
export const WORKSPACE_MESSAGES = { burst: 20, perMinute: 300 };
const SECOND = 1000;

/** Counts calls as Slack does: a method has its budget, chat.postMessage one for each channel and one for all. In real time. */
export class RateLimits {
  readonly #calls = new Map<string, number[]>();
  readonly #messages = new Map<string, { left: number; at: number }>();

  constructor(private readonly timer: Timer) {}

  /** Takes one call from the budget. Seconds to wait when nothing is left of it, else null. */
  take(method: string, tier: Tier, channel: string): number | null {
    if (tier === 'unlimited') return null;
    if (tier === 'message') return this.#takeMessage(method, channel);
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

  /** Of the channel's budget and of the workspace's; of neither, if one of them has nothing left. */
  #takeMessage(method: string, channel: string): number | null {
    const now = this.timer.now();
    const budgets = [
      { key: `${method} ${channel}`, ...CHANNEL },
      { key: method, ...WORKSPACE_MESSAGES },
    ].map(({ key, burst, perMinute }) => {
      const known = this.#messages.get(key) ?? { left: burst, at: now };
      const each = MINUTE / perMinute;
      return { key, each, left: Math.min(burst, known.left + (now - known.at) / each) };
    });
    const wait = Math.max(...budgets.map(({ each, left }) => (1 - left) * each));
    for (const { key, left } of budgets) this.#messages.set(key, { left: wait > 0 ? left : left - 1, at: now });
    return wait > 0 ? Math.max(1, Math.ceil(wait / SECOND)) : null;
  }
}
