import { describe, expect, test } from 'vitest';
import { readLog } from '../../src/understanding/read-log.js';
import { monday } from './reading-context.js';

// What does not happen is no promise, whichever words say so.

const ENGLISH =
  `refuse to|refuses to|refused to|are refusing to|decline to|declined to|won't|wont|will not|can't|cant|cannot|unable to|not able to|
not willing to|unwilling to|never|did not|didn't|didnt|does not|doesn't|don't|do not|no longer|not going to|isn't going to|aren't gonna|don't want to|
does not want to|not ready to|not in a position to|wouldn't|would not|couldn't|shall not|no intention to|have no plans to|not planning to|don't plan to|
fail to|failed to|forgot to|not allowed to|will never|haven't|has not|hasn't|too broke to|have yet to|not sure they will|refuse to say when they will`.split(
    /\|\n?/,
  );
const ENGLISH_VERBS =
  'promise|promised|commit|commit to pay|promise to pay|agree to pay|guarantee payment|confirm payment|send payment|make payment|pay|settle|clear|transfer|wire|be paid'.split(
    '|',
  );
const CHINESE =
  '拒绝|拒绝了|拒不|不肯|不愿|不愿意|没法|无法|不会|不想|不能|不打算|不准备|不再|不保证|不敢保证|未能|没能|没办法|不同意|没同意|没答应|不答应|没有承诺|未承诺|暂不|不一定|没有|没|还没|未|不用|不需要|坚决不|没打算|来不及|没钱'.split(
    '|',
  );
const CHINESE_VERBS = '承诺|答应|保证|承诺付款|付款|付|支付|付清|付钱|打款|还款|转账|汇款|安排付款|回款|付5万'.split(
  '|',
);

const lines = [
  ...ENGLISH.flatMap((not) =>
    ENGLISH_VERBS.flatMap((verb) => [
      `ACME ${not} ${verb} friday`,
      `ACME called, they ${not} ${verb} friday`,
      `ACME called, they ${not} ${verb} 5,000 by friday`,
      `ACME said they ${not} ${verb} before Friday`,
      `ACME: ${not} ${verb} friday`,
    ]),
  ),
  ...CHINESE.flatMap((not) =>
    CHINESE_VERBS.flatMap((verb) => [
      `华瑞科技 ${not}周五${verb}`,
      `华瑞科技 ${not}${verb}周五`,
      `华瑞科技 电话,${not}周五前${verb}`,
      `华瑞科技说${not}${verb}周五`,
      `华瑞科技周五${not}${verb}`,
      `华瑞科技 来电 王总${not}在周五之前${verb}`,
    ]),
  ),
];

test.each([
  ['ACME', lines.filter((line) => line.startsWith('ACME'))],
  ['华瑞科技', lines.filter((line) => line.startsWith('华'))],
])(
  'each denial before each verb, of %s: no promise, no intention, no payment, and its words are kept',
  (client, all) => {
    expect(all.length).toBeGreaterThan(3_000);
    const wrong = all.flatMap((line) => {
      const reading = readLog(line, monday);
      if (reading.kind !== 'understood') return [line];
      const { request } = reading;
      const right =
        request.promises.length === 0 &&
        !request.intent &&
        request.clientText === client &&
        ['refused', 'answered', 'asked_for_plan', 'note'].includes(request.outcome) &&
        /周五|friday/i.test(request.note ?? '');
      return right ? [] : [line];
    });
    expect(wrong).toEqual([]);
  },
);

const read = (line: string) => {
  const reading = readLog(line, monday);
  if (reading.kind !== 'understood') return reading.kind;
  const { outcome, promises, note } = reading.request;
  return [outcome, ...promises.map(({ date }) => date), note].join(' | ');
};

describe('what came of it', () => {
  test.each([
    ['castellan called, they refuse to promise friday', 'answered | refuse to promise friday'],
    ['castellan called, not willing to pay friday', 'refused | not willing to pay friday'],
    ["castellan isn't paying", "refused | isn't paying"],
    ["castellan don't want to pay before Friday", "refused | don't want to pay before Friday"],
    ['castellan no payment before Friday', 'answered | no payment before Friday'],
    ['castellan not in a position to pay before Friday', 'asked_for_plan | not in a position to pay before Friday'],
    ['castellan promised not to pay friday', 'answered | promised not to pay friday'],
    ['castellan promised nothing for friday', 'answered | promised nothing for friday'],
    ['castellan will pay nothing before friday', 'answered | will pay nothing before friday'],
    ['castellan said friday is not possible', 'answered | friday is not possible'],
    ["castellan called, friday won't work", "answered | friday won't work"],
    ['castellan does not agree to pay friday', 'answered | does not agree to pay friday'],
    ['华瑞科技 拒绝承诺', 'answered | 拒绝承诺'],
    ['华瑞科技 不肯周五付款', 'refused | 不肯周五付款'],
    ['华瑞科技 没法周五付款', 'asked_for_plan | 没法周五付款'],
    ['华瑞科技 不同意周五付款', 'answered | 不同意周五付款'],
    ['华瑞科技 说周五不行', 'answered | 周五不行'],
    ['华瑞科技 周五付不了', 'asked_for_plan | 周五付不了'],
    // The last word counts, and what was said before it is kept.
    ['castellan promised friday but refuses to pay now', 'refused | promised friday but refuses to pay now'],
    ["castellan promised friday but didn't pay", "note | promised friday but didn't pay"],
    ['华瑞科技 承诺周五付款但没付', 'note | 承诺周五付款但没付'],
  ])('%s', (line, becomes) => expect(read(line)).toBe(becomes));
});

describe('nothing has come', () => {
  test.each([
    ['kestrel paid nothing', 'paid nothing'],
    ['kestrel has not paid', 'has not paid'],
    ["kestrel haven't paid yet", "haven't paid yet"],
    ['kestrel havent paid a cent', 'havent paid a cent'],
    ['kestrel nothing paid', 'nothing paid'],
    ['kestrel paid 0', 'paid 0'],
    ['kestrel paid $0.00 so far', 'paid $0.00 so far'],
    ['kestrel unpaid', 'unpaid'],
    ['kestrel still not paid', 'still not paid'],
    ['kestrel not yet paid', 'not yet paid'],
    ['kestrel not a cent paid', 'not a cent paid'],
    ['kestrel has yet to pay', 'has yet to pay'],
    ['kestrel payment not received', 'payment not received'],
    ['kestrel the cheque was not sent', 'the cheque was not sent'],
    ["kestrel didn't send the payment", "didn't send the payment"],
    ['华瑞科技 还没付', '还没付'],
    ['华瑞科技 一分没付', '一分没付'],
    ['华瑞科技 一分钱都没付', '一分钱都没付'],
    ['华瑞科技 未付', '未付'],
    ['华瑞科技 付了0元', '付了0元'],
    ['华瑞科技 钱还没到账', '钱还没到账'],
    ['华瑞科技 没收到款', '没收到款'],
  ])('%s', (line, note) => expect(read(line)).toBe(`note | ${note}`));
});

describe('what is denied ends with its clause, and what only sounds like it is none', () => {
  test.each([
    ["castellan can't pay today but will pay Friday", "promised | 2026-11-27 | can't pay today"],
    ["castellan won't pay before Friday, promised Monday", "promised | 2026-11-30 | won't pay before Friday"],
    ['castellan hasnt paid, promised friday', 'promised | 2026-11-27 | hasnt paid'],
    ["castellan promised friday couldn't pay today", "promised | 2026-11-27 | couldn't pay today"],
    ['castellan called, friday is impossible, will pay monday', 'promised | 2026-11-30 | friday is impossible'],
    ['castellan INV-104 still unpaid, promised friday', 'promised | 2026-11-27 | still unpaid'],
    ['castellan will pay no later than friday', 'promised | 2026-11-27 | '],
    ['castellan promised friday without fail', 'promised | 2026-11-27 | without fail'],
    ['castellan will pay Friday if not before', 'promised | 2026-11-27 | if not before'],
    ['castellan paid', 'payment_sent | '],
    ['castellan paid 0.5 million', 'payment_sent | paid 0.5 million'],
    ['华瑞科技 没付款 周五付5万', 'promised | 2026-11-27 | 没付款'],
    ['华瑞科技 今天没付,明天付', 'promised | 2026-11-24 | 今天没付'],
    ['华瑞科技 不好意思周五付款', 'promised | 2026-11-27 | '],
    ['华瑞科技 最迟不超过周五付款', 'promised | 2026-11-27 | '],
    ['华瑞科技 不晚于周五付5万', 'promised | 2026-11-27 | '],
    ['未来科技 承诺周五付', 'promised | 2026-11-27 | '],
  ])('%s', (line, becomes) => expect(read(line)).toBe(becomes));
});

test('an example is a line that reads well: no verb of it is mended that was turned around', () => {
  for (const line of [
    'castellan did not promsie friday',
    'castellan did not guarantee us 15 Mar',
    'castellan never pledge 5k',
  ]) {
    const reading = readLog(line, monday);
    const shown = reading.kind === 'misunderstood' ? reading.problem.example : JSON.stringify(reading);
    expect(shown).not.toMatch(/promised|guaranteed|pledged/);
  }
});
