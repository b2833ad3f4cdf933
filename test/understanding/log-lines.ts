import type { LogRequest } from '../../src/domain/request.js';
import type { Misunderstanding, Question } from '../../src/understanding/reading.js';

/**
 * What people type after `/collect log`, and what each line must become. Typed on Monday 23 Nov 2026, where Monday to Friday
 * are working days. What is not named has its usual value: no invoices, no note, medium unknown, direction out, happened today;
 * the outcome is `promised` where there are promises.
 */
export interface LogLine {
  readonly typed: string;
  readonly becomes?: Partial<Omit<LogRequest, 'promises' | 'clientText'>> & {
    /** The client; null: none was named. */
    readonly client: string | null;
    /** "5000 USD 2026-11-27", with a sign "5000 USD$ 2026-11-27" (what it mostly means before it), "50% 2026-11-27", "all …", "rest …" */
    readonly promises?: readonly string[];
  };
  /** A question back: its kind, the doubtful part, and the lines behind its buttons. */
  readonly asks?: readonly [kind: Question['kind'], typed: string, ...choices: string[]];
  /** Not usable: why, which part, and the right line that is shown. */
  readonly fails?: readonly [kind: Misunderstanding['kind'], typed: string, example: string];
}

const ACME = 'ACME';
const HUARUI = '华瑞科技';

const said = (typed: string, promise: string, more: LogLine['becomes'] = { client: ACME }): LogLine => ({
  typed,
  becomes: { promises: promise.split(' + '), ...more },
});
const heard = (
  typed: string,
  more: Omit<NonNullable<LogLine['becomes']>, 'client'>,
  client: string | null = ACME,
): LogLine => ({
  typed,
  becomes: { client, ...more },
});
const zh = (typed: string, promise: string, more: Omit<NonNullable<LogLine['becomes']>, 'client'> = {}): LogLine =>
  said(typed, promise, { client: HUARUI, ...more });
const zhHeard = (typed: string, more: Omit<NonNullable<LogLine['becomes']>, 'client'>): LogLine =>
  heard(typed, more, HUARUI);

export const logLines: Readonly<Record<string, readonly LogLine[]>> = {
  'the lines of the README': [
    said('ACME promised Friday', 'all 2026-11-27'),
    said('ACME promised 5,000 by 15 Mar', '5000 2027-03-15'),
    // the rest of something comes after it: the month end after Fri 4 Dec
    said('ACME promised half next Friday and the rest at month end', '50% 2026-12-04 + rest 2026-12-31'),
    said('ACME promised INV-104 Friday, says approval is pending', 'all 2026-11-27', {
      client: ACME,
      invoiceTexts: ['INV-104'],
      note: 'approval is pending',
    }),
    heard('ACME called, no answer', { outcome: 'not_answered', medium: 'call' }),
    heard('ACME emailed about INV-104: waiting for the PO', {
      outcome: 'waiting_approval',
      medium: 'email',
      invoiceTexts: ['INV-104'],
      note: 'waiting for the PO',
    }),
    zh('华瑞科技 承诺下周五付5万', '50000 2026-12-04'),
    zhHeard('华瑞科技 电话 未接', { outcome: 'not_answered', medium: 'call' }),
  ],

  'dates in English': [
    said('ACME promised fri', 'all 2026-11-27'),
    said('ACME promised Monday', 'all 2026-11-30'),
    said('ACME promised this Friday', 'all 2026-11-27'),
    said('ACME promised next Friday', 'all 2026-12-04'),
    said('ACME promised Friday next week', 'all 2026-12-04'),
    said('ACME promised Monday week', 'all 2026-12-07'),
    said('ACME promised a week from Friday', 'all 2026-12-04'),
    said('ACME promised today', 'all 2026-11-23'),
    said('ACME promised tomorrow morning', 'all 2026-11-24'),
    said('ACME promised the day after tomorrow', 'all 2026-11-25'),
    said('ACME promised in 3 days', 'all 2026-11-26'),
    said('ACME promised in two weeks', 'all 2026-12-07'),
    said('ACME promised within 5 working days', 'all 2026-11-30'),
    said('ACME promised 15 Mar', 'all 2027-03-15'),
    said('ACME promised March 15th, 2027', 'all 2027-03-15'),
    said('ACME promised the 3rd of December', 'all 2026-12-03'),
    said('ACME promised on the 27th', 'all 2026-11-27'),
    said('ACME promised by the 20th', 'all 2026-12-20'),
    said('ACME promised 27/11', 'all 2026-11-27'),
    said('ACME promised 11/27', 'all 2026-11-27'),
    said('ACME promised 27.11.2026', 'all 2026-11-27'),
    said('ACME promised by 27.11', 'all 2026-11-27'),
    said('ACME promised 2026-11-27', 'all 2026-11-27'),
    said('ACME promised 2026/12/01', 'all 2026-12-01'),
    said('ACME promised Fri 27 Nov 2026', 'all 2026-11-27'),
    said('ACME promised month end', 'all 2026-11-30'),
    said('ACME promised EOM', 'all 2026-11-30'),
    said('ACME promised by the end of next month', 'all 2026-12-31'),
    said('ACME promised end of January', 'all 2027-01-29'),
    said('ACME promised by the end of the week', 'all 2026-11-27'),
    said('ACME promised Q1 end', 'all 2027-03-31'),
    said('ACME promised end of year', 'all 2026-12-31'),
    said('ACME promised 29 Feb', 'all 2028-02-29'),
    said('ACME promised Saturday', 'all 2026-11-28'),
    said('acme promised friday', 'all 2026-11-27', { client: 'acme' }),
    said('ACME PROMISED FRIDAY', 'all 2026-11-27'),
  ],

  'dates in Chinese': [
    zh('华瑞科技承诺明天付', 'all 2026-11-24'),
    zh('华瑞科技承诺后天付款', 'all 2026-11-25'),
    zh('华瑞科技承诺周五付', 'all 2026-11-27'),
    zh('华瑞科技承诺本周五付', 'all 2026-11-27'),
    zh('华瑞科技承诺这周五付', 'all 2026-11-27'),
    zh('华瑞科技承诺下周五付', 'all 2026-12-04'),
    zh('华瑞科技承诺下下周一付', 'all 2026-12-07'),
    zh('华瑞科技承诺星期四付', 'all 2026-11-26'),
    zh('华瑞科技承诺11月27日付', 'all 2026-11-27'),
    zh('华瑞科技承诺十一月二十七号付', 'all 2026-11-27'),
    zh('华瑞科技承诺2026年12月1日付', 'all 2026-12-01'),
    zh('华瑞科技承诺11月27日(周五)付', 'all 2026-11-27'),
    zh('华瑞科技承诺27号付', 'all 2026-11-27'),
    zh('华瑞科技承诺20日付', 'all 2026-12-20'),
    zh('华瑞科技承诺下月15号付', 'all 2026-12-15'),
    zh('华瑞科技承诺月底前付清', 'all 2026-11-30'),
    zh('华瑞科技承诺下月底付', 'all 2026-12-31'),
    zh('华瑞科技承诺12月底付', 'all 2026-12-31'),
    zh('华瑞科技承诺年底前付', 'all 2026-12-31'),
    zh('华瑞科技承诺3天后付', 'all 2026-11-26'),
    zh('华瑞科技承诺两周内付', 'all 2026-12-07'),
    zh('华瑞科技承诺5个工作日内付', 'all 2026-11-30'),
    zh('华瑞科技承诺11.27前付', 'all 2026-11-27'),
    zh('华瑞科技承諾下週五付', 'all 2026-12-04'),
  ],

  amounts: [
    said('ACME promised 5,000 Friday', '5000 2026-11-27'),
    said('ACME promised 5.000,00 Friday', '5000 2026-11-27'),
    said('ACME promised 2,5 Friday', '2.5 2026-11-27'),
    said('ACME promised €1.250,00 Friday', '1250 EUR€ 2026-11-27'),
    said('ACME promised €5.000 Friday', '5000 EUR€ 2026-11-27'),
    said('ACME promised $5k Friday', '5000 USD$ 2026-11-27'),
    said('ACME promised USD 5000 Friday', '5000 USD 2026-11-27'),
    said('ACME promised 5000 USD Friday', '5000 USD 2026-11-27'),
    said('ACME promised HK$5,000 Friday', '5000 HKD 2026-11-27'),
    said('ACME promised 5 000 € Friday', '5000 EUR€ 2026-11-27'),
    said('ACME promised ¥50,000 Friday', '50000 ¥ 2026-11-27'),
    said('ACME promised 1.5 million Friday', '1500000 2026-11-27'),
    said('ACME promised 1.2m Friday', '1200000 2026-11-27'),
    said('ACME promised five thousand Friday', '5000 2026-11-27'),
    said('ACME promised half Friday', '50% 2026-11-27'),
    said('ACME promised 50% Friday', '50% 2026-11-27'),
    said('ACME promised 30 percent Friday', '30% 2026-11-27'),
    said('ACME promised everything Friday', 'all 2026-11-27'),
    said('ACME promised the full amount by Friday', 'all 2026-11-27'),
    said('ACME will settle in full by Friday', 'all 2026-11-27'),
    said('ACME promised the balance Friday', 'rest 2026-11-27'),
    said('ACME promised Friday, 5,000', '5000 2026-11-27'),
    zh('华瑞科技承诺周五付5万', '50000 2026-11-27'),
    zh('华瑞科技承诺周五付五万', '50000 2026-11-27'),
    zh('华瑞科技承诺周五付三万五', '35000 2026-11-27'),
    zh('华瑞科技承诺周五付一百二十万', '1200000 2026-11-27'),
    zh('华瑞科技承诺周五付1.5万元', '15000 元 2026-11-27'),
    zh('华瑞科技承诺周五付3亿', '300000000 2026-11-27'),
    zh('华瑞科技承诺周五付￥5,000', '5000 ¥ 2026-11-27'),
    zh('华瑞科技承诺周五付人民币5万', '50000 CNY 2026-11-27'),
    zh('华瑞科技承诺周五付5万美元', '50000 USD 2026-11-27'),
    zh('华瑞科技承诺周五付一半', '50% 2026-11-27'),
    zh('华瑞科技承诺周五付百分之三十', '30% 2026-11-27'),
    zh('华瑞科技承诺周五付三成', '30% 2026-11-27'),
    zh('华瑞科技承诺周五付全款', 'all 2026-11-27'),
    zh('华瑞科技承诺周五付余款', 'rest 2026-11-27'),
    zh('华瑞科技承诺周五付5w', '50000 2026-11-27'),
    zh('華瑞科技承諾週五付5萬', '50000 2026-11-27', {}),
  ].map((line) => (line.typed.startsWith('華') ? { ...line, becomes: { ...line.becomes, client: '華瑞科技' } } : line)),

  'a promise with a slip in its verb': [
    said('ACME promsied friday', 'all 2026-11-27'),
    said('ACME prmised 5k friday', '5000 2026-11-27'),
    said('ACME, commited to pay 5k by friday', '5000 2026-11-27'),
    // nothing after it says when or how much: a remark
    heard('ACME called, premised on delivery', { outcome: 'note', medium: 'call', note: 'premised on delivery' }),
  ],

  'a share written with a stroke': [
    said('ACME will pay 1/2 friday', '50% 2026-11-27'),
    said('ACME promised 1/2 by month end', '50% 2026-11-30'),
    said('ACME promised 3/4 Friday and the rest at month end', '75% 2026-11-27 + rest 2026-11-30'),
    said('ACME promised Friday 5/2', 'all 2027-02-05'),
    {
      typed: 'ACME promised by 1/2',
      asks: ['which_date', '1/2', 'ACME promised by 2027-01-02', 'ACME promised by 2027-02-01'],
    },
  ],

  'who was contacted': [
    heard('called ACME, no answer', { outcome: 'not_answered', medium: 'call' }),
    heard('emailed Globex Ltd, no reply', { outcome: 'not_answered', medium: 'email' }, 'Globex Ltd'),
    heard('called CFO, no answer', { outcome: 'not_answered', medium: 'call', contactText: 'CFO' }, null),
    heard(
      'spoke with Mia, she is on holiday until 1 Dec',
      { outcome: 'answered', contactText: 'Mia', note: 'she is on holiday until 1 Dec' },
      null,
    ),
    heard('ACME replied: out of office until Friday', {
      outcome: 'unreachable',
      medium: 'message',
      direction: 'in',
      note: 'out of office until Friday',
    }),
  ],

  'several promises in a line': [
    said('ACME promised 5,000 on Friday, 3,000 on 15 Dec', '5000 2026-11-27 + 3000 2026-12-15'),
    said('ACME promised Friday 5,000 and Monday 3,000', '5000 2026-11-27 + 3000 2026-11-30'),
    said('ACME promised 3,000 on 15 Dec and 5,000 on Friday', '5000 2026-11-27 + 3000 2026-12-15'),
    said('ACME promised half Friday, half month end', '50% 2026-11-27 + 50% 2026-11-30'),
    said('ACME promised 5,000 tomorrow and the remainder in a fortnight', '5000 2026-11-24 + rest 2026-12-07'),
    // one currency, one day: one sum
    said('ACME promised 5,000 and 3,000 on Friday', '8000 2026-11-27'),
    said('ACME promised 5000 friday and 3000 friday', '8000 2026-11-27'),
    said('ACME promised 5,000.50 Friday and 3,000.25 Friday', '8000.75 2026-11-27'),
    said('ACME promised 5000 EUR Friday and 3000 USD Friday', '5000 EUR 2026-11-27 + 3000 USD 2026-11-27'),
    zh('华瑞科技 说下周三付一半 月底付清', '50% 2026-12-02 + rest 2026-12-31'),
    said('ACME promised half Friday by bank transfer and the rest at month end', '50% 2026-11-27 + rest 2026-11-30', {
      client: ACME,
      note: 'bank transfer',
    }),
    said('ACME agreed to pay 3,000 Friday, rest 15 Jan', '3000 2026-11-27 + rest 2027-01-15'),
    zh('华瑞科技周五付一半,月底付清余款', '50% 2026-11-27 + rest 2026-11-30'),
    zh('华瑞科技承诺周五付一半,月底付清', '50% 2026-11-27 + rest 2026-11-30'),
    zh('华瑞科技承诺周五付3万,12月15日付2万', '30000 2026-11-27 + 20000 2026-12-15'),
    zh('华瑞科技承诺2万周五,3万月底', '20000 2026-11-27 + 30000 2026-11-30'),
    said('ACME promised 5,000 Friday, rest soon', '5000 2026-11-27', { client: ACME, intent: true, note: 'rest soon' }),
  ],

  'promise verbs': [
    said('ACME will pay 5k tomorrow', '5000 2026-11-24'),
    said("ACME they'll pay Friday", 'all 2026-11-27'),
    said("ACME said they'd pay Friday", 'all 2026-11-27'),
    said('ACME said theyd pay friday prob', 'all 2026-11-27', { client: ACME, note: 'prob' }),
    said('ACME gonna be paid Friday', 'all 2026-11-27'),
    said('ACME says the money comes Friday', 'all 2026-11-27'),
    heard('ACME will prob pay Friday', { outcome: 'intent', intent: true, note: 'will prob pay Friday' }),
    said('ACME pays Friday', 'all 2026-11-27'),
    said('ACME is going to pay on Friday', 'all 2026-11-27'),
    said('ACME committed to pay 5,000 Friday', '5000 2026-11-27'),
    said('ACME payment Friday', 'all 2026-11-27'),
    said('ACME says Friday', 'all 2026-11-27'),
    said('ACME has promised Friday', 'all 2026-11-27'),
    said('ACME Friday will pay 5,000', '5000 2026-11-27'),
    said('ACME says they will pay Friday because the CFO is back', 'all 2026-11-27', {
      client: ACME,
      note: 'because the CFO is back',
    }),
    zh('华瑞科技答应周五付', 'all 2026-11-27'),
    zh('华瑞科技保证周五付款', 'all 2026-11-27'),
    zh('华瑞科技周五付5万', '50000 2026-11-27'),
    zh('华瑞科技 下月底付清余款', 'rest 2026-12-31'),
    zh('华瑞科技说周五付', 'all 2026-11-27'),
    zh('华瑞科技将于周五付款', 'all 2026-11-27'),
  ],

  'intentions: a promise without a date': [
    heard('ACME promised soon', { outcome: 'intent', intent: true, note: 'soon' }),
    heard('ACME promised 5,000 asap', { outcome: 'intent', intent: true, note: '5,000 asap' }),
    heard('ACME will pay in the next few days', { outcome: 'intent', intent: true, note: 'in the next few days' }),
    heard('ACME promised', { outcome: 'intent', intent: true }),
    heard('ACME promised to pay soon', { outcome: 'intent', intent: true, note: 'soon' }),
    heard('ACME promised to pay in full', { outcome: 'intent', intent: true, note: 'in full' }),
    heard('ACME promised 5k on delivery', { outcome: 'intent', intent: true, note: '5k on delivery' }),
    heard('ACME promised after Friday', { outcome: 'intent', intent: true, note: 'after Friday' }),
    heard('ACME promised to call back Friday', { outcome: 'intent', intent: true, note: 'to call back Friday' }),
    heard('ACME hopes to pay Friday', { outcome: 'intent', intent: true, note: 'hopes to pay Friday' }),
    zhHeard('华瑞科技 承诺尽快付款', { outcome: 'intent', intent: true, note: '尽快付款' }),
    zhHeard('华瑞科技 争取周五付', { outcome: 'intent', intent: true, note: '争取周五付' }),
  ],

  'what came of a contact': [
    heard('ACME called', { outcome: 'note', medium: 'call' }),
    heard('ACME they called', { outcome: 'answered', medium: 'call', direction: 'in' }),
    heard('ACME called back, payment sent', { outcome: 'payment_sent', medium: 'call', direction: 'in' }),
    heard('ACME left message', { outcome: 'left_message' }),
    heard('ACME phone: left a message with Mia', { outcome: 'left_message', medium: 'call', contactText: 'Mia' }),
    heard('ACME called, left a voicemail', { outcome: 'voicemail', medium: 'call' }),
    heard('ACME texted, no reply', { outcome: 'not_answered', medium: 'message' }),
    heard('ACME wrote, no reply yet', { outcome: 'not_answered', medium: 'message' }),
    heard('ACME unreachable', { outcome: 'unreachable' }),
    heard('ACME wrong number', { outcome: 'wrong_contact' }),
    heard('ACME met, friendly chat', { outcome: 'answered', medium: 'meeting', note: 'friendly chat' }),
    heard('ACME payment sent', { outcome: 'payment_sent' }),
    heard('ACME paid 5,000 yesterday', { outcome: 'payment_sent', note: 'paid 5,000 yesterday' }),
    heard('ACME they emailed: the wire went out', {
      outcome: 'payment_sent',
      medium: 'email',
      direction: 'in',
    }),
    said('ACME in the payment run on Friday', 'all 2026-11-27', { client: ACME, note: 'in the payment run' }),
    heard('ACME in the next payment run', { outcome: 'in_payment_run' }),
    heard('ACME waiting for approval of INV-104', { outcome: 'waiting_approval', invoiceTexts: ['INV-104'] }),
    heard('ACME says approval is pending', { outcome: 'waiting_approval', note: 'approval is pending' }),
    heard("ACME didn't get the invoice", { outcome: 'invoice_not_received' }),
    heard('ACME refused', { outcome: 'refused' }),
    heard("ACME won't pay", { outcome: 'refused' }),
    heard('ACME asked for instalments', { outcome: 'asked_for_plan' }),
    heard('ACME promised every Friday 500', { outcome: 'asked_for_plan', note: 'promised every Friday 500' }),
    heard('ACME offered 50% now', { outcome: 'partial_offer', note: 'offered 50% now' }),
    heard('ACME skipped', { outcome: 'skipped' }),
    heard('ACME did not promise anything', { outcome: 'answered', note: 'did not promise anything' }),
    heard('ACME not reachable, out of office until Monday', {
      outcome: 'unreachable',
      note: 'out of office until Monday',
    }),
    zhHeard('华瑞科技 打了电话,没人接', { outcome: 'not_answered', medium: 'call' }),
    zhHeard('华瑞科技 来电,已汇款', { outcome: 'payment_sent', medium: 'call', direction: 'in' }),
    zhHeard('华瑞科技 微信 没回', { outcome: 'not_answered', medium: 'message' }),
    zhHeard('华瑞科技 电话 留言', { outcome: 'left_message', medium: 'call' }),
    zhHeard('华瑞科技 已付款5万', { outcome: 'payment_sent', note: '已付款5万' }),
    zhHeard('华瑞科技 发票没收到', { outcome: 'invoice_not_received' }),
    zhHeard('华瑞科技等领导审批', { outcome: 'waiting_approval', note: '等领导审批' }),
    zhHeard('华瑞科技 财务说走审批流程', { outcome: 'waiting_approval', contactText: '财务', note: '走审批流程' }),
    zhHeard('华瑞科技 拒付', { outcome: 'refused' }),
    zhHeard('华瑞科技 要求分期付款,每月2万', { outcome: 'asked_for_plan', note: '每月2万' }),
    zhHeard('华瑞科技 号码错误', { outcome: 'wrong_contact' }),
    zhHeard('华瑞科技 关机', { outcome: 'unreachable' }),
    zhHeard('华瑞科技 没有承诺付款日期', { outcome: 'answered', note: '没有承诺付款日期' }),
    zhHeard('给华瑞科技打电话,没人接', { outcome: 'not_answered', medium: 'call' }),
    zhHeard('打电话给华瑞科技,未接', { outcome: 'not_answered', medium: 'call' }),
  ],

  disputes: [
    ...['dispute resolved', 'the dispute is settled', 'dropped their complaint', 'no longer disputes INV-104'].map(
      (words) =>
        heard(`ACME ${words}`, {
          outcome: 'dispute_settled',
          settlesDispute: true,
          ...(words.endsWith('INV-104') ? { invoiceTexts: ['INV-104'] } : {}),
        }),
    ),
    heard('ACME called, the dispute over INV-104 has been settled', {
      outcome: 'dispute_settled',
      settlesDispute: true,
      medium: 'call',
      invoiceTexts: ['INV-104'],
    }),
    said('ACME dispute resolved, will pay Friday', 'all 2026-11-27', { client: ACME, settlesDispute: true }),
    said('ACME will pay Friday, dispute resolved', 'all 2026-11-27', { client: ACME, settlesDispute: true }),
    ...['争议已解决', '异议已经撤回了', '解决了争议', '已无争议'].map((words) =>
      zhHeard(`华瑞科技 ${words}`, { outcome: 'dispute_settled', settlesDispute: true }),
    ),
    zhHeard('华瑞科技 验收通过了，争议已解决', {
      outcome: 'dispute_settled',
      settlesDispute: true,
      note: '验收通过了',
    }),
    heard('ACME disputes INV-104 2,000: quality issue', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: 'quality issue',
      dispute: { reason: 'quality', amount: { kind: 'exact', value: '2000', currency: null }, revisitOn: null },
    }),
    heard('ACME disputes half of INV-104, late delivery, revisit 5 Dec', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: 'late delivery',
      dispute: { reason: 'late_delivery', amount: { kind: 'percent', percent: 50 }, revisitOn: '2026-12-05' as never },
    }),
    heard('ACME disputes INV-104: never ordered', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: 'never ordered',
      dispute: { reason: 'never_agreed', amount: null, revisitOn: null },
    }),
    said('ACME disputes INV-104 2,000: quality, will pay the rest Friday', 'rest 2026-11-27', {
      client: ACME,
      invoiceTexts: ['INV-104'],
      note: 'quality, will pay the rest Friday',
      dispute: { reason: 'quality', amount: { kind: 'exact', value: '2000', currency: null }, revisitOn: null },
    }),
    zhHeard('华瑞科技 对INV-104有异议,质量问题', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: '质量问题',
      dispute: { reason: 'quality', amount: null, revisitOn: null },
    }),
    zhHeard('华瑞科技 未验收,有异议 2万', {
      outcome: 'dispute',
      note: '未验收',
      dispute: {
        reason: 'acceptance_missing',
        amount: { kind: 'exact', value: '20000', currency: null },
        revisitOn: null,
      },
    }),
  ],

  'invoices, people, days, final dates, notes': [
    said('ACME promised INV-104 and INV-107 Friday', 'all 2026-11-27', {
      client: ACME,
      invoiceTexts: ['INV-104', 'INV-107'],
    }),
    said('ACME promised #104 Friday', 'all 2026-11-27', { client: ACME, invoiceTexts: ['104'] }),
    said('ACME promised invoices 104, 105 and 107 Friday', 'all 2026-11-27', {
      client: ACME,
      invoiceTexts: ['104', '105', '107'],
    }),
    said('ACME INV-104 promised Friday', 'all 2026-11-27', { client: ACME, invoiceTexts: ['INV-104'] }),
    zh('华瑞科技承诺周五付发票 INV-104', 'all 2026-11-27', { invoiceTexts: ['INV-104'] }),
    said('ACME spoke to Mia Wong, promised Friday', 'all 2026-11-27', { client: ACME, contactText: 'Mia Wong' }),
    said('ACME: Mia Wong promised Friday', 'all 2026-11-27', { client: ACME, contactText: 'Mia Wong' }),
    said('ACME promised Friday, Mia Wong said approval pending', 'all 2026-11-27', {
      client: ACME,
      contactText: 'Mia Wong',
      note: 'approval pending',
    }),
    heard('ACME called Mia, no answer', { outcome: 'not_answered', medium: 'call', contactText: 'Mia' }),
    said('spoke to Mia at ACME, promised Friday', 'all 2026-11-27', { client: ACME, contactText: 'Mia' }),
    zh('华瑞科技王总承诺下周五付5万', '50000 2026-12-04', { contactText: '王总' }),
    zh('华瑞科技 微信联系李经理,说下周五付款', 'all 2026-12-04', { medium: 'message', contactText: '李经理' }),
    heard('ACME yesterday called, no answer', {
      outcome: 'not_answered',
      medium: 'call',
      happenedOn: '2026-11-22' as never,
    }),
    said('ACME promised yesterday to pay Friday', 'all 2026-11-27', {
      client: ACME,
      happenedOn: '2026-11-22' as never,
    }),
    heard('ACME called on 20 Nov, no answer', {
      outcome: 'not_answered',
      medium: 'call',
      happenedOn: '2026-11-20' as never,
    }),
    heard('ACME called Friday: no answer', {
      outcome: 'not_answered',
      medium: 'call',
      happenedOn: '2026-11-20' as never,
    }),
    zhHeard('华瑞科技昨天电话 没人接', { outcome: 'not_answered', medium: 'call', happenedOn: '2026-11-22' as never }),
    said('ACME promised Friday final', 'all 2026-11-27', { client: ACME, finalDate: true }),
    said('ACME promised Friday, last chance', 'all 2026-11-27', { client: ACME, finalDate: true }),
    zh('华瑞科技承诺周五付5万,最后期限', '50000 2026-11-27', { finalDate: true }),
    said('ACME promised the final payment Friday', 'all 2026-11-27', { client: ACME }),
    said('ACME promised Friday because CFO is back on Thursday', 'all 2026-11-27', {
      client: ACME,
      note: 'because CFO is back on Thursday',
    }),
    said('ACME promised Friday - CFO away till Thursday', 'all 2026-11-27', {
      client: ACME,
      note: 'CFO away till Thursday',
    }),
    said('ACME promised Friday, by cheque, Tom & Jerry agree', 'all 2026-11-27', {
      client: ACME,
      note: 'by cheque, Tom & Jerry agree',
    }),
    said('ACME promised Friday 5pm', 'all 2026-11-27', { client: ACME, note: '5pm' }),
    heard('ACME called, try again tomorrow', { outcome: 'note', medium: 'call', note: 'try again tomorrow' }),
    heard('ACME: new CFO since Monday', { outcome: 'note', note: 'new CFO since Monday' }),
    heard('ACME note: CFO changes in January', { outcome: 'note', note: 'CFO changes in January' }),
    zh('华瑞科技承诺下周五付5万,王总说要等验收', '50000 2026-12-04', { contactText: '王总', note: '要等验收' }),
    zh('华瑞科技 付了3万,余款月底付', 'rest 2026-11-30', { note: '付了3万' }),
  ],

  'the client: what stands before the verb': [
    said('promised Friday', 'all 2026-11-27', { client: null }),
    heard('called, no answer', { outcome: 'not_answered', medium: 'call' }, null),
    heard(
      'yesterday called, no answer',
      { outcome: 'not_answered', medium: 'call', happenedOn: '2026-11-22' as never },
      null,
    ),
    said('"Smith, Jones & Co" promised Friday', 'all 2026-11-27', { client: 'Smith, Jones & Co' }),
    said('“Smith & Sons” promised Friday', 'all 2026-11-27', { client: 'Smith & Sons' }),
    said('Smith &amp; Sons promised Friday', 'all 2026-11-27', { client: 'Smith & Sons' }),
    said('Marks and Spencer promised Friday', 'all 2026-11-27', { client: 'Marks and Spencer' }),
    said('Acme, Inc. promised Friday', 'all 2026-11-27', { client: 'Acme, Inc.' }),
    said('Studio 54 promised Friday', 'all 2026-11-27', { client: 'Studio 54' }),
    said('3M promised 5,000 Friday', '5000 2026-11-27', { client: '3M' }),
    said('7-Eleven promised Friday', 'all 2026-11-27', { client: '7-Eleven' }),
    said('"Call Center Inc" promised Friday', 'all 2026-11-27', { client: 'Call Center Inc' }),
    said("'ACME' promised Friday", 'all 2026-11-27'),
    said('ACME: promised Friday', 'all 2026-11-27'),
    said('ACME, promised Friday', 'all 2026-11-27'),
    said('Acme HK 承诺 Friday 付 5k', '5000 2026-11-27', { client: 'Acme HK' }),
    said('“华瑞,科技” 承诺 周五', 'all 2026-11-27', { client: '华瑞,科技' }),
    said('小说阅读网承诺周五付款', 'all 2026-11-27', { client: '小说阅读网' }),
    said('红十字会承诺周五付', 'all 2026-11-27', { client: '红十字会' }),
    said('中汇科技下周五付5万', '50000 2026-12-04', { client: '中汇科技' }),
  ],

  'longer lines': [
    said('ACME promised €4,200 on Fri 27 Nov (invoices INV-12, INV-15)', '4200 EUR€ 2026-11-27', {
      client: ACME,
      invoiceTexts: ['INV-12', 'INV-15'],
    }),
    said(
      'ACME spoke with their CFO, they will pay half on Friday and the rest by the end of December',
      '50% 2026-11-27 + rest 2026-12-31',
      { client: ACME, contactText: 'their CFO' },
    ),
    said(
      'ACME promised 5,000 on 1 December, 5,000 on 1 January and 5,000 on 1 February',
      '5000 2026-12-01 + 5000 2027-01-01 + 5000 2027-02-01',
    ),
    said('ACME promised 40% now and 60% at month end', '40% 2026-11-23 + 60% 2026-11-30'),
    said('ACME emailed Mia about INV-104 and INV-107, promised 5,000 by Friday', '5000 2026-11-27', {
      client: ACME,
      medium: 'email',
      contactText: 'Mia',
      invoiceTexts: ['INV-104', 'INV-107'],
    }),
    said('ACME - Mia Wong: will pay Friday', 'all 2026-11-27', { client: ACME, contactText: 'Mia Wong' }),
    said('ACME says the payment will go out on Friday', 'all 2026-11-27'),
    said('ACME promised EOD Friday', 'all 2026-11-27'),
    said('ACME promised to send the cheque on Friday', 'all 2026-11-27', { client: ACME, note: 'cheque' }),
    heard('ACME waiting on CFO sign-off, call again Monday', {
      outcome: 'waiting_approval',
      note: 'waiting on CFO sign-off, call again Monday',
    }),
    heard('ACME rejected INV-104 - wrong VAT number', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: 'wrong VAT number',
      dispute: { reason: 'invoice_error', amount: null, revisitOn: null },
    }),
    heard('ACME cannot pay right now', { outcome: 'asked_for_plan' }),
    said('Müller GmbH & Co. KG promised Friday', 'all 2026-11-27', { client: 'Müller GmbH & Co. KG' }),
    said('Black Friday Ltd promised Monday', 'all 2026-11-30', { client: 'Black Friday Ltd' }),
    zh('华瑞科技 王总来电说下周五之前付5万元,余款12月底付清', '50000 元 2026-12-04 + rest 2026-12-31', {
      medium: 'call',
      direction: 'in',
      contactText: '王总',
    }),
    zh('华瑞科技 承诺本月25号前支付30%,下月10号前支付剩余70%', '30% 2026-11-25 + 70% 2026-12-10'),
    zh('华瑞科技 今天电话联系了财务,说下周一安排付款', 'all 2026-11-30', { medium: 'call', contactText: '财务' }),
    zh('华瑞科技 付款流程中,预计周五到账', 'all 2026-11-27', { note: '付款流程中' }),
    zh('华瑞科技 微信说明天打款', 'all 2026-11-24', { medium: 'message' }),
    zh('华瑞科技 张经理说月底前一定付', 'all 2026-11-30', { contactText: '张经理' }),
    zh('华瑞科技 11月20日来电承诺月底付', 'all 2026-11-30', {
      medium: 'call',
      direction: 'in',
      happenedOn: '2026-11-20' as never,
    }),
    zhHeard('华瑞科技 打了三次电话都没人接', { outcome: 'not_answered', medium: 'call' }),
    zhHeard('华瑞科技 发票INV-104金额不对,要求重开', {
      outcome: 'dispute',
      invoiceTexts: ['INV-104'],
      note: '要求重开',
      dispute: { reason: 'invoice_error', amount: null, revisitOn: null },
    }),
    zhHeard('华瑞科技 老板出差,下周回来', { outcome: 'unreachable', contactText: '老板', note: '下周回来' }),
  ],

  'questions back': [
    {
      typed: 'ACME promised 03/04',
      asks: ['which_date', '03/04', 'ACME promised 2027-03-04', 'ACME promised 2027-04-03'],
    },
    {
      typed: '华瑞科技承诺03/04付',
      asks: ['which_date', '03/04', '华瑞科技承诺 2027-03-04 付', '华瑞科技承诺 2027-04-03 付'],
    },
    {
      typed: 'ACME promised Friday or Monday',
      asks: ['which_date', 'Friday or Monday', 'ACME promised 2026-11-27', 'ACME promised 2026-11-30'],
    },
    {
      typed: 'ACME promised Friday and Monday',
      asks: ['which_date', 'Friday and Monday', 'ACME promised 2026-11-27', 'ACME promised 2026-11-30'],
    },
    {
      typed: 'ACME promised Fri 28 Nov',
      asks: ['which_date', 'Fri 28 Nov', 'ACME promised 2026-11-27', 'ACME promised 2026-11-28'],
    },
    {
      typed: 'ACME promised next week',
      asks: [
        'which_date',
        'next week',
        ...['11-30', '12-01', '12-02', '12-03', '12-04'].map((day) => `ACME promised 2026-${day}`),
      ],
    },
    {
      typed: '华瑞科技承诺下个月付',
      asks: ['which_date', '下个月', ...['12-01', '12-15', '12-31'].map((day) => `华瑞科技承诺 2026-${day} 付`)],
    },
    {
      typed: 'ACME promised 22 Nov',
      asks: ['past_date', '22 Nov', 'ACME promised 2026-12-22', 'ACME promised 2027-11-22'],
    },
    {
      typed: 'ACME promised 2026-10-27',
      asks: ['past_date', '2026-10-27', 'ACME promised 2026-11-27', 'ACME promised 2027-10-27'],
    },
    {
      typed: 'ACME promised 1.234 Friday',
      asks: ['which_amount', '1.234', 'ACME promised 1234 Friday', 'ACME promised 1.2340 Friday'],
    },
    {
      typed: 'ACME promised 5,000-6,000 Friday',
      asks: ['which_amount', '5,000-6,000', 'ACME promised 5,000 Friday', 'ACME promised 6,000 Friday'],
    },
    {
      typed: 'ACME promised 1,250k Friday',
      asks: ['which_amount', '1,250k', 'ACME promised 1250000 Friday', 'ACME promised 1250 Friday'],
    },
    {
      typed: 'ACME called Monday, no answer',
      asks: ['which_date', 'Monday', 'ACME called 2026-11-16, no answer', 'ACME called 2026-11-23, no answer'],
    },
  ],

  'the year of a date is no amount': [
    ...[
      ['ACME promised 1 Jan 2090', '1 Jan 2090'],
      ['ACME promised 1 Jan 9999', '1 Jan 9999'],
      ['ACME promised by 1 January, 2090', '1 January, 2090'],
      ['ACME promised Jan 1, 2090', 'Jan 1, 2090'],
      ['ACME promised the 1st of January 2090', 'the 1st of January 2090'],
      ['ACME promised 1-Jan-2090', '1-Jan-2090'],
      ['ACME promised 1-Jan-90', '1-Jan-90'],
      ['ACME promised 1/1/2090', '1/1/2090'],
      ['ACME promised 27/11 2090', '27/11 2090'],
      ['ACME promised 2150-01-01', '2150-01-01'],
      ['ACME promised 15 Mar 2031', '15 Mar 2031'],
      ['ACME promised 15 Mar 5000', '15 Mar 5000'],
      ['ACME promised Fri 27 Nov 2090', 'Fri 27 Nov 2090'],
      ['ACME promised end of March 2050', 'end of March 2050'],
      ['ACME promised end of 2090', 'end of 2090'],
      ['ACME promised Q1 2090', 'Q1 2090'],
      ['华瑞科技 承诺2090年1月1日付', '2090年1月1日'],
      ['华瑞科技 承诺9999年1月1日付', '9999年1月1日'],
      ['华瑞科技 承诺1月1日 2090', '1月1日 2090'],
      ['华瑞科技 承诺2090年底付', '2090年底'],
      ['华瑞科技 二〇九〇年一月一日付', '二〇九〇年一月一日'],
    ].map(
      ([typed = '', date = '']): LogLine => ({
        typed,
        fails: ['too_far', date, typed.startsWith('华') ? '华瑞科技 承诺下周五付款' : 'ACME promised Friday'],
      }),
    ),
    said('ACME promised 27 Nov 26', 'all 2026-11-27'),
    said('ACME promised 15 March 27', 'all 2027-03-15'),
    said('ACME promised 2026 Nov 27', 'all 2026-11-27'),
    said('ACME promised 27/11 2026', 'all 2026-11-27'),
    said('ACME promised 2,050 by 15 Mar', '2050 2027-03-15'),
    said('ACME promised 15 Mar 2,050', '2050 2027-03-15'),
    said('ACME promised 15 Mar USD 2050', '2050 USD 2027-03-15'),
    said('ACME promised 15 Mar 2050 EUR', '2050 EUR 2027-03-15'),
    said('ACME promised 15 Mar 2027 5000', '5000 2027-03-15'),
    said('ACME promised 15 Mar, 5000', '5000 2027-03-15'),
    said('ACME promised 15 Mar 15 000', '15000 2027-03-15'),
    said('ACME promised 27/11 5000', '5000 2026-11-27'),
    zh('华瑞科技 承诺1月1日付2090', '2090 2027-01-01'),
    { typed: 'ACME promised 15 Mar 1500', fails: ['bad_date', '15 Mar 1500', 'ACME promised Friday'] },
    {
      typed: 'ACME promised 01/01/1999',
      asks: ['past_date', '01/01/1999', 'ACME promised 2026-12-01', 'ACME promised 2027-01-01'],
    },
  ],

  'an hour is no amount, and two numbers side by side are none': [
    said('ACME promised Friday at 5', 'all 2026-11-27', { client: ACME, note: 'at 5' }),
    said('ACME promised Friday at 12.30', 'all 2026-11-27', { client: ACME, note: 'at 12.30' }),
    said('ACME promised Friday at 1700', 'all 2026-11-27', { client: ACME, note: 'at 1700' }),
    { typed: 'ACME promised 12 Dec 3 500', fails: ['bad_amount', '3 500', 'ACME promised 5,000 Friday'] },
    { typed: 'ACME promised 5 Dec 7 2026', fails: ['bad_amount', '7 2026', 'ACME promised 5,000 Friday'] },
  ],

  'lines that cannot be used': [
    { typed: '', fails: ['empty', '', 'ACME promised Friday'] },
    { typed: '   ', fails: ['empty', '', 'ACME promised Friday'] },
    { typed: 'ACME', fails: ['no_verb', 'ACME', 'ACME promised Friday'] },
    { typed: '华瑞科技', fails: ['no_verb', '华瑞科技', '华瑞科技 承诺下周五付款'] },
    { typed: 'ACME half next Friday', fails: ['no_verb', 'ACME half next Friday', 'ACME promised half next Friday'] },
    {
      typed: 'ACME new CFO since Monday',
      fails: ['no_verb', 'ACME new CFO since Monday', 'ACME: new CFO since Monday'],
    },
    { typed: 'ACME promised 31 Feb', fails: ['bad_date', '31 Feb', 'ACME promised Friday'] },
    { typed: '华瑞科技承诺2月30日付', fails: ['bad_date', '2月30日', '华瑞科技 承诺下周五付款'] },
    { typed: 'ACME promised 2030-01-01', fails: ['too_far', '2030-01-01', 'ACME promised Friday'] },
    { typed: 'ACME promised in 5 years', fails: ['too_far', 'in 5 years', 'ACME promised Friday'] },
    { typed: 'ACME promised -5000 Friday', fails: ['bad_amount', '-5000', 'ACME promised 5,000 Friday'] },
    { typed: 'ACME promised 0 Friday', fails: ['bad_amount', '0', 'ACME promised 5,000 Friday'] },
    { typed: 'ACME promised 150% Friday', fails: ['bad_amount', '150%', 'ACME promised 5,000 Friday'] },
    {
      typed: 'ACME promised 60% Friday and 50% month end',
      fails: [
        'parts_do_not_add_up',
        '60% Friday and 50% month end',
        'ACME promised half Friday and the rest at month end',
      ],
    },
    {
      typed: 'ACME promised everything Friday and 5,000 Monday',
      fails: [
        'parts_do_not_add_up',
        'everything Friday and 5,000 Monday',
        'ACME promised half Friday and the rest at month end',
      ],
    },
    {
      typed: 'ACME promised 5,000 on Friday and 3,000',
      fails: ['parts_do_not_add_up', '3,000', 'ACME promised half Friday and the rest at month end'],
    },
    {
      typed: 'ACME promised 40% upfront and 60% at month end',
      fails: ['parts_do_not_add_up', '40%', 'ACME promised half Friday and the rest at month end'],
    },
    {
      typed: '华瑞科技 先付3万,月底付清',
      fails: ['parts_do_not_add_up', '3万', '华瑞科技 承诺周五付一半,月底付清余款'],
    },
    { typed: 'ACME, friday', fails: ['no_verb', 'ACME, friday', 'ACME promised friday'] },
    { typed: 'ACME ,', fails: ['no_verb', 'ACME ,', 'ACME promised Friday'] },
    { typed: 'ACME, new CFO', fails: ['no_verb', 'ACME, new CFO', 'ACME: new CFO'] },
    { typed: '"Premised" friday', fails: ['no_verb', '"Premised" friday', '"Premised" promised Friday'] },
    {
      typed: 'ACME promised Fri & rest EOM',
      fails: ['part_without_amount', 'Fri & rest EOM', 'ACME promised half Friday and the rest at month end'],
    },
    {
      typed: '华瑞科技 月底付清 下周三付一半',
      fails: ['part_without_amount', '月底付清 下周三付一半', '华瑞科技 承诺周五付一半,月底付清余款'],
    },
    { typed: 'ACME promised 5k', fails: ['no_date', '5k', 'ACME promised 5k Friday'] },
    { typed: 'ACME promised 5000', fails: ['no_date', '5000', 'ACME promised 5000 Friday'] },
    { typed: 'ACME promised half', fails: ['no_date', 'half', 'ACME promised half Friday'] },
    { typed: 'ACME promised -5000', fails: ['bad_amount', '-5000', 'ACME promised 5,000 Friday'] },
    { typed: '华瑞科技 承诺付5万', fails: ['no_date', '5万', '华瑞科技 承诺下周五付5万'] },
    { typed: '华瑞科技 承诺 春节前付', fails: ['no_date', '春节前', '华瑞科技 承诺下周五付款'] },
    { typed: 'ACME promised 5k by Christmas', fails: ['no_date', 'Christmas', 'ACME promised 5k Friday'] },
    { typed: 'ACME called tomorrow, no answer', fails: ['future_date', 'tomorrow', 'ACME promised Friday'] },
  ],
};
