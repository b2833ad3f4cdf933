import type { Enquiry } from './enquiry.js';
import { askedWords } from './enquiry-words.js';

/** Beginnings of words, and Chinese words, that a question about something has in it. */
const ABOUT: Readonly<Record<'mine' | 'escalations' | 'overdue' | 'promises' | 'status' | 'help', readonly string[]>> =
  {
    escalations: [
      'escalat',
      'decision',
      'decid',
      'manager',
      'boss',
      'urgent',
      'serious',
      'worst',
      '升级',
      '上报',
      '经理',
      '严重',
      '紧急',
      'contact',
      'called',
      'silent',
      'weeks',
      '联系',
      '好久',
      '没人管',
    ],
    overdue: [
      'overdue',
      'late',
      'due',
      'owe',
      'owing',
      'debt',
      'unpaid',
      'invoice',
      'chase',
      'arrear',
      'remind',
      '逾期',
      '欠',
      '未付',
      '拖',
      '催',
      '发票',
      'days',
      'aging',
      'older',
      'over',
      '天',
      '账龄',
    ],
    /** Who was not spoken to is seen in the list of what somebody looks after, and among who is to be escalated. */
    mine: [
      'my',
      'mine',
      'contact',
      'call',
      'talk',
      'spoke',
      'speak',
      'silent',
      'heard',
      'touch',
      'reach',
      'follow',
      'neglect',
      'forgot',
      '我的',
      '联系',
      '沟通',
      '电话',
      '跟进',
      '消息',
      '好久',
      '没人管',
    ],
    promises: [
      'promis',
      'commit',
      'pledg',
      'when',
      'expect',
      'date',
      'soon',
      'pay',
      'cash',
      '承诺',
      '答应',
      '何时',
      '时候',
      '付款',
      '回款',
      '哪天',
    ],
    status: [
      'status',
      'how',
      'about',
      'situation',
      'doing',
      'balance',
      'disput',
      'account',
      'said',
      '情况',
      '状态',
      '怎么',
      '如何',
      '进展',
      '争议',
    ],
    help: ['help', 'can', 'command', 'use', 'work', '帮助', '会', '能', '怎么用', '命令'],
  };

const MOST = 3;

/**
 * The things that can be asked that are nearest to what was not understood, the nearest first.
 *
 * @param clientName the one client that it names, if there is one
 * @param decides escalations are theirs to decide
 */
export function nearestEnquiries(text: string, clientName: string | null, decides: boolean): Enquiry[] {
  const { line, words } = askedWords(text);
  const weight = (about: keyof typeof ABOUT): number =>
    ABOUT[about].filter((sign) =>
      /^[a-z]/.test(sign)
        ? words.some((word) => word.s.startsWith(sign) && word.s !== 'lately')
        : line.folded.includes(sign),
    ).length;
  const of = { kind: 'named', text: clientName ?? '' } as const;
  const offers: readonly (readonly [keyof typeof ABOUT, Enquiry])[] =
    clientName === null
      ? [
          ['overdue', { kind: 'overdue', of: { kind: 'all' } }],
          ['promises', { kind: 'promises', of: { kind: 'mine' }, due: null }],
          ['mine', { kind: 'overdue', of: { kind: 'mine' } }],
          ...(decides ? ([['escalations', { kind: 'escalations' }]] as const) : []),
          ['help', { kind: 'help' }],
        ]
      : [
          ['status', { kind: 'status', clientText: clientName }],
          ['promises', { kind: 'promises', of, due: null }],
          ['overdue', { kind: 'overdue', of }],
        ];
  return offers
    .map(([about, enquiry], place) => ({ enquiry, weight: weight(about), place }))
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, MOST)
    .map(({ enquiry }) => enquiry);
}
