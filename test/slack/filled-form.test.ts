import type { ViewOutput } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { paymentForm } from '../../src/slack/messages/payment-form.js';
import { filledForm, inputsIn } from '../../src/slack/views/filled-form.js';
import { languageOf } from '../../src/text/language.js';

const view = paymentForm(
  {
    privateMetadata: '{}',
    currencies: ['USD'],
    draft: {
      client: null,
      amount: '5.00',
      currency: null,
      date: localDate('2026-11-23'),
      invoices: [],
      reference: 'wire 7',
    },
    preview: { kind: 'incomplete' },
  },
  languageOf('en'),
);
const sent = {
  ...view,
  state: {
    values: {
      'log.amount': { 'log.amount': { type: 'plain_text_input', value: '12 or so' } },
      'log.date': { 'log.date': { type: 'datepicker', selected_date: '2026-11-20' } },
      reference: { reference: { type: 'plain_text_input', value: null } },
    },
  },
} as unknown as ViewOutput;

describe('a form that was found wrong after Slack was told that it came', () => {
  it('comes back below what is wrong, with what was filled in', () => {
    const again = filledForm(sent, ['Only <sam> may do that']);
    expect(again).toMatchObject({ type: 'modal', callback_id: view.callback_id, private_metadata: '{}' });
    expect(again.submit).toMatchObject({ text: view.submit?.text });
    expect(JSON.stringify(again.blocks[0])).toContain('Only &lt;sam&gt; may do that');
    const elements = again.blocks.flatMap((block) => ('element' in block ? [block.element] : []));
    expect(elements).toMatchObject([
      { type: 'external_select' },
      { initial_value: '12 or so' },
      { type: 'static_select' },
      { initial_date: '2026-11-20' },
      expect.not.objectContaining({ initial_value: expect.anything() }),
    ]);
    expect(inputsIn(sent)).toEqual(['pick.client', 'log.amount', 'log.currency', 'log.date', 'reference']);
  });
});
