/**
 * A mistake that a person can mend: what they typed, what they may not do, what is missing. `key` names a
 * sentence in text/ (`text.errors[key]`), `facts` fills it. Everything else that is thrown is a fault of ours
 * and is logged with an id.
 */
export class UserError extends Error {
  constructor(
    readonly key: UserErrorKey,
    readonly facts: Readonly<Record<string, string | number | readonly string[]>> = {},
  ) {
    super(`${key} ${JSON.stringify(facts)}`);
    this.name = 'UserError';
  }
}

/** Each key has a sentence in text/en.ts and text/zh-CN.ts; the facts it takes stand beside it. */
export type UserErrorKey =
  /** { allowed: names of who can, role: 'finance' | 'manager' | 'admin' } */
  | 'role_required'
  /** Guests see no figures. */
  | 'guest'
  /** Whoever is of another organisation learns nothing, not even whom to ask. */
  | 'another_organisation'
  /** { client: as typed } same words for "does not exist" and "not yours to see" */
  | 'unknown_client'
  /** { project: as typed } */
  | 'unknown_project'
  /** { invoice: as typed, client } */
  | 'unknown_invoice'
  /** { invoice, client } money for an invoice on which nothing is open */
  | 'invoice_settled'
  /** { invoice, currency: the invoice's, typed: the payment's } */
  | 'other_currency'
  /** { person: as typed } */
  | 'unknown_person'
  /** { person, why: 'guest' | 'bot' | 'deactivated', post: 'owner' | 'backup' } no post and no role for them */
  | 'outsider'
  /** { person } the backup is the owner */
  | 'same_backup'
  /** { client } */
  | 'client_exists'
  /** { client: who has it, alias } */
  | 'alias_taken'
  /** { amount, outstanding } a payment of nothing, a negative amount */
  | 'bad_amount'
  /** { client, currencies } */
  | 'currency_needed'
  /** { client or invoice, sign, owed, choices: currencies } a sign that may mean none of what is owed, or several */
  | 'sign_in_doubt'
  /** { date } a payment that lies in the future */
  | 'future_date'
  /**
   * { client, minor, currency, imported: date } a file of the accounting program has such a payment already; or
   * { …, recorded: date, by } somebody recorded it by hand (by '': the same person)
   */
  | 'same_payment'
  /** nothing of this person's that could be undone */
  | 'nothing_to_undo'
  /** { why: 'promise_moved_on' | 'already_undone' | 'too_old' | 'in_file' } */
  | 'cannot_undo'
  /** { until, max } keep-with-owner date in the past or further than the policy allows (R20: never open-ended) */
  | 'bad_until'
  /** { date } a promise dated in the past (R7: never guessed) */
  | 'past_promise'
  /** { date, latest } a promise so far ahead that it is a slip of the year */
  | 'far_promise'
  /** the promise was replaced or settled meanwhile: { state } */
  | 'promise_settled'
  /** { client, other } one line about two clients */
  | 'two_clients'
  /** { client } that owes nothing: there is nothing to escalate */
  | 'nothing_to_escalate'
  /** { channel } Collect is not in that channel */
  | 'not_in_channel'
  /** the channel is shared with another organisation: no figures there */
  | 'shared_channel'
  /** this needs to be typed in a channel, not in a direct message */
  | 'channel_needed'
  /** { setting, value, allowed } */
  | 'bad_setting'
  /** the last admin cannot give up the role */
  | 'last_admin';
