import type { LocalDate } from '../../domain/local-date.js';
import type { MySettings } from '../../ledger/my-settings.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, escapeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { count, fullDate, shortDate } from './wording.js';

/** To whoever switched them off: where everything is now, and the way back; or that they come again. */
export function notificationsOff({ onAgain }: NoticeFacts<'notifications_off'>, lang: Lang): SlackMessage {
  const say = lang.t.notifications.off;
  if (onAgain === true) return simpleAnswer(say.onAgain);
  return {
    text: lang.t.words.sentences([say.title, say.where]),
    blocks: [
      section(lang.t.words.lines([bold(say.title), say.where])),
      ...actions([
        button({
          text: say.back,
          label: say.backLabel,
          action: actionIds.rerun,
          value: rerunValue.encode({ text: 'notifications at once' }),
        }),
      ]),
    ],
  };
}

/** When somebody's direct messages come: with a button to the form. `changed`: they changed it just now. */
export function notificationSettings(settings: MySettings, changed: boolean, lang: Lang): SlackMessage {
  const say = lang.t.notifications.settings;
  const { words } = lang.t;
  const lines = [say.notify[settings.notify], hoursLine(settings, lang)];
  if (settings.away !== null) lines.push(awayLine(settings.away, settings.today, lang));
  const text = words.sentences(changed ? [say.changed, ...lines] : lines);
  const beside = [...(settings.own.times || settings.own.weekdays ? [] : [say.hoursOfWorkspace]), say.zoneFrom];
  if (settings.withheld > 0) beside.push(say.withheld(settings.withheld, count(settings.withheld, lang)));
  return {
    text,
    blocks: [
      section(words.lines(changed ? [say.changed, ...lines] : lines)),
      ...actions([button({ text: say.open, label: say.openLabel, action: actionIds.mySettings })]),
      context(words.sentences(beside)),
      context(say.typeIt),
    ],
  };
}

/** The hours in which somebody works. */
export function hoursLine({ hours }: MySettings, lang: Lang): string {
  const say = lang.t.notifications.settings;
  const names = lang.t.commands.digest.weekdays;
  const days =
    hours.weekdays.length > 0
      ? lang.t.words.list(hours.weekdays.map((day) => names[day - 1] ?? ''))
      : hours.country === null
        ? say.workingDays
        : say.workingDaysOf(escapeText(hours.country));
  return say.hours(hours.from, hours.until, days, escapeText(hours.timezone));
}

function awayLine(away: { from: LocalDate; until: LocalDate }, today: LocalDate, lang: Lang): string {
  const say = lang.t.notifications.settings;
  const until = fullDate(away.until, lang);
  return away.from <= today ? say.awayUntil(until) : say.away(shortDate(away.from, lang, away.until), until);
}
