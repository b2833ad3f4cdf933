/** Nothing of Slack's nests nearly as deep; what does would overflow the stack wherever it is written down again. */
const DEEPEST = 100;

/** JSON that is nested deeper than anybody means it. */
export const isTooDeep = (value: unknown, left = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));
