import { addDays, type LocalDate } from '../../domain/local-date.js';
import { SNOOZE_MAX_DAYS, snoozeClient } from '../../ledger/snooze.js';
import { formatDate } from '../../text/format.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import { snoozeReceipt } from '../messages/snooze.js';
import type { Routing } from '../routing.js';
import { dateField } from './fields.js';
import { addressMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** Lets a client rest until a day. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.snooze, addressMetadata, async ({ visit, text, chosen }) => {
    const { actor, lang } = visit;
    const { forms, commands } = lang.t;
    const [clientId] = chosen(fields.client);
    const until = dateField(text(fields.date), lang);
    const latest = addDays(actor.today, SNOOZE_MAX_DAYS);
    const wrong = (date: LocalDate): string | null => {
      if (date <= actor.today) return forms.laterThanToday;
      return date > latest ? commands.form.lateDate(formatDate(latest, lang.locale)) : null;
    };
    const day = 'error' in until ? until.error : wrong(until.value);
    const errors = {
      ...(clientId === undefined ? { [fields.client]: forms.chooseClient } : {}),
      ...(day === null ? {} : { [fields.date]: day }),
    };
    if (clientId === undefined || 'error' in until || day !== null) return { errors };
    const input = { clientId: Number(clientId), until: until.value, note: text(fields.note) };
    return { answer: snoozeReceipt(await snoozeClient(desk.ledger, actor, input), lang) };
  });
}
