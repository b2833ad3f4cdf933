import { describe, expect, test } from 'vitest';
import { languageOf } from '../../src/text/language.js';
import type { Enquiry } from '../../src/understanding/enquiry.js';
import { nearestEnquiries } from '../../src/understanding/nearest-enquiries.js';
import { readDeed } from '../../src/understanding/read-deed.js';
import { readQuestion } from '../../src/understanding/read-question.js';
import { monday } from './reading-context.js';

// It is Monday 2026-11-23.

const named = (text: string) => ({ kind: 'named', text }) as const;
const escalations: Enquiry = { kind: 'escalations' };
const help: Enquiry = { kind: 'help' };
const overview: Enquiry = { kind: 'overview' };
const overdue = (of: 'all' | 'mine' | 'here'): Enquiry => ({ kind: 'overdue', of: { kind: of } });
const overdueOf = (name: string): Enquiry => ({ kind: 'overdue', of: named(name) });
const overdueWith = (slackUserId: string): Enquiry => ({
  kind: 'overdue',
  of: { kind: 'owner', person: { slackUserId } },
});
const promises = (of: 'all' | 'mine' | 'here'): Enquiry => ({ kind: 'promises', of: { kind: of }, due: null });
const promisesOf = (name: string): Enquiry => ({ kind: 'promises', of: named(name), due: null });
const promisesDue = (from: string | null, to: string, of: 'all' | 'mine' = 'all') => ({
  kind: 'promises',
  of: { kind: of },
  due: { from, to },
});
const broken = (of: 'all' | 'mine' | 'here', due: unknown = null) => ({ kind: 'broken', of: { kind: of }, due });
const brokenBy = (name: string): Enquiry => ({ kind: 'broken', of: named(name), due: null });
const on = (from: string, to = from) => ({ from, to });
const week = on('2026-11-23', '2026-11-29');
const friday = on('2026-11-27');
const status = (clientText: string): Enquiry => ({ kind: 'status', clientText });

const english: readonly (readonly [string, unknown])[] = [
  ['who should we escalate?', escalations],
  ['Who should we escalate today?', escalations],
  ['which clients need a decision?', escalations],
  ['Which customers should be escalated', escalations],
  ['tell me who we should escalate', escalations],
  ['Hi! Could you please show me the escalations?', escalations],
  ['any escalations?', escalations],
  ['is there anything to escalate?', escalations],
  ['what needs my decision', escalations],
  ["who's up for escalation?", escalations],
  ['which cases need escalation?', escalations],
  ['what did ACME promise?', promisesOf('ACME')],
  ['What did Acme Studios Ltd. promise us?', promisesOf('Acme Studios Ltd.')],
  ['what has Globex promised so far', promisesOf('Globex')],
  ['when will ACME pay?', promisesOf('ACME')],
  ['When is Globex going to pay us?', promisesOf('Globex')],
  ['by when did ACME promise to pay?', promisesOf('ACME')],
  ['when did Smith & Sons say they would pay', promisesOf('Smith & Sons')],
  ["ACME's promises", promisesOf('ACME')],
  ["what are ACME's open promises?", promisesOf('ACME')],
  ['did ACME promise anything?', promisesOf('ACME')],
  ['has ACME promised to pay?', promisesOf('ACME')],
  ['is there a promise from Globex?', promisesOf('Globex')],
  ['how much did ACME promise to pay', promisesOf('ACME')],
  ['what did "Black Friday" promise?', promisesOf('Black Friday')],
  ['can you tell me what ACME promised?', promisesOf('ACME')],
  ['what did 华瑞科技 promise?', promisesOf('华瑞科技')],
  ['which promises are open?', promises('all')],
  ['who promised to pay?', promises('all')],
  ['are there any open promises', promises('all')],
  ['which clients promised something?', promises('all')],
  ['what did my clients promise me', promises('mine')],
  ['my promises', promises('mine')],
  ['what was promised here?', promises('here')],
  ['who promised to pay this week?', promisesDue('2026-11-23', '2026-11-29')],
  ['which promises are due on Friday?', promisesDue('2026-11-27', '2026-11-27')],
  ['who pays tomorrow?', promisesDue('2026-11-24', '2026-11-24')],
  ['what money should come in next week', promisesDue('2026-11-30', '2026-12-06')],
  ['which promises are due by 30 Nov?', promisesDue(null, '2026-11-30')],
  ['who should pay today', promisesDue('2026-11-23', '2026-11-23')],
  ['which of my clients promised to pay this week?', promisesDue('2026-11-23', '2026-11-29', 'mine')],
  ['did ACME promise to pay on Friday?', { ...promisesOf('ACME'), due: { from: '2026-11-27', to: '2026-11-27' } }],
  ["what's overdue in Apollo?", overdueOf('Apollo')],
  ['whats overdue in Apollo', overdueOf('Apollo')],
  ['What is overdue in the Apollo project?', overdueOf('Apollo')],
  ['what’s overdue for “Apollo”?', overdueOf('Apollo')],
  ['which clients are overdue in Apollo', overdueOf('Apollo')],
  ['is ACME overdue?', overdueOf('ACME')],
  ['how much is overdue from Globex', overdueOf('Globex')],
  ['which invoices of ACME are overdue?', overdueOf('ACME')],
  ['Is anything overdue at *ACME*?', overdueOf('ACME')],
  ["what's overdue?", overdue('all')],
  ['who is overdue', overdue('all')],
  ['who owes us money?', overdue('all')],
  ["who hasn't paid yet?", overdue('all')],
  ['show me the overdue clients please', overdue('all')],
  ['how much is overdue in total?', overdue('all')],
  ['which invoices are past due', overdue('all')],
  ['whom should we chase first?', overdue('all')],
  ['do we have any overdue invoices?', overdue('all')],
  ["what's overdue for me?", overdue('mine')],
  ['hey, can you tell me what is overdue for me please', overdue('mine')],
  ['which of my clients are late?', overdue('mine')],
  ['who should I chase today', overdue('mine')],
  ["what's overdue here?", overdue('here')],
  ['is anything overdue in this channel?', overdue('here')],
  ["what's overdue for <@U123|dana>?", overdueWith('U123')],
  ["<@U9>'s overdue clients", overdueWith('U9')],
  ['what does ACME owe us?', status('ACME')],
  ["how's ACME doing", status('ACME')],
  ['what is the status of Globex?', status('Globex')],
  ['tell me about Globex', status('Globex')],
  ['what about Globex?', status('Globex')],
  ['where do we stand with Smith, Jones & Co', status('Smith, Jones & Co')],
  ['who looks after ACME?', status('ACME')],
  ['when did we last talk to Globex?', status('Globex')],
  ['how much is outstanding from ACME?', status('ACME')],
  ['Did ACME pay?', status('ACME')],
  ['has ACME paid yet?', status('ACME')],
  ['has Globex already paid us', status('Globex')],
  ['did Smith & Sons pay us yet?', status('Smith & Sons')],
  ['has the money arrived from ACME?', status('ACME')],
  ['what should I do today?', overview],
  ['what is on my plate', overview],
  ['what needs my attention?', overview],
  ['what can you do?', help],
  ['how does this work?', help],
  ['help me', help],
  ['any broken promises this week?', broken('all', week)],
  ['broken promises', broken('all')],
  ['any missed promises', broken('all')],
  ['which promises were not kept', broken('all')],
  ['which promises were broken this week?', broken('all', week)],
  ['who broke their promise', broken('all')],
  ['who broke their promises this week', broken('all', week)],
  ['who didnt keep their promise', broken('all')],
  ['who promised but hasnt paid', broken('all')],
  ['who promised to pay but did not pay?', broken('all')],
  ['which clients have broken their promises', broken('all')],
  ['my broken promises', broken('mine')],
  ['which of my clients broke their promise', broken('mine')],
  ['any broken promises here?', broken('here')],
  ['did ACME keep its promise', brokenBy('ACME')],
  ['has acme broken a promise', brokenBy('acme')],
  ["ACME's broken promises", brokenBy('ACME')],
  ['whats due today', promisesDue('2026-11-23', '2026-11-23')],
  ['what is due today?', promisesDue('2026-11-23', '2026-11-23')],
  ['due today', promisesDue('2026-11-23', '2026-11-23')],
  ['anything due tomorrow', promisesDue('2026-11-24', '2026-11-24')],
  ['what payments are due on friday', promisesDue('2026-11-27', '2026-11-27')],
  ['what comes in this week', promisesDue('2026-11-23', '2026-11-29')],
  ['did ACME promise friday?', { ...promisesOf('ACME'), due: friday }],
  ['did acme promise to pay friday', { ...promisesOf('acme'), due: friday }],
  ['has ACME promised by friday', { ...promisesOf('ACME'), due: friday }],
  ['will ACME pay friday', { ...promisesOf('ACME'), due: friday }],
  ['overdue for Lee', overdueOf('Lee')],
  ['whats overdue for lee', overdueOf('lee')],
  ['which clients of Lee are overdue', overdueOf('Lee')],
  ["lee's overdue clients", overdueOf('lee')],
  // one slip
  ['who promisd to pay this week', promisesDue('2026-11-23', '2026-11-29')],
  ['whats overdu in Apollo', overdueOf('Apollo')],
  ['which clinets are overdue', overdue('all')],
  ['wich clients are overdue', overdue('all')],
  ['any broken promisses', broken('all')],
  ['who shoud we escalate', escalations],
  ['what did ACME promis', promisesOf('ACME')],
];

const chinese: readonly (readonly [string, unknown])[] = [
  ['哪些客户需要升级处理?', escalations],
  ['哪些客户需要升级处理？', escalations],
  ['谁需要升级', escalations],
  ['我们应该升级谁？', escalations],
  ['请问有没有需要升级的客户？', escalations],
  ['现在有哪些客户该上报', escalations],
  ['升级名单', escalations],
  ['帮我看一下升级名单', escalations],
  ['哪家公司应该上报？', escalations],
  ['有需要升级的吗', escalations],
  ['华瑞科技承诺了什么？', promisesOf('华瑞科技')],
  ['华瑞科技答应了什么', promisesOf('华瑞科技')],
  ['ACME 承诺了什么？', promisesOf('ACME')],
  ['华瑞科技什么时候付款？', promisesOf('华瑞科技')],
  ['华瑞科技说什么时候付款', promisesOf('华瑞科技')],
  ['请问华瑞科技承诺什么时候付款呢？', promisesOf('华瑞科技')],
  ['华瑞科技答应付款了吗', promisesOf('华瑞科技')],
  ['华瑞科技有没有承诺付款？', promisesOf('华瑞科技')],
  ['华瑞科技的付款承诺', promisesOf('华瑞科技')],
  ['客户华瑞科技有哪些承诺', promisesOf('华瑞科技')],
  ['什么时候能收到华瑞科技的货款？', promisesOf('华瑞科技')],
  ['“王府井百货”承诺了什么', promisesOf('王府井百货')],
  ['谁承诺了付款', promises('all')],
  ['哪些客户答应付款了', promises('all')],
  ['现在有哪些未到期的承诺？', promises('all')],
  ['我的客户承诺了什么', promises('mine')],
  ['我的承诺', promises('mine')],
  ['这个项目有哪些客户承诺付款', promises('here')],
  ['谁答应周五付款？', promisesDue('2026-11-27', '2026-11-27')],
  ['本周谁会付款', promisesDue('2026-11-23', '2026-11-29')],
  ['明天有谁要付款？', promisesDue('2026-11-24', '2026-11-24')],
  ['本周有哪些承诺到期', promisesDue('2026-11-23', '2026-11-29')],
  ['下周到期的承诺有哪些？', promisesDue('2026-11-30', '2026-12-06')],
  ['月底前谁要付款', promisesDue(null, '2026-11-30')],
  ['今天应该收到多少钱', promisesDue('2026-11-23', '2026-11-23')],
  ['阿波罗有哪些逾期？', overdueOf('阿波罗')],
  ['阿波罗项目有哪些客户逾期', overdueOf('阿波罗')],
  ['Apollo 有什么逾期？', overdueOf('Apollo')],
  ['华瑞科技逾期了吗', overdueOf('华瑞科技')],
  ['华瑞科技逾期多久了？', overdueOf('华瑞科技')],
  ['华瑞科技有没有逾期', overdueOf('华瑞科技')],
  ['华瑞科技的逾期金额是多少？', overdueOf('华瑞科技')],
  ['谁逾期了？', overdue('all')],
  ['哪些客户逾期了', overdue('all')],
  ['有逾期的客户吗？', overdue('all')],
  ['有没有逾期的客户', overdue('all')],
  ['哪些客户欠我们钱？', overdue('all')],
  ['谁还没付款', overdue('all')],
  ['我们该催谁？', overdue('all')],
  ['谁欠得最多', overdue('all')],
  ['列出逾期客户', overdue('all')],
  ['现在逾期总额是多少', overdue('all')],
  ['我的客户有谁逾期？', overdue('mine')],
  ['我负责的客户哪些逾期了', overdue('mine')],
  ['今天我该催谁', overdue('mine')],
  ['这个项目有什么逾期？', overdue('here')],
  ['这里谁逾期了', overdue('here')],
  ['<@U9> 的客户有哪些逾期', overdueWith('U9')],
  ['华瑞科技情况怎么样？', status('华瑞科技')],
  ['帮我查一下华瑞科技的情况', status('华瑞科技')],
  ['华瑞科技怎么样了', status('华瑞科技')],
  ['请问华瑞科技现在欠多少钱？', status('华瑞科技')],
  ['ACME 还欠我们多少', status('ACME')],
  ['华瑞科技归谁负责', status('华瑞科技')],
  ['谁负责华瑞科技？', status('华瑞科技')],
  ['华瑞科技上次说了什么', status('华瑞科技')],
  ['华瑞科技有哪些未付发票', status('华瑞科技')],
  ['ACME 付了吗', status('ACME')],
  ['华瑞科技付款了吗？', status('华瑞科技')],
  ['华瑞科技付款了没有', status('华瑞科技')],
  ['华瑞科技有没有付款', status('华瑞科技')],
  ['收到华瑞科技的货款了吗？', status('华瑞科技')],
  ['我今天该做什么？', overview],
  ['我的待办', overview],
  ['今天有什么事要做', overview],
  ['你能做什么？', help],
  ['你会什么', help],
  ['怎么用', help],
  ['谁承诺了但没付?', broken('all')],
  ['谁承诺了付款但是没付', broken('all')],
  ['谁答应了却没付款', broken('all')],
  ['哪些客户食言了', broken('all')],
  ['谁说话不算数', broken('all')],
  ['本周谁食言了', broken('all', week)],
  ['谁本周没兑现承诺', broken('all', week)],
  ['本周有哪些没兑现的承诺', broken('all', week)],
  ['我的客户谁没兑现承诺', broken('mine')],
  ['华瑞科技兑现承诺了吗', brokenBy('华瑞科技')],
  ['华瑞科技有没有食言', brokenBy('华瑞科技')],
  ['今天有什么到期', promisesDue('2026-11-23', '2026-11-23')],
  ['今天到期的有哪些', promisesDue('2026-11-23', '2026-11-23')],
  ['明天谁该付款', promisesDue('2026-11-24', '2026-11-24')],
  ['周五有钱到账吗', promisesDue('2026-11-27', '2026-11-27')],
];

/** The words of the commands, typed to Collect without the slash. */
const commands: readonly (readonly [string, unknown])[] = [
  ['overdue', overdue('all')],
  ['overdue mine', overdue('mine')],
  ['Overdue Apollo', overdueOf('Apollo')],
  // The books know whether it is one name or several.
  ["what's overdue in Falcon and Apollo?", overdueOf('Falcon and Apollo')],
  ['overdue Falcon & Apollo', overdueOf('Falcon & Apollo')],
  ['猎鹰和阿波罗有什么逾期？', overdueOf('猎鹰和阿波罗')],
  ['status of ACME and Globex', status('ACME and Globex')],
  ['华瑞科技和远大的情况怎么样？', status('华瑞科技和远大')],
  ['what did ACME and Globex promise?', promisesOf('ACME and Globex')],
  ['华瑞科技、远大承诺了什么？', promisesOf('华瑞科技、远大')],
  ['overdue <@U123|dana>', overdueWith('U123')],
  ['status ACME', status('ACME')],
  ['promises', promises('mine')],
  ['promises ACME', promisesOf('ACME')],
  ['escalations', escalations],
  ['help', help],
  ['逾期', overdue('all')],
  ['逾期 我的', overdue('mine')],
  ['状态 华瑞科技', status('华瑞科技')],
  ['承诺 华瑞科技', promisesOf('华瑞科技')],
  ['升级', escalations],
  ['帮助', help],
];

/** Nearly a question that is answered; answered so, it would be another one. */
const notUnderstood = [
  '',
  '   ',
  '?',
  'hello',
  'thanks!',
  'good morning',
  'ACME',
  'what',
  'why is ACME overdue?',
  'why did ACME not pay?',
  'what did ACME promise last week?',
  'did ACME not promise friday?',
  'who promised but paid?',
  'who promised and paid',
  'who did not break their promise?',
  'why did ACME break its promise',
  'did we break our promise to ACME?',
  'will we pay friday',
  'is INV-104 paid?',
  'who is over 60 days?',
  'which clients havent been called in 2 weeks',
  'snooze juniper until friday',
  'did we promice ACME?',
  'how do i promote ACME',
  '谁好久没联系了',
  '谁承诺了并且付了',
  '我们食言了吗',
  '谁没有食言',
  '超过60天的有谁',
  'what did they promise?',
  'what did the client promise?',
  'what did ACME promise to Globex?',
  'what did we promise ACME?',
  'what did ACME not promise?',
  'what did everybody promise?',
  'what did nobody promise?',
  'who promised ACME?',
  'who did ACME promise?',
  'should we escalate ACME?',
  'escalate ACME',
  'please escalate ACME',
  "don't escalate ACME",
  'who should we not escalate?',
  'who should we escalate ACME to?',
  'who decided to escalate ACME?',
  'who was escalated last month?',
  "what's overdue in Apollo this month?",
  'what was overdue in Apollo last Friday?',
  'what will be overdue next week?',
  'what is overdue except ACME?',
  'is ACME not overdue?',
  'how overdue is too overdue?',
  'how much did ACME pay last year?',
  'did ACME not pay?',
  'did ACME pay Globex?',
  'did ACME pay last week?',
  'did we pay ACME?',
  'has ACME paid 500?',
  'ACME paid',
  'pay ACME',
  'delete ACME',
  'send ACME a reminder',
  'call ACME',
  'ACME promised Friday',
  'log ACME promised Friday',
  'mark ACME as paid 500',
  'undo',
  'who will pay for lunch?',
  'who pays the rent?',
  "what's the weather like?",
  'who are you?',
  'how are you?',
  'how is it going?',
  'what time is it?',
  'what can you do about ACME?',
  'which promises are due on 03/04?',
  'which promises are due in spring?',
  'when will they pay?',
  'when will we pay ACME?',
  'what do I owe ACME?',
  'what do we owe ACME?',
  'forget what ACME promised',
  'what did ACME promise and what is overdue in Apollo?',
  'if ACME is overdue, what should we do?',
  'how is the team doing?',
  'tell me a joke',
  'the overdue list is wrong',
  '你好',
  '谢谢',
  '华瑞科技',
  '为什么华瑞科技逾期了？',
  '华瑞科技为什么还没付款',
  '他们承诺了什么？',
  '这个客户承诺了什么',
  '我们承诺了什么',
  '我们答应华瑞科技什么了',
  '华瑞科技没有承诺什么',
  '要不要升级华瑞科技？',
  '升级华瑞科技吧',
  '华瑞科技承诺付款了',
  '华瑞科技答应付款',
  '不要升级华瑞科技',
  '上个月升级了谁？',
  '华瑞科技上周承诺了什么',
  '阿波罗上个月有哪些逾期',
  '除了华瑞科技谁逾期了',
  '下周谁会逾期',
  '华瑞科技付款了',
  '我们付款了吗',
  '华瑞科技上周付款了吗',
  '华瑞科技付了5万吗',
  '华瑞科技承诺周五付款',
  '记录 华瑞科技 承诺下周五付5万',
  '给华瑞科技打电话',
  '删除华瑞科技',
  '谁来付午饭钱',
  '今天天气怎么样',
  '你是谁',
  '我们欠华瑞科技多少钱',
  '如果华瑞科技逾期怎么办',
  '讲个笑话',
];

describe('a question is read as the one thing that it asks', () => {
  test.each(english)('%s', (text, enquiry) => {
    expect(readQuestion(text, monday)).toEqual({ kind: 'understood', enquiry, tongue: 'en' });
  });

  test.each(chinese)('%s', (text, enquiry) => {
    expect(readQuestion(text, monday)).toEqual({ kind: 'understood', enquiry, tongue: 'zh' });
  });

  test.each(commands)('%s', (text, enquiry) => {
    expect(readQuestion(text, monday)).toMatchObject({ kind: 'understood', enquiry });
  });
});

describe('of what is not understood the nearest things are those about the same', () => {
  const nearest = (text: string) => nearestEnquiries(text, null, true).map((each) => JSON.stringify(each));
  const [all, mine] = [overdue('all'), overdue('mine')].map((each) => JSON.stringify(each));
  test.each([
    ['who is over 60 days?', all],
    ['which invoices are older than 90 days', all],
    ['超过60天的有谁', all],
    ['谁好久没联系了', mine],
    ['who have we not talked to lately', mine],
    ['which clients havent been called in 2 weeks', JSON.stringify(escalations)],
    ['when does the cash come', JSON.stringify(promises('mine'))],
  ])('%s', (text, first) => expect(nearest(text)[0]).toBe(first));

  test.each(['谁好久没联系了', 'which clients havent been called in 2 weeks', 'who is silent'])('%s', (text) => {
    expect(nearest(text)).toEqual(expect.arrayContaining([mine, JSON.stringify(escalations)]));
  });
});

describe('what changes something comes back as the line that does it', () => {
  test.each([
    ['snooze juniper until friday', 'snooze juniper until friday'],
    ['please snooze juniper till monday', 'snooze juniper till monday'],
    ['pause juniper until friday', 'snooze juniper until friday'],
    ["don't remind me of juniper until friday", 'snooze juniper until friday'],
    ['别提醒我华瑞科技到周五', '暂停提醒 华瑞科技 到周五'],
    ['undo', 'undo'],
  ])('%s', (text, line) => expect(readDeed(text, monday)).toMatchObject({ line }));

  test.each(['snooze', 'should we snooze juniper?', 'pause the music'])('not %s', (text) => {
    expect(readDeed(text, monday)).toBeNull();
  });
});

describe('what is not wholly understood is not answered', () => {
  test.each(notUnderstood)('%s', (text) => {
    expect(readQuestion(text, monday)).toMatchObject({ kind: 'not_understood' });
  });

  test.each([
    ['why did 华瑞科技 not pay?', 'en'],
    ['华瑞科技 why', 'zh'],
    ['为什么 ACME 逾期了', 'zh'],
    ['ACME?', null],
  ])('%s: in the language %s', (text, tongue) => {
    expect(readQuestion(text, monday)).toEqual({ kind: 'not_understood', tongue });
  });
});

test('what is given as an example names no project that may not be there, and is understood', () => {
  for (const locale of ['en', 'zh-CN']) {
    const { example } = languageOf(locale).t.enquiries;
    const questions = example.replace(/^[^:：]*[:：]\s*/, '').split(' · ');
    expect(questions).toHaveLength(4);
    for (const question of questions) {
      expect(readQuestion(question, monday), question).toMatchObject({ kind: 'understood' });
      expect(question).not.toMatch(/Apollo|阿波罗/);
    }
  }
});
