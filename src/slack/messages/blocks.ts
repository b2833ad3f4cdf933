import type { Button, KnownBlock, MrkdwnElement, Overflow, PlainTextElement, PlainTextOption } from '@slack/types';
import { type ActionId, actionIds, type RowAction, rowActions, rowValue } from './action-ids.js';
import { clipMrkdwn, plainText, settleBold } from './escape.js';
import { limits } from './limits.js';

/** `verbatim`: Slack turns neither @channel nor an address in it into anything (slack.md 1.5). */
export function mrkdwn(text: string, max: number = limits.sectionText): MrkdwnElement {
  return { type: 'mrkdwn', text: clipMrkdwn(settleBold(text), max), verbatim: true };
}

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: plainText(text, max), emoji: false };
}

export function section(text: string, accessory?: Button | Overflow | null): KnownBlock {
  const block = { type: 'section' as const, text: mrkdwn(text) };
  return accessory === undefined || accessory === null ? block : { ...block, accessory };
}

/** Small grey print: where it comes from, why you get it. */
export function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export interface ButtonFacts {
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly action: ActionId;
  /** From the action's codec; null (too long for Slack): no button. */
  readonly value?: string | null;
  readonly style?: 'primary' | 'danger';
  /** Tells two buttons of one kind in one block apart. */
  readonly n?: number;
}

export function button(facts: ButtonFacts): Button | null {
  if (facts.value === null) return null;
  const n = facts.n ?? 0;
  return {
    type: 'button',
    text: plain(facts.text, limits.buttonText),
    action_id: n === 0 ? facts.action : `${facts.action}:${n}`,
    ...(facts.value === undefined ? {} : { value: facts.value }),
    accessibility_label: plainText(facts.label, limits.accessibilityLabel),
    ...(facts.style === undefined ? {} : { style: facts.style }),
  };
}

/** A row of buttons, without those that cannot be; no block if none is left. */
export function actions(buttons: readonly (Button | Overflow | null)[]): KnownBlock[] {
  const elements = buttons.filter((element) => element !== null).slice(0, limits.actionsElements);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** The menu beside a client's row: what can be done about it. */
export function rowMenu(
  row: { readonly clientId: number; readonly promiseId: number | null },
  words: Readonly<Record<RowAction, string>>,
  offered: readonly RowAction[] = rowActions,
): Overflow {
  const options = offered.map(
    (action): PlainTextOption => ({
      text: plain(words[action], limits.optionText),
      value: rowValue.encode({ ...row, do: action }) ?? '',
    }),
  );
  return { type: 'overflow', action_id: actionIds.digestRow, options };
}
