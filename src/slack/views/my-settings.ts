import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { addDays } from '../../domain/local-date.js';
import { type Absence, areHours } from '../../domain/working-hours.js';
import {
  absenceFault,
  LONGEST_ABSENCE,
  type MySettingsChange,
  mySettings,
  setMySettings,
} from '../../ledger/my-settings.js';
import { notifyChoices } from '../../ledger/quiet-hours.js';
import { formatDate } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import type { Desk, Visit } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import { mySettingsForm } from '../messages/my-settings-form.js';
import { notificationSettings } from '../messages/notifications.js';
import type { Routing } from '../routing.js';
import { dateField } from './fields.js';
import { metadataOf, returnAddress } from './metadata.js';
import { onSubmit, type Submission } from './submission.js';

const settingsMetadata = metadataOf(z.strictObject(returnAddress));

/** Somebody's own notifications, working hours and absence. Its answer is shown in its own window. */
export async function mySettingsFormFor(desk: Desk, visit: Visit): Promise<ModalView> {
  const settings = await mySettings(desk.ledger, visit.actor);
  const privateMetadata = settingsMetadata.write({ channel: null, responseUrl: null, replace: false });
  return mySettingsForm({ privateMetadata, settings }, visit.lang);
}

export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.mySettings, settingsMetadata, async (submission) => {
    const { visit } = submission;
    const change = changeIn(submission, visit);
    if ('errors' in change) return change;
    const { settings } = await setMySettings(desk.ledger, visit.actor, change);
    return { answer: notificationSettings(settings, true, visit.lang) };
  });
}

type Errors = { readonly errors: Readonly<Record<string, string>> };

function changeIn(submission: Submission<unknown>, visit: Visit): MySettingsChange | Errors {
  const hours = hoursIn(submission, visit.lang);
  const away = awayIn(submission, visit);
  const errors = { ...errorsOf(hours), ...errorsOf(away) };
  if (isWrong(hours) || isWrong(away)) return { errors };
  const [chosen] = submission.chosen(fields.notify);
  const notify = notifyChoices.find((choice) => choice === chosen);
  return {
    ...(notify === undefined ? {} : { notify }),
    hours,
    weekdays: submission.chosen(fields.weekdays).map(Number),
    away,
  };
}

const isWrong = (read: object | null): read is Errors => read !== null && 'errors' in read;

const errorsOf = (read: object | null): Errors['errors'] => (isWrong(read) ? read.errors : {});

/** Null: the workspace's hours. */
function hoursIn(
  { text }: Submission<unknown>,
  lang: Lang,
): { readonly from: string; readonly until: string } | Errors | null {
  const say = lang.t.notifications.form;
  const from = text(fields.worksFrom);
  const until = text(fields.worksUntil);
  if (from === null && until === null) return null;
  if (from === null) return { errors: { [fields.worksFrom]: say.bothHours } };
  if (until === null) return { errors: { [fields.worksUntil]: say.bothHours } };
  return areHours(from, until) ? { from, until } : { errors: { [fields.worksUntil]: say.badHours } };
}

/** Null: not away. Without a first day it begins today. */
function awayIn({ text }: Submission<unknown>, { actor, lang }: Visit): Absence | Errors | null {
  const say = lang.t.notifications.form;
  const first = text(fields.awayFrom);
  const last = text(fields.awayUntil);
  if (first === null && last === null) return null;
  if (last === null) return { errors: { [fields.awayUntil]: say.bothDays } };
  const from = first === null ? { value: actor.today } : dateField(first, lang);
  const until = dateField(last, lang);
  if ('error' in from || 'error' in until) {
    return {
      errors: {
        ...('error' in from ? { [fields.awayFrom]: from.error } : {}),
        ...('error' in until ? { [fields.awayUntil]: until.error } : {}),
      },
    };
  }
  const away = { from: from.value, until: until.value };
  const fault = absenceFault(away, actor.today);
  if (fault === null) return away;
  const latest = formatDate(addDays(actor.today, LONGEST_ABSENCE), lang.locale);
  const words = { backwards: say.awayBackwards, past: say.awayPast, long: say.awayLong(latest) };
  return { errors: { [fields.awayUntil]: words[fault] } };
}
