import { describe, expect, it } from 'vitest';
import { UserError, type UserErrorKey } from '../../../src/domain/user-error.js';
import { errorMessage } from '../../../src/slack/messages/error.js';
import { assertWithinLimits } from '../../../src/slack/messages/limits.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';

/** Every key with the facts that come with it, and what of them a person must read again. */
const CASES: Record<UserErrorKey, { facts: ConstructorParameters<typeof UserError>[1]; says: string[] }> = {
  role_required: { facts: { allowed: ['Kim', '<!here>'], role: 'manager' }, says: ['Kim', '<!here>'] },
  guest: { facts: {}, says: [] },
  another_organisation: { facts: {}, says: [] },
  unknown_client: { facts: { client: 'ACM*E' }, says: ['ACM∗E'] },
  unknown_project: { facts: { project: 'Apolo' }, says: ['Apolo'] },
  unknown_invoice: { facts: { invoice: 'INV-9', client: 'ACME' }, says: ['INV-9', 'ACME'] },
  invoice_settled: { facts: { invoice: 'INV-9', client: 'ACME' }, says: ['INV-9', 'ACME'] },
  other_currency: { facts: { invoice: 'INV-9', currency: 'EUR', typed: 'USD' }, says: ['INV-9', 'EUR', 'USD'] },
  unknown_person: { facts: { person: 'dana' }, says: ['dana'] },
  client_exists: { facts: { client: 'ACME' }, says: ['ACME'] },
  alias_taken: { facts: { client: 'ACME', alias: 'AC' }, says: ['ACME', 'AC'] },
  bad_amount: { facts: { amount: '-5', outstanding: '$3.00' }, says: ['-5', '$3.00'] },
  sign_in_doubt: {
    facts: { client: 'ACME', sign: '¥', owed: ['USD'], choices: ['CNY', 'JPY', 'USD'] },
    says: ['ACME', '¥', 'USD', 'CNY', 'JPY'],
  },
  currency_needed: { facts: { client: 'ACME', currencies: ['USD', 'EUR'] }, says: ['ACME', 'USD', 'EUR'] },
  future_date: { facts: { date: '2026-11-27' }, says: ['27'] },
  same_payment: {
    facts: { client: 'ACME', minor: 960_000, currency: 'USD', imported: '2026-11-23' },
    says: ['ACME', '9,600.00', '23'],
  },
  nothing_to_undo: { facts: {}, says: [] },
  cannot_undo: { facts: { why: 'promise_moved_on' }, says: [] },
  bad_until: { facts: { until: '2026-11-20', max: '2026-12-23' }, says: ['20', '23'] },
  past_promise: { facts: { date: '2026-11-20' }, says: ['20'] },
  outsider: { facts: { person: 'gil', why: 'guest' }, says: ['gil'] },
  same_backup: { facts: { person: 'kim' }, says: ['kim'] },
  far_promise: { facts: { date: '2031-11-20', latest: '2028-11-23' }, says: ['2031', '2028'] },
  promise_settled: { facts: { state: 'kept' }, says: [] },
  two_clients: { facts: { client: 'ACME', other: 'Juniper' }, says: ['ACME', 'Juniper'] },
  nothing_to_escalate: { facts: { client: 'ACME' }, says: ['ACME', '/collect '] },
  not_in_channel: { facts: { channel: 'proj-apollo' }, says: ['#proj-apollo', '/invite @Collect'] },
  shared_channel: { facts: { channel: 'ext' }, says: ['#ext'] },
  channel_needed: { facts: {}, says: [] },
  bad_setting: { facts: { setting: 'time', value: '25:99', allowed: '08:30' }, says: ['25:99', '08:30'] },
  last_admin: { facts: {}, says: ['/collect '] },
};

describe.each(['en', 'zh-CN'])('in %s', (locale) => {
  const lang = languageOf(locale);

  it.each(Object.entries(CASES))('%s says what to do, and what was typed', (key, { facts, says }) => {
    const typed = 'log ACME <@U1|dana> `promised` Friday';
    const message = errorMessage({ error: new UserError(key as UserErrorKey, facts), typed }, lang);
    assertWithinLimits(message);
    const text = renderText(message);
    for (const part of says) expect(text).toContain(part);
    expect(text).toContain('`log ACME @dana ˋpromisedˋ Friday`');
    expect(message.text.length).toBeGreaterThan(10);
  });

  it.each(Object.keys(CASES))('%s makes a sentence even without its facts', (key) => {
    const message = errorMessage({ error: new UserError(key as UserErrorKey), typed: null }, lang);
    assertWithinLimits(message);
    expect(message.text).not.toMatch(/""|“”|undefined| {2}/);
  });
});

it('tells each reason why something cannot be undone apart', () => {
  const text = (why: string) =>
    errorMessage({ error: new UserError('cannot_undo', { why }), typed: null }, languageOf('en')).text;
  expect(new Set(['promise_moved_on', 'already_undone', 'too_old', 'else'].map(text)).size).toBe(4);
});

it('shows a channel link and a person as Slack does, and dates and states in words', () => {
  const text = (error: UserError) => errorMessage({ error, typed: null }, languageOf('en')).text;
  expect(text(new UserError('not_in_channel', { channel: '<#C0APOLLO>' }))).toContain('<#C0APOLLO>');
  expect(text(new UserError('unknown_person', { person: 'U0DANA99' }))).toContain('<@U0DANA99>');
  expect(text(new UserError('past_promise', { date: '2026-11-20' }))).toContain('Fri 20 Nov 2026');
  const typed = { client: 'ACME', minor: 960_000, currency: 'USD', recorded: '2026-11-23' };
  const asked = 'recorded on Mon 23 Nov 2026 that ACME paid $9,600.00. Is this another payment?';
  expect(text(new UserError('same_payment', { ...typed, by: 'Mia' }))).toBe(`Mia ${asked}`);
  expect(text(new UserError('same_payment', { ...typed, by: '' }))).toBe(`You ${asked}`);
  expect(text(new UserError('promise_settled', { state: 'partially_kept' }))).toContain('kept in part');
});
