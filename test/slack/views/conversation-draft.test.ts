import { describe, expect, it } from 'vitest';
import { localDate } from '../../../src/domain/local-date.js';
import { type Outcome, outcomes } from '../../../src/domain/outcome.js';
import type { ConversationDraft } from '../../../src/slack/messages/conversation-form.js';
import { draftOf, emptyDraft, lineFor, readDraft } from '../../../src/slack/views/conversation-draft.js';
import { unsaid } from '../../../src/slack/views/conversation-form-for.js';
import { languageOf } from '../../../src/text/language.js';
import { readLog } from '../../../src/understanding/read-log.js';
import { monday } from '../../understanding/reading-context.js';

const en = languageOf('en');
const { today } = monday;
const client = { id: 7, name: 'Until Friday & Sons "Ltd"' };

function requestOf(draft: ConversationDraft) {
  const reading = readDraft(draft, unsaid, today, en);
  if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.request;
}

/** What Change would put into the form again. */
function again(draft: ConversationDraft) {
  const line = lineFor(draft, requestOf(draft));
  const reading = readLog(line.replace(/^log /, ''), monday);
  if (reading.kind !== 'understood') throw new Error(`${line}: ${JSON.stringify(reading)}`);
  return draftOf(reading.request, client, en);
}

describe('what was filled in, as the line that is kept of it', () => {
  const part = (amount: string, date: string) => ({ amount, date: localDate(date) });
  it.each<readonly [string, Partial<ConversationDraft>]>([
    ['a date', { parts: [part('', '2026-11-27')] }],
    ['an amount and a note', { parts: [part('5000 USD', '2026-11-27')], note: 'on Monday they said 300 is too much' }],
    ['parts', { parts: [part('50%', '2026-11-27'), part('rest', '2026-12-04')], finalDate: true }],
    ['three parts', { parts: [part('100', '2026-11-27'), part('200', '2026-12-04'), part('300', '2027-01-04')] }],
    ['invoices', { parts: [part('', '2026-11-27')], invoices: [{ number: 'INV-104' }, { number: 'INV-107' }] }],
    ['a dispute', { outcome: 'dispute', invoices: [{ number: 'INV-104' }] }],
  ])('is understood again: %s', (_name, filled) => {
    const draft = { ...emptyDraft, client, ...filled };
    expect(again(draft)).toMatchObject({ ...filled, outcome: draft.outcome });
  });

  it.each(outcomes.filter((outcome): outcome is Exclude<Outcome, 'promised'> => outcome !== 'promised'))(
    'is understood again: %s',
    (outcome) => {
      const draft = { ...emptyDraft, client, outcome, note: 'ask Mia' };
      expect(again(draft).outcome).toBe(outcome);
      expect(again(draft).note).toContain('ask Mia');
    },
  );
});

it('the rest stands in the form in its reader’s language', () => {
  const reading = readLog('ACME promised half Friday, the rest at month end', monday);
  if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading));
  const amounts = (locale: string) =>
    draftOf(reading.request, client, languageOf(locale)).parts.map(({ amount }) => amount);
  expect(amounts('en')).toEqual(['50%', 'rest']);
  expect(amounts('zh-CN')).toEqual(['50%', '余款']);
});

describe('a form', () => {
  const errorsOf = (draft: Partial<ConversationDraft>) => {
    const reading = readDraft({ ...emptyDraft, client, ...draft }, unsaid, today, en);
    return 'errors' in reading ? Object.keys(reading.errors).sort() : [];
  };
  const date = localDate('2026-11-27');

  it.each<readonly [string, Partial<ConversationDraft>, readonly string[]]>([
    ['no client', { client: null, parts: [{ amount: '', date }] }, ['pick.client']],
    ['no date', {}, ['log.date']],
    ['a past date', { parts: [{ amount: '', date: localDate('2026-11-20') }] }, ['log.date']],
    ['an amount in doubt', { parts: [{ amount: '1.234', date }] }, ['log.amount']],
    [
      'a part without a date',
      {
        parts: [
          { amount: '1', date },
          { amount: '2', date: null },
        ],
      },
      ['log.date:1'],
    ],
    [
      'two parts for all',
      {
        parts: [
          { amount: '', date },
          { amount: '2', date },
        ],
      },
      ['log.amount'],
    ],
    [
      'a part left empty',
      {
        parts: [
          { amount: '1', date },
          { amount: '', date: null },
        ],
      },
      [],
    ],
    ['a call', { outcome: 'not_answered' }, []],
  ])('says at the field what is wrong: %s', (_name, draft, fields) => {
    expect(errorsOf(draft)).toEqual(fields);
  });

  it('has its parts in the order of their dates, the rest last', () => {
    const later = localDate('2026-12-04');
    const request = requestOf({
      ...emptyDraft,
      client,
      parts: [
        { amount: '5', date },
        { amount: '', date: later },
      ],
    });
    expect(request.promises.map(({ amount }) => amount.kind)).toEqual(['exact', 'rest']);
  });
});
