import type { Checkboxes, ModalView, PlainTextOption, SectionBlock, StaticSelect } from '@slack/types';
import { type Money, toDecimal } from '../../domain/money.js';
import type { DigestSettings } from '../../ledger/channels.js';
import type { Lang } from '../../text/language.js';
import { actionIds, formIds } from './action-ids.js';
import { context, mrkdwn, plain, section } from './blocks.js';
import { escapeText } from './escape.js';
import { type FormFacts, fields, form, input, textInput } from './forms.js';
import { limits } from './limits.js';
import { channelPicker } from './pickers.js';

/** Options of the checkboxes `shows`. */
export const digestShows = ['enabled', 'quiet_line', 'amounts'] as const;

/** The workspace's own language, as an option. */
export const OWN_LANGUAGE = 'workspace';

/**
 * The settings of a channel's digest. Fields: shows (options enabled, quiet_line, amounts), time, weekdays, country
 * (empty: the workspace's), language, minimum.
 */
export function digestForm(
  facts: FormFacts & {
    readonly channel: string;
    readonly projectNames: readonly string[];
    readonly settings: DigestSettings;
    /** Guests in the channel, for whom amounts are hidden. */
    readonly guests?: number;
    /** False: who looks at it may not have amounts shown that are hidden. */
    readonly mayShowAmounts?: boolean;
    /** What the country is where none is set; null: none. */
    readonly country: string | null;
    readonly minimum: Money;
    readonly problem?: string | null;
  },
  lang: Lang,
): ModalView {
  const { forms, words } = lang.t;
  const { settings, guests = 0, mayShowAmounts = true, problem = null } = facts;
  const locked = !settings.amountsShown && !mayShowAmounts;
  const projects = words.list(facts.projectNames.slice(0, 10).map((name) => escapeText(name)));
  const minimum = facts.minimum.minor === 0 ? '' : toDecimal(facts.minimum);
  return form(
    facts,
    {
      callbackId: formIds.digest,
      title: forms.digestTitle,
      submit: forms.save,
      blocks: [
        section(problem ?? forms.digestIntro(facts.channel, projects)),
        input(fields.shows, forms.digestShows, showsBoxes(settings, locked, lang), {
          optional: true,
          ...(locked ? { hint: forms.digestAmountsLocked } : {}),
          ...(guests > 0 && settings.amountsShown ? { hint: forms.digestAmountsHidden(guests) } : {}),
        }),
        input(fields.time, forms.digestTime, { type: 'timepicker', initial_time: settings.digestTime }),
        input(fields.weekdays, forms.digestWeekdays, weekdayBoxes(settings.digestWeekdays, lang)),
        input(fields.country, forms.digestCountry, textInput({ max: 2, initial: settings.country ?? '' }), {
          optional: true,
          hint: forms.digestCountryHint(facts.country),
        }),
        input(fields.language, forms.digestLanguage, languageSelect(settings.locale, lang)),
        input(fields.minimum, forms.digestMinimum(facts.minimum.currency), textInput({ max: 100, initial: minimum }), {
          optional: true,
          hint: forms.digestMinimumHint,
        }),
      ],
    },
    lang,
  );
}

/** Which channel's digest it is about, for whoever asks where there is none: choosing it shows its settings. */
export function digestChannelForm(facts: FormFacts & { readonly problem?: string | null }, lang: Lang): ModalView {
  const { forms } = lang.t;
  const { problem = null } = facts;
  const choice: SectionBlock = {
    type: 'section',
    block_id: actionIds.pickChannel,
    text: mrkdwn(forms.digestChannel),
    accessory: channelPicker(lang),
  };
  return form(
    facts,
    {
      callbackId: formIds.digest,
      title: forms.digestTitle,
      submit: null,
      blocks: [...(problem === null ? [] : [section(problem)]), choice, context(forms.digestChannelHint)],
    },
    lang,
  );
}

function boxes(options: readonly PlainTextOption[], ticked: (value: string) => boolean): Checkboxes {
  const initial = options.filter(({ value }) => ticked(value ?? ''));
  return {
    type: 'checkboxes',
    options: [...options],
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

/** `locked`: amounts are hidden and stay so, there is nothing to choose. */
function showsBoxes(settings: DigestSettings, locked: boolean, lang: Lang): Checkboxes {
  const { forms } = lang.t;
  const on = { enabled: settings.digestEnabled, quiet_line: settings.digestQuietLine, amounts: settings.amountsShown };
  const options = digestShows
    .filter((value) => value !== 'amounts' || !locked)
    .map((value) => ({ text: plain(forms.digestOptions[value], limits.optionText), value }));
  return boxes(options, (value) => on[value as keyof typeof on]);
}

function weekdayBoxes(weekdays: readonly number[], lang: Lang): Checkboxes {
  const options = lang.t.commands.digest.weekdays.map((name, at) => ({
    text: plain(name, limits.optionText),
    value: String(at + 1),
  }));
  return boxes(options, (value) => weekdays.includes(Number(value)));
}

function languageSelect(locale: string | null, lang: Lang): StaticSelect {
  const { forms } = lang.t;
  const options = [OWN_LANGUAGE, 'en', 'zh-CN'].map((value) => ({
    text: plain(forms.languages[value as keyof typeof forms.languages], limits.optionText),
    value,
  }));
  const chosen = options.find(({ value }) => value === (locale ?? OWN_LANGUAGE));
  return { type: 'static_select', options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
}
