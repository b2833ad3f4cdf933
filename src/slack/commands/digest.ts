import { calendarOf } from '../../domain/calendar.js';
import { mayBeIn } from '../../domain/currency-sign.js';
import { dateIn, type LocalDate } from '../../domain/local-date.js';
import { parseDecimal } from '../../domain/money.js';
import { restDaysAmong } from '../../domain/schedule.js';
import { UserError } from '../../domain/user-error.js';
import { type DigestSettings, digestSettingsFor, setDigest } from '../../ledger/channels.js';
import { digestFacts } from '../../ledger/digest.js';
import type { Readers } from '../../ledger/facts/amounts.js';
import { type Lang, languageOf } from '../../text/language.js';
import { type DigestMinimum, readDigest } from '../../understanding/read-digest.js';
import type { Desk, Visit } from '../desk.js';
import { actionIds, openFormValue } from '../messages/action-ids.js';
import { actions, button, context } from '../messages/blocks.js';
import { escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { noticeMessage } from '../messages/notice.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { money } from '../messages/wording.js';
import { slackFault } from '../slack-fault.js';
import type { Command } from './command.js';

export const digest: Command = {
  name: 'digest',
  aliases: ['settings', '晨报', '日报', '设置'],
  role: 'member',
  reads: (rest) => {
    const reading = readDigest(rest);
    return reading.kind !== 'understood' || reading.request.action === 'show' || reading.request.action === 'now';
  },
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = line.rest.trim() === '' ? null : readDigest(line.rest);
    if (reading?.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading?.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const request = reading?.request ?? { action: 'show' as const };
    const slackChannelId = visit.slackChannelId;
    if (slackChannelId === null) throw new UserError('channel_needed');
    switch (request.action) {
      case 'show':
        return await shown(desk, visit, slackChannelId, null);
      case 'now':
        return await preview(desk, visit, slackChannelId);
      case 'on':
      case 'off':
        return await changed(desk, visit, slackChannelId, { digestEnabled: request.action === 'on' });
      case 'set': {
        const { time, weekdays, country, quiet, timezone, locale, amounts, minimum } = request.set;
        return await changed(desk, visit, slackChannelId, {
          ...(time === undefined ? {} : { digestTime: time }),
          ...(weekdays === undefined ? {} : { digestWeekdays: weekdays }),
          ...(country === undefined ? {} : { country }),
          ...(quiet === undefined ? {} : { digestQuietLine: !quiet }),
          ...(timezone === undefined ? {} : { timezone }),
          ...(locale === undefined ? {} : { locale }),
          ...(amounts === undefined ? {} : { amountsShown: amounts }),
          ...(minimum === undefined ? {} : { minimumAmount: minorOf(minimum, visit.workspace.currency) }),
        });
      }
    }
  },
};

/** In the workspace's currency, which is what a minimum is in. Throws UserError bad_setting. */
function minorOf(minimum: DigestMinimum, ours: string): number {
  const { value, currency, sign } = minimum;
  const exact = mayBeIn(minimum, ours) ? parseDecimal(value, ours) : null;
  if (exact === null) {
    const said = currency === null && sign === undefined ? value : `${value} ${sign ?? currency}`;
    throw new UserError('bad_setting', { setting: 'minimum', value: said, allowed: `minimum 500 ${ours}` });
  }
  return exact.minor;
}

async function changed(
  desk: Desk,
  visit: Visit,
  slackChannelId: string,
  change: Partial<DigestSettings>,
): Promise<SlackMessage> {
  await setDigest(desk.ledger, visit.actor, slackChannelId, change);
  return await digestAnswer(desk, visit, slackChannelId);
}

/** The settings of a channel's digest as they are now that they were changed. */
export async function digestAnswer(desk: Desk, visit: Visit, slackChannelId: string): Promise<SlackMessage> {
  return await shown(desk, visit, slackChannelId, visit.lang.t.commands.digest.changed);
}

/** The digest as it would come now, for this person's eyes only. Nothing is claimed, nothing is sent. */
async function preview(desk: Desk, visit: Visit, slackChannelId: string): Promise<SlackMessage> {
  await whoReads(desk, visit, slackChannelId);
  const found = await digestSettingsFor(desk.ledger, visit.actor, slackChannelId);
  if (found === null) throw new UserError('channel_needed');
  const today = dateIn(desk.ledger.clock.now(), found.settings.timezone ?? visit.workspace.timezone);
  const facts = await digestFacts(desk.ledger, visit.workspace, { id: found.channelId }, { today });
  const words = visit.lang.t.commands.digest;
  if (facts === null) return simpleAnswer(words.nothingNow);
  // As the channel reads it; what stands above it is for whoever asked.
  const lang = languageOf(found.settings.locale ?? visit.workspace.locale);
  const message = noticeMessage({ kind: 'digest', facts }, lang);
  return { text: message.text, blocks: [context(words.preview), ...message.blocks] };
}

/** Who reads in the channel, as the next digest will find it, so that the books know. Null: Slack did not say. */
async function whoReads(desk: Desk, visit: Visit, slackChannelId: string): Promise<Readers | null> {
  const { roster } = desk;
  const { id } = visit.workspace;
  const here = visit.channel?.slackChannelId === slackChannelId ? visit.channel : null;
  const channel =
    here ??
    (await roster.channel(id, slackChannelId).catch((error: unknown) => {
      desk.log.warn({ code: slackFault(error).code }, 'a channel could not be looked up');
      return null;
    }));
  if (channel === null) return null;
  const asked = await roster.audience.readersOf(id, slackChannelId, channel.isMember);
  return 'readers' in asked ? asked.readers : null;
}

async function shown(desk: Desk, visit: Visit, slackChannelId: string, first: string | null): Promise<SlackMessage> {
  const readers = await whoReads(desk, visit, slackChannelId);
  const found = await digestSettingsFor(desk.ledger, visit.actor, slackChannelId);
  if (found === null) throw new UserError('channel_needed');
  const zone = found.settings.timezone ?? visit.workspace.timezone;
  const country = found.settings.country ?? visit.workspace.country;
  const { currency, locale } = visit.workspace;
  const { today } = visit.actor;
  const facts = { ...found, readers, zone, country, currency, locale, today, slackChannelId, first };
  return settingsMessage(facts, visit.lang);
}

function settingsMessage(
  facts: {
    readonly slackChannelId: string;
    readonly projectNames: readonly string[];
    readonly settings: DigestSettings;
    readonly guests: number;
    /** Whoever asked may change them. */
    readonly maySet: boolean;
    /** Who reads there; null: Slack did not say now. */
    readonly readers: Readers | null;
    readonly zone: string;
    readonly country: string | null;
    /** The workspace's. */
    readonly currency: string;
    readonly locale: string;
    readonly today: LocalDate;
    readonly first: string | null;
  },
  lang: Lang,
): SlackMessage {
  const words = lang.t.commands.digest;
  const { settings, guests } = facts;
  const unknown = facts.readers === 'unknown';
  const named = (days: readonly number[]) => lang.t.words.list(days.map((day) => words.weekdays[day - 1] ?? ''));
  const rest = restDaysAmong(settings.digestWeekdays, calendarOf(facts.country), facts.today);
  // The line that says why amounts are hidden has said that they are to be shown.
  const hidden = settings.amountsShown && (unknown || guests > 0);
  const lines = [
    ...(facts.first === null ? [] : [facts.first]),
    words.title(`<#${facts.slackChannelId}>`, lang.t.words.list(facts.projectNames.map((name) => escapeText(name)))),
    settings.digestEnabled ? words.on(settings.digestTime, named(settings.digestWeekdays)) : words.off,
    ...(settings.digestEnabled && rest.length > 0 ? [words.restDays(named(rest))] : []),
    ...(hidden && unknown ? [words.hiddenForUnknown] : []),
    ...(hidden && !unknown ? [words.hiddenForGuests(guests)] : []),
  ];
  const beside = [
    words.zone(facts.zone),
    facts.country === null ? words.noCountry : words.country(facts.country),
    settings.digestQuietLine ? words.quietOn : words.quietOff,
    words.language(languageOf(settings.locale ?? facts.locale).locale),
    ...(hidden ? [] : [settings.amountsShown ? words.amountsShown : words.amountsHidden]),
    ...(settings.minimumAmount === 0
      ? []
      : [words.minimum(money({ minor: settings.minimumAmount, currency: facts.currency }, lang))]),
  ];
  const answer = simpleAnswer(lines.join('\n'), beside.join(' · '));
  if (!facts.maySet) return answer;
  const { buttons } = lang.t;
  const form = button({
    text: buttons.digest,
    label: buttons.labels.digest,
    action: actionIds.openForm,
    value: openFormValue.encode({ form: 'digest' }),
  });
  return { ...answer, blocks: [...answer.blocks, ...actions([form])] };
}
