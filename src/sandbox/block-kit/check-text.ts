import {
  allOf,
  array,
  boolean,
  byType,
  type Check,
  isFields,
  object,
  oneOf,
  string,
  type,
  wrongType,
} from './check.js';
import type { BlockFault } from './fault.js';
import { limits } from './limits.js';

const said = string({ min: 1, max: limits.text });

const kinds = {
  plain_text: object({ type, text: said }, { emoji: boolean }),
  mrkdwn: object({ type, text: said }, { verbatim: boolean }),
};

/** plain_text or mrkdwn, up to 3,000 characters. */
export const anyText: Check = byType(kinds);
export const plainText: Check = byType({ plain_text: kinds.plain_text });

/** Only the length of `text`: the rest is the other schema's matter. */
function lengthOf(max: number): Check {
  const limit = string({ max });
  return (value, at): BlockFault[] => {
    if (!isFields(value)) return [wrongType(at, 'must provide an object')];
    return typeof value.text === 'string' ? limit(value.text, `${at}/text`) : [];
  };
}

/** A text object with a limit of its own; of two lengths that are both too much, the narrower one is said. */
function limited(kind: Check, max: number): Check {
  const narrow = lengthOf(max);
  const both: Check = (value, at) => {
    const faults = kind(value, at);
    const length = narrow(value, at);
    const rest = faults.filter((fault) => !length.some((one) => one.pointer === fault.pointer));
    return [...rest, ...length];
  };
  return allOf(both);
}

export const textUpTo = (max: number): Check => limited(anyText, max);
export const plainTextUpTo = (max: number): Check => limited(plainText, max);

/** What asks back before an element acts. */
export const confirm: Check = object(
  { text: textUpTo(limits.confirmText) },
  {
    title: plainTextUpTo(limits.confirmTitle),
    confirm: plainTextUpTo(limits.confirmButton),
    deny: plainTextUpTo(limits.confirmButton),
    style: oneOf('primary', 'danger'),
  },
);

const optionValue = string({ min: 1, max: limits.optionValue });

/** An option of a select menu. */
export const menuOption: Check = object(
  { text: plainTextUpTo(limits.optionText), value: optionValue },
  { description: plainTextUpTo(limits.optionDescription) },
);

/** An option of an overflow menu: may lead somewhere. */
export const overflowOption: Check = object(
  { text: plainTextUpTo(limits.optionText), value: optionValue },
  { description: plainTextUpTo(limits.optionDescription), url: string({ max: limits.url }) },
);

/** An option of checkboxes and radio buttons: may be mrkdwn. */
export const choiceOption: Check = object(
  { text: textUpTo(limits.optionText), value: optionValue },
  { description: textUpTo(limits.optionDescription) },
);

export const optionGroup: Check = object({
  label: plainTextUpTo(limits.optionGroupLabel),
  options: array(menuOption, { min: 1, max: limits.options }),
});
