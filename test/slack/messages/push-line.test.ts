import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/ledger/notice.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { languageOf } from '../../../src/text/language.js';
import * as any from './arbitraries.js';
import { sam } from './facts.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Of the sums of an aging line, in minor units. */
const SUMS =
  /^(minor|outstanding|notDue|days1to30|days31to60|days61to90|days91plus|overdue|promised|disputed|toCollect)$/;
/** What somebody typed, or was answered: it may name any amount. */
const TYPED = /^(typed|text)$/;

/** The same facts with other amounts: none appears or vanishes. */
function otherwise(facts: Json, key = ''): Json {
  if (Array.isArray(facts)) return facts.map((one) => otherwise(one, key));
  if (typeof facts === 'object' && facts !== null)
    return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, otherwise(value, name)]));
  if (typeof facts === 'number' && SUMS.test(key)) return Math.trunc(facts / 3) || Math.sign(facts);
  return typeof facts === 'string' && TYPED.test(key) ? `paid 5,000 ${facts}` : facts;
}

/** The kinds that can go to a person name amounts in the message, and none in the push line. */
const direct = {
  promise_due: any.due,
  promise_broken: any.broken,
  escalated: any.escalated,
  escalation_requested: any.escalationRequested,
  escalation_list: any.escalationList,
  passed_on: any.passedOn,
  passed_on_done: any.passedOnDone,
  late_answer: any.lateAnswer,
} as const;
/** Those have none in any case. */
const bare = {
  payments_met: any.paymentsMet,
  kept_with_owner: any.keptWithOwner,
  project_set: any.projectSet,
  role_changed: any.roleChanged,
  channel_refused: any.channelRefused,
  taken_down: fc.constant({}),
  request_given_up: any.requestGivenUp,
  notifications_off: fc.constant({}),
  setup: any.setup,
} as const;
/** In a channel: with its own word for the setting, which hides them in the message too. */
const inChannel = {
  promise_logged: any.promiseLogged,
  payment_recorded: any.payment,
  digest: any.digest,
  digest_thread: any.digestThread,
} as const;
const all: Readonly<Record<Notice['kind'], fc.Arbitrary<object>>> = {
  ...direct,
  ...bare,
  ...inChannel,
  morning: any.morning,
};

const hidden = (kind: string, facts: object): object => {
  if (kind !== 'morning')
    return { ...facts, pushAmounts: false, ...(kind in inChannel ? { amountsShown: false } : {}) };
  const { items } = facts as { readonly items: readonly { readonly kind: string; readonly facts: object }[] };
  return { ...facts, items: items.map((item) => ({ ...item, facts: hidden(item.kind, item.facts) })) };
};
const push = (kind: string, facts: object, language: string): string =>
  noticeMessage({ kind, facts } as Notice, languageOf(language)).text;
const language = fc.constantFrom('en', 'zh-CN');

describe('where a channel shows no amounts, the push line does not either', () => {
  for (const [kind, arbitrary] of Object.entries(all)) {
    it(kind, () => {
      fc.assert(
        fc.property(arbitrary, language, (facts, lang) => {
          const hides = hidden(kind, facts);
          expect(push(kind, otherwise(hides as Json) as object, lang)).toBe(push(kind, hides, lang));
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('where a channel shows no amounts, what stands there does not either, nor in its place or without tables', () => {
  for (const [kind, arbitrary] of Object.entries({ ...inChannel, escalated: any.escalated })) {
    it(kind, () => {
      const shown = (facts: object, lang: string) =>
        JSON.stringify(noticeMessage({ kind, facts } as Notice, languageOf(lang)));
      fc.assert(
        fc.property(arbitrary as fc.Arbitrary<object>, language, (facts, lang) => {
          const hides = { ...facts, amountsShown: false };
          expect(shown(otherwise(hides as Json) as object, lang)).toBe(shown(hides, lang));
        }),
        { numRuns: 40 },
      );
    });
  }

  it.each(['They want to pay 5,000', '他们只肯付五万', 'half of ５０００'])('nor a note with numbers: %s', (note) => {
    const facts = { clientId: 9, clientName: 'Initech', by: sam, owner: null, reasons: [], note };
    const words = (amountsShown: boolean, of = note) =>
      JSON.stringify(
        noticeMessage({ kind: 'escalated', facts: { ...facts, note: of, amountsShown } }, languageOf('en')),
      );
    expect(words(true)).toContain(note);
    expect(words(false)).not.toContain(note);
    expect(words(false)).toContain('Sam added a note with numbers.');
    expect(words(false, 'I call their CFO today')).toContain('I call their CFO today');
    expect(words(false, '他们一直不接电话')).toContain('他们一直不接电话');
  });
});

describe('where it shows them, the push line names them', () => {
  for (const [kind, arbitrary] of Object.entries(direct)) {
    it(kind, () => {
      const facts = fc.sample(arbitrary as fc.Arbitrary<object>, 100);
      expect(facts.some((one) => push(kind, otherwise(one as Json) as object, 'en') !== push(kind, one, 'en'))).toBe(
        true,
      );
    });
  }
});
