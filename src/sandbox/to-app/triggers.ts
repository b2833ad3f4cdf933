import { randomBytes } from 'node:crypto';
import type { Timer } from '../timer.js';

/** How long a trigger opens a form, in ms. */
const LIFETIME = 3_000;
/** Issued triggers that are remembered, so that a late one is told from one that never was. */
const REMEMBERED = 2_000;

/** What a trigger stood for. */
export interface Redeemed {
  /** On whose screen the form opens. */
  readonly user: string;
  /** The form that the trigger came from; null: it did not come from a form. */
  readonly viewId: string | null;
}

export type TriggerFault = 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id';

interface Issued extends Redeemed {
  readonly at: number;
  used: boolean;
}

/** Trigger ids: what somebody just did on their screen allows one form there, for three seconds. */
export class Triggers {
  readonly #issued = new Map<string, Issued>();
  #number = 0;

  constructor(private readonly timer: Timer) {}

  /** `rootView`: the form in which the person acted, where it was one. */
  issue(user: string, rootView: { readonly viewId: string } | null): string {
    this.#number += 1;
    const at = this.timer.now();
    const id = `${Math.floor(at)}${String(this.#number).padStart(6, '0')}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { user, viewId: rootView?.viewId ?? null, at, used: false });
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > REMEMBERED && oldest !== undefined) this.#issued.delete(oldest);
    return id;
  }

  /** Uses a trigger up. A refusal is Slack's word for it. */
  redeem(triggerId: string): Redeemed | TriggerFault {
    const issued = this.#issued.get(triggerId);
    if (issued === undefined) return 'invalid_trigger_id';
    if (issued.used) return 'exchanged_trigger_id';
    if (this.timer.now() - issued.at > LIFETIME) return 'expired_trigger_id';
    issued.used = true;
    return { user: issued.user, viewId: issued.viewId };
  }
}
