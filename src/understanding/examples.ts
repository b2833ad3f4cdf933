import { isChinese, lineOf } from './line.js';
import type { ReadingContext } from './reading.js';

/** Which right line to show: one date, an amount, or several parts. */
export type ExampleKind = 'date' | 'amount' | 'parts';

const ENGLISH = {
  date: 'promised Friday',
  amount: 'promised 5,000 Friday',
  parts: 'promised half Friday and the rest at month end',
};
const CHINESE = { date: '承诺下周五付款', amount: '承诺下周五付5万', parts: '承诺周五付一半,月底付清余款' };

/** The nearest right line to show, in the language of what was typed, else of the person. `amount`: as typed, shown in place of 5,000. */
export function logExample(
  kind: ExampleKind,
  typed: string,
  client: string | null,
  context: ReadingContext,
  amount?: string,
): string {
  const chinese = isChinese(lineOf(typed)) || (!/\p{L}/u.test(typed) && context.locale.toLowerCase().startsWith('zh'));
  if (amount !== undefined) {
    return chinese ? `${client ?? '华瑞科技'} 承诺下周五付${amount}` : `${client ?? 'ACME'} promised ${amount} Friday`;
  }
  return chinese ? `${client ?? '华瑞科技'} ${CHINESE[kind]}` : `${client ?? 'ACME'} ${ENGLISH[kind]}`;
}
