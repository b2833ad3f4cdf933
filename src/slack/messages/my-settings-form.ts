import type { ModalView, PlainTextOption } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { MySettings } from '../../ledger/my-settings.js';
import { notifyChoices } from '../../ledger/quiet-hours.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { plain, section } from './blocks.js';
import { datepicker, type FormFacts, fields, form, input } from './forms.js';
import { limits } from './limits.js';
import { hoursLine } from './notifications.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Fields: notify, worksFrom and worksUntil (both empty: the workspace's), weekdays, awayFrom, awayUntil. */
export function mySettingsForm(facts: FormFacts & { readonly settings: MySettings }, lang: Lang): ModalView {
  const say = lang.t.notifications.form;
  const { settings } = facts;
  const { hours, own, workspaceHours, away } = settings;
  const option = (text: string, value: string): PlainTextOption => ({ text: plain(text, limits.optionText), value });
  const notify = notifyChoices.map((choice) => option(say.notifyOptions[choice], choice));
  const now = notify.find(({ value }) => value === settings.notify);
  const names = lang.t.commands.digest.weekdays;
  const days = WEEKDAYS.map((day) => option(names[day - 1] ?? '', String(day)));
  const chosen = days.filter(({ value }) => hours.weekdays.includes(Number(value)));
  const time = (at: string) => ({
    type: 'timepicker' as const,
    // A time picker knows no 24:00.
    ...(own.times ? { initial_time: at === '24:00' ? '23:59' : at } : {}),
  });
  const day = (initial: LocalDate | undefined) => datepicker(initial);
  return form(
    facts,
    {
      callbackId: formIds.mySettings,
      title: say.title,
      submit: lang.t.forms.save,
      blocks: [
        section(hoursLine(settings, lang)),
        input(
          fields.notify,
          say.notify,
          { type: 'radio_buttons', options: notify, ...(now === undefined ? {} : { initial_option: now }) },
          { hint: say.notifyHint },
        ),
        input(fields.worksFrom, say.from, time(hours.from), {
          optional: true,
          hint: say.hoursHint(workspaceHours.from, workspaceHours.until),
        }),
        input(fields.worksUntil, say.until, time(hours.until), { optional: true }),
        input(
          fields.weekdays,
          say.weekdays,
          { type: 'checkboxes', options: days, ...(chosen.length === 0 ? {} : { initial_options: chosen }) },
          { optional: true, hint: say.weekdaysHint },
        ),
        input(fields.awayFrom, say.awayFrom, day(away?.from), { optional: true }),
        input(fields.awayUntil, say.awayUntil, day(away?.until), { optional: true, hint: say.awayHint }),
      ],
    },
    lang,
  );
}
