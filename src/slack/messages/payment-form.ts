import type { KnownBlock, ModalView } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { ClientName } from '../../ledger/clients.js';
import type { PaidReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { plain, section } from './blocks.js';
import { ANOTHER, datepicker, type FormFacts, fields, form, input, textInput } from './forms.js';
import { limits } from './limits.js';
import { paidLines } from './payment.js';
import { clientPicker, invoicePicker, invoicesField, type PickedInvoice } from './pickers.js';
import { type Preview, previewBlocks } from './preview.js';

/** A payment as far as it is filled in. Amount as typed; currency null: as the amount says, else the client's. */
export interface PaymentDraft {
  readonly client: ClientName | null;
  readonly amount: string;
  readonly currency: string | null;
  readonly date: LocalDate | null;
  readonly invoices: readonly PickedInvoice[];
  readonly reference: string;
  /** That it is another payment than what a file has brought; absent: that is not asked. */
  readonly another?: boolean;
}

/**
 * Money that came in. Fields: client, amount, currency, date, invoices, reference, another (option ANOTHER), where that
 * is asked. `currencies`: what can be chosen;
 * `preview`: what would be recorded.
 */
export function paymentForm(
  facts: FormFacts & {
    readonly draft: PaymentDraft;
    readonly currencies: readonly string[];
    readonly preview: Preview<PaidReceipt>;
    readonly problem?: string | null;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  const { draft, problem = null } = facts;
  const currencies = facts.currencies
    .slice(0, limits.options)
    .map((code) => ({ text: plain(code, limits.optionText), value: code }));
  const chosen = currencies.find(({ value }) => value === draft.currency);
  const { client } = draft;
  return form(
    facts,
    {
      callbackId: formIds.payment,
      title: forms.paidTitle,
      submit: forms.paidSave,
      blocks: [
        ...(problem === null ? [] : [section(problem)]),
        input(fields.client, forms.client, clientPicker(client, lang), { dispatch: true }),
        input(
          fields.logAmount,
          forms.paidAmount,
          {
            ...textInput({ max: 100, initial: draft.amount }),
            dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
          },
          { dispatch: true, hint: forms.paidAmountHint },
        ),
        input(
          fields.logCurrency,
          forms.currency,
          {
            type: 'static_select',
            options: currencies,
            ...(chosen === undefined ? {} : { initial_option: chosen }),
          },
          { dispatch: true, optional: true, hint: forms.currencyHint },
        ),
        input(fields.logDate, forms.paidDate, datepicker(draft.date ?? undefined), { dispatch: true }),
        ...(client === null
          ? []
          : [
              input(invoicesField(client.id), forms.invoices, invoicePicker(draft.invoices, lang), {
                dispatch: true,
                optional: true,
                hint: forms.invoicesHint,
              }),
            ]),
        input(
          fields.reference,
          forms.reference,
          textInput({ max: 200, placeholder: forms.referencePlaceholder, initial: draft.reference }),
          { optional: true },
        ),
        ...anotherInput(draft, lang),
        ...previewBlocks(facts.preview, (receipt) => paidLines(receipt, lang), lang),
      ],
    },
    lang,
  );
}

function anotherInput({ another }: PaymentDraft, lang: Lang): KnownBlock[] {
  if (another === undefined) return [];
  const { forms } = lang.t;
  const option = { text: plain(forms.anotherOption, limits.optionText), value: ANOTHER };
  const chosen = another ? { initial_options: [option] } : {};
  const element = { type: 'checkboxes' as const, options: [option], ...chosen };
  return [input(fields.another, forms.another, element, { dispatch: true, optional: true })];
}
