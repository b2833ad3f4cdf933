import type { ModalView } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { ClientName } from '../../ledger/clients.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { section } from './blocks.js';
import { datepicker, type FormFacts, fields, form, input, noteInput } from './forms.js';
import { clientPicker } from './pickers.js';
import { shortDate } from './wording.js';

/** Until which day a client rests. Fields: client, date (<= `latest`), note. */
export function snoozeForm(
  facts: FormFacts & {
    readonly client: ClientName | null;
    readonly until: LocalDate | null;
    readonly note: string;
    readonly today: LocalDate;
    readonly latest: LocalDate;
    readonly problem?: string | null;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  const { problem = null } = facts;
  return form(
    facts,
    {
      callbackId: formIds.snooze,
      title: forms.snoozeTitle,
      submit: forms.snoozeSave,
      blocks: [
        section(problem ?? forms.snoozeIntro),
        input(fields.client, forms.client, clientPicker(facts.client, lang)),
        input(fields.date, forms.snoozeDate, datepicker(facts.until ?? undefined), {
          hint: forms.snoozeDateHint(shortDate(facts.latest, lang, facts.today)),
        }),
        noteInput(lang, forms.snoozeNote, facts.note),
      ],
    },
    lang,
  );
}
