import type { Span } from './findings.js';
import type { Line } from './line.js';
import { lexicon } from './phrases.js';

/** Days that have a name and no fixed place in the calendar, or none that every country agrees on. */
const NAMED_DAYS = lexicon<true>([
  [
    true,
    [
      '(春|年|节)(前|后)',
      '(春节|过年|新年|元宵|清明|端午|中秋|国庆|圣诞)[节|期间][之|以|长假][前|后]',
      '(元旦|五一|劳动节|十一|双节|假期|放假|长假|小长假|黄金周)[之|以](前|后)',
      '(christmas|xmas|easter|thanksgiving|ramadan|eid|diwali|hanukkah|passover|cny|ascension|pentecost|whitsun)',
      '[the] (chinese|lunar) new year',
      'new year',
      "new year's [day|eve]",
      '[the] (spring festival|golden week|holidays|bank holiday|public holiday|summer break|winter break)',
    ],
  ],
]);

/** The first day in these stretches that has a name and cannot be worked out; null if there is none. */
export function namedDayIn(line: Line, spans: readonly Span[]): Span | null {
  for (const { from, to } of spans) {
    for (let at = from; at < to; at++) {
      const day = NAMED_DAYS.at(line, at);
      if (day !== null && day.to <= to) return { from: at, to: day.to };
    }
  }
  return null;
}
