import { isLocalDate } from '../../domain/local-date.js';
import { UserError, type UserErrorKey } from '../../domain/user-error.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, passOnValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { clipMrkdwn, codeText, escapeText, plainText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { channelName, fullDate, money, wordFor } from './wording.js';

export interface ErrorFacts {
  /**
   * A UserError; a fault of ours with the id it was logged under; the database could not be reached; or it is slow, and
   * what was asked for is done when it answers; or Slack puts off what it was asked, for so many seconds if it says so.
   */
  readonly error:
    | UserError
    | { readonly id: string }
    | { readonly unreachable: true }
    | { readonly slow: true }
    | { readonly putOff: number | null };
  /** Whoever asked, as Slack names them. */
  readonly asker?: string;
  /** The whole line without "/collect"; null: nothing was typed (a button, a form). */
  readonly typed: string | null;
  /** For role_required: people who can, for the button "Send it to @kim". */
  readonly passOnTo?: readonly { readonly personId: number; readonly name: string }[];
}

/** What went wrong, what to do, and what was typed: never lost. */
export function errorMessage(facts: ErrorFacts, lang: Lang): SlackMessage {
  const { typed } = facts;
  const error = withContext(facts);
  const { buttons } = lang.t;
  const text = sentence(error, lang);
  const again =
    !worthAnotherTry(error) || typed === null
      ? null
      : button({
          text: buttons.tryAgain,
          label: buttons.labels.tryAgain,
          action: actionIds.rerun,
          value: rerunValue.encode({ text: typed }),
        });
  const passOn =
    typed === null
      ? []
      : (facts.passOnTo ?? []).slice(0, 3).map(({ personId, name }, n) =>
          button({
            text: buttons.passOn(plainText(name, 40)),
            label: buttons.labels.passOn(plainText(name, 40)),
            action: actionIds.passOn,
            n,
            value: passOnValue.encode({ text: typed, personId }),
          }),
        );
  const fix =
    typed === null || typed === '' || !isAboutWords(error)
      ? null
      : button({
          text: buttons.fix,
          label: buttons.labels.fix,
          action: actionIds.change,
          value: changeValue.encode({ text: typed }),
        });
  const line = typed === null || typed === '' ? [] : [context(typedLine(error, typed, lang))];
  return {
    text: clipMrkdwn(text, limits.messageText),
    blocks: [section(text), ...actions([again, fix, ...passOn]), ...line],
  };
}

/** What a role is needed for, by the first word of the line, in any language (Chinese needs no space behind it). */
const DEEDS: readonly (readonly [deed: string, verbs: RegExp])[] = [
  ['payments', /^(?:(?:paid|pay|payment|received)(?![a-z])|到账|收款|已付|付款|回款)/i],
  ['escalations', /^(?:(?:escalations?|escalate|e)(?![a-z])|升级|上报)/i],
  ['projects', /^(?:(?:project|proj)(?![a-z])|项目)/i],
  ['clients', /^(?:(?:client|customer)(?![a-z])|客户)/i],
  ['owners', /^(?:(?:assign|owner|give)(?![a-z])|指派|分配|负责人|分派)/i],
  ['roles', /^(?:roles?(?![a-z])|角色|权限)/i],
  ['digest', /^(?:(?:digest|settings)(?![a-z])|晨报|日报|设置)/i],
];

/** The error with what its sentence also depends on: what was typed, and who asked. */
function withContext({ error, typed, asker }: ErrorFacts): ErrorFacts['error'] {
  if (!(error instanceof UserError)) return error;
  if (error.key === 'unknown_person' && asker !== undefined && error.facts.person === asker)
    return new UserError('unknown_person', { asker });
  if (error.key !== 'role_required' || typed === null || error.facts.deed !== undefined) return error;
  const found = DEEDS.find(([, verbs]) => verbs.test(typed.trim()))?.[0];
  const deed = found === 'roles' && error.facts.role === 'admin' ? 'managers' : found;
  return deed === undefined ? error : new UserError('role_required', { ...error.facts, deed });
}

/** Ours to mend, or gone in a moment; a person's own mistake is the same the second time. */
function worthAnotherTry(error: ErrorFacts['error']): boolean {
  if (!(error instanceof UserError)) return !('slow' in error);
  return error.key === 'not_in_channel' || (error.key === 'unknown_person' && error.facts.asker !== undefined);
}

/** Refusals of something in the line: it can be put right in its form, with all of it that was understood. */
const ABOUT_WORDS: ReadonlySet<UserErrorKey> = new Set<UserErrorKey>([
  'unknown_client',
  'unknown_project',
  'unknown_invoice',
  'unknown_person',
  'outsider',
  'same_backup',
  'invoice_settled',
  'other_currency',
  'client_exists',
  'alias_taken',
  'bad_amount',
  'bad_setting',
  'bad_until',
  'currency_needed',
  'sign_in_doubt',
  'future_date',
  'past_promise',
  'far_promise',
]);

function isAboutWords(error: ErrorFacts['error']): boolean {
  return error instanceof UserError && error.facts.asker === undefined && ABOUT_WORDS.has(error.key);
}

function typedLine(error: ErrorFacts['error'], typed: string, lang: Lang): string {
  const line = codeText(typed, 2500);
  return error instanceof UserError ? lang.t.words.youTyped(line) : lang.t.errors.kept(line);
}

function sentence(error: ErrorFacts['error'], lang: Lang): string {
  const { errors } = lang.t;
  if (error instanceof UserError) return userErrorText(error, lang);
  if ('slow' in error) return errors.slow;
  if ('putOff' in error) return errors.putOff(error.putOff);
  return 'unreachable' in error ? errors.unreachable : errors.unexpected(escapeText(error.id, 20));
}

/** The sentence of a UserError (in mrkdwn): its facts escaped, its dates and codes in words. */
export function userErrorText(error: UserError, lang: Lang): string {
  const { errors, words } = lang.t;
  return errors.byKey[error.key]((name, otherwise = '') => {
    const value = error.facts[name];
    if (error.key === 'same_payment' && name === 'amount') return moneyFact(error, lang, otherwise);
    if (value === undefined || value === '') return otherwise;
    if (typeof value === 'number') return String(value);
    if (name === 'allowed' && Array.isArray(value))
      return words.mentions(value.slice(0, 10).map((one) => `@${escapeText(one, 60)}`));
    if (typeof value !== 'string') return words.list(value.slice(0, 10).map((one) => escapeText(one, 60)));
    if (isLocalDate(value)) return fullDate(value, lang);
    if (error.key === 'promise_settled' && name === 'state') return wordFor(words.states, value);
    if (error.key === 'bad_setting' && name === 'setting') return wordFor(errors.settings, value);
    // A code that the sentence looks at, not one that is shown.
    if (name === 'why' || name === 'role' || name === 'deed' || name === 'post') return value;
    if (name === 'channel') return channelFact(value, lang);
    if (name === 'person' && /^[UW][A-Z0-9]{5,30}$/.test(value)) return `<@${value}>`;
    return escapeText(value, 200);
  });
}

/** An amount comes in minor units with its currency. */
function moneyFact({ facts: { minor, currency } }: UserError, lang: Lang, otherwise: string): string {
  return typeof minor === 'number' && typeof currency === 'string' ? money({ minor, currency }, lang) : otherwise;
}

/** A channel comes by its name or as Slack's own link to it. */
function channelFact(value: string, lang: Lang): string {
  if (/^<#[CGD][A-Z0-9]{1,30}>$/.test(value)) return value;
  return channelName(value, lang) ?? value;
}

/** A button whose value this version does not read: an old message, or one that was tampered with. */
export function staleButton(lang: Lang): SlackMessage {
  return simpleAnswer(lang.t.errors.staleButton);
}
