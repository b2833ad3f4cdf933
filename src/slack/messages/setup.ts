import type { Button, KnownBlock } from '@slack/types';
import type { SetupStep } from '../../domain/setup.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, openFormValue, setupValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { escapeText, plainText } from './escape.js';
import type { SlackMessage } from './message.js';
import { count, listed, named } from './wording.js';

type SetupFacts = NoticeFacts<'setup'>;
/** The ledger counts no further. */
const COUNTED = 100_000;

/** Where setting up stands: each step with what is so, and what can be done about it. */
export function setupMessage(facts: SetupFacts, lang: Lang): SlackMessage {
  const t = lang.t.setup;
  const done = facts.steps.filter(({ state }) => state === 'done').length;
  const all = facts.steps.length;
  const numbers = [count(done, lang), count(all, lang)] as const;
  const finished = done === all;
  const next = facts.steps.find(({ state }) => state === 'open')?.step ?? null;
  return {
    text: finished ? t.finishedPush : t.push(...numbers),
    blocks: [
      section(finished ? t.finished : t.title(...numbers)),
      ...(finished ? [] : [context(t.intro)]),
      ...facts.steps.flatMap(({ step, state }, at): KnownBlock[] => [
        section(
          lang.t.words.lines([
            t.step(count(at + 1, lang), t.names[step], t.states[state]),
            stateOf(step, state === 'done', facts, lang),
          ]),
        ),
        ...actions(
          state === 'done'
            ? [change(step, facts, lang)]
            : [...choices(step, facts, step === next, lang), later(step, state, lang)],
        ),
      ]),
      context(facts.offered ? t.why : t.again),
    ],
  };
}

function stateOf(step: SetupStep, isDone: boolean, facts: SetupFacts, lang: Lang): string {
  const t = lang.t.setup;
  const names = (people: readonly string[]) =>
    listed(
      people.map((name) => named(name, 40)),
      lang,
      3,
    );
  // What somebody cannot change has no button, and says whose it is.
  const whose = facts.decides || isDone ? [] : [t.adminsSay];
  switch (step) {
    case 'timezone':
      return lang.t.words.sentences([t.timezone(escapeText(facts.timezone)), ...whose]);
    case 'currency':
      return lang.t.words.sentences([t.currency(escapeText(facts.currency)), ...whose]);
    case 'project':
      if (!isDone || facts.projects.length === 0) return t.project;
      return lang.t.words.sentences([
        t.projectDone(names(facts.projects)),
        ...(facts.ownerless.length === 0 ? [] : [t.projectOwnerless(names(facts.ownerless))]),
      ]);
    case 'import':
      if (facts.invoices === 0) return t.import;
      return facts.invoices >= COUNTED
        ? t.importMany(count(COUNTED, lang))
        : t.importDone(count(facts.invoices, lang), facts.invoices === 1);
    case 'roles':
      return lang.t.words.sentences([
        t.roles,
        ...(facts.finance.length === 0 ? [] : [t.finance(names(facts.finance))]),
        ...(facts.managers.length === 0 ? [] : [t.managers(names(facts.managers))]),
        ...(facts.admins.length === 0 ? [] : [t.admins(names(facts.admins))]),
      ]);
  }
}

/** What settles a step; the first of the step that comes next is the one that stands out. */
function choices(step: SetupStep, facts: SetupFacts, isNext: boolean, lang: Lang): (Button | null)[] {
  const t = lang.t.setup;
  const style = isNext ? ({ style: 'primary' } as const) : {};
  const keep = (shown: string) =>
    button({
      text: t.keep(plainText(shown, 40)),
      label: t.keepLabel(plainText(shown, 40)),
      action: actionIds.setupKeep,
      value: setupValue.encode({ step }),
      ...style,
    });
  const open = (text: string, label: string, look: typeof style | object = {}) =>
    button({ text, label, action: actionIds.setupOpen, value: setupValue.encode({ step }), ...look });
  switch (step) {
    case 'timezone': {
      const own = facts.ownZone === facts.timezone || facts.ownZone === '' ? null : facts.ownZone;
      const use =
        own === null
          ? null
          : button({
              text: t.use(plainText(own, 40)),
              label: t.useLabel(plainText(own, 40)),
              action: actionIds.setupUse,
              value: setupValue.encode({ step, value: own }),
            });
      if (!facts.decides) return [keep(facts.timezone)];
      return [keep(facts.timezone), use, open(t.otherZone, t.otherZoneLabel)];
    }
    case 'currency':
      if (!facts.decides) return [keep(facts.currency)];
      return [keep(facts.currency), open(t.otherCurrency, t.otherCurrencyLabel)];
    case 'project':
      return [
        button({
          text: lang.t.buttons.project,
          label: lang.t.buttons.labels.project,
          action: actionIds.openForm,
          value: openFormValue.encode({ form: 'project' }),
          ...style,
        }),
      ];
    case 'roles':
      return [
        open(t.giveRoles, t.giveRolesLabel, style),
        button({
          text: t.rolesAreRight,
          label: t.rolesAreRightLabel,
          action: actionIds.setupKeep,
          value: setupValue.encode({ step }),
        }),
      ];
    default:
      return [];
  }
}

/** Opens the form of a step that is done, for whoever may change it; a file is dropped, which needs none. */
function change(step: SetupStep, facts: SetupFacts, lang: Lang): Button | null {
  const t = lang.t.setup;
  const own = step === 'timezone' || step === 'currency';
  if (step === 'import' || (own && !facts.decides)) return null;
  const look = { text: lang.t.buttons.change, label: t.changeLabel(t.names[step]) };
  return step === 'project'
    ? button({ ...look, action: actionIds.openForm, value: openFormValue.encode({ form: 'project' }) })
    : button({ ...look, action: actionIds.setupOpen, value: setupValue.encode({ step }) });
}

function later(step: SetupStep, state: 'later' | 'open', lang: Lang): Button | null {
  const t = lang.t.setup;
  if (state === 'later') return null;
  return button({
    text: t.later,
    label: t.laterLabel(t.names[step]),
    action: actionIds.setupLater,
    value: setupValue.encode({ step }),
  });
}
