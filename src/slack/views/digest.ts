import { mayBeIn } from '../../domain/currency-sign.js';
import { parseDecimal } from '../../domain/money.js';
import { UserError } from '../../domain/user-error.js';
import { type DigestSettings, hasHolidays, setDigest } from '../../ledger/channels.js';
import { digestAnswer } from '../commands/digest.js';
import type { Desk, Visit } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { OWN_LANGUAGE } from '../messages/digest-form.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { amountField, type Field } from './fields.js';
import { addressMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** The settings of a channel's digest, as `/collect digest` sets them. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.digest, addressMetadata, async ({ visit, text, chosen }) => {
    const { lang } = visit;
    const { slackChannelId } = visit;
    if (slackChannelId === null) throw new UserError('channel_needed');
    const shows = chosen(fields.shows);
    const weekdays = chosen(fields.weekdays).map(Number);
    const minimum = minimumIn(text(fields.minimum), visit);
    const country = text(fields.country)?.toUpperCase() ?? null;
    const errors = {
      ...(weekdays.length === 0 ? { [fields.weekdays]: lang.t.commands.form.empty } : {}),
      ...('error' in minimum ? { [fields.minimum]: minimum.error } : {}),
      ...(country === null || hasHolidays(country) ? {} : { [fields.country]: lang.t.forms.badCountry }),
    };
    if ('error' in minimum || Object.keys(errors).length > 0) return { errors };
    const [language] = chosen(fields.language);
    const change: Partial<DigestSettings> = {
      digestEnabled: shows.includes('enabled'),
      digestQuietLine: shows.includes('quiet_line'),
      amountsShown: shows.includes('amounts'),
      ...(text(fields.time) === null ? {} : { digestTime: text(fields.time) ?? '' }),
      digestWeekdays: weekdays,
      country,
      locale: language === undefined || language === OWN_LANGUAGE ? null : language,
      minimumAmount: minimum.value,
    };
    await setDigest(desk.ledger, visit.actor, slackChannelId, change);
    return { answer: await digestAnswer(desk, visit, slackChannelId) };
  });
}

/** Minor units of the workspace's currency; nothing written: every client has its row. */
function minimumIn(typed: string | null, visit: Visit): Field<number> {
  const { workspace, lang } = visit;
  if (typed === null || /^0+([.,]0+)?$/.test(typed)) return { value: 0 };
  const amount = amountField(typed, lang);
  if ('error' in amount) return amount;
  const bad = { error: lang.t.forms.badMinimum(workspace.currency) };
  if (amount.value.kind !== 'exact') return bad;
  if (!mayBeIn(amount.value, workspace.currency)) return bad;
  const exact = parseDecimal(amount.value.value, workspace.currency);
  return exact === null ? bad : { value: exact.minor };
}
