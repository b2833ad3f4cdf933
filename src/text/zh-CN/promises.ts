import type { Text } from '../en.js';
import { spaced } from './spacing.js';

export const promises: Text['promises'] = {
  logged: (by, client, parts) => `${by} 记录：${client} 承诺 ${parts}。`,
  takenBack: (by, client, parts) => `${by} 撤销了记录：${client} 承诺 ${parts}。`,
  part: (amount, date, level) => {
    const what = amount === null ? `${date}前付款` : `${date}前支付 ${amount}`;
    return level > 1 ? `${what}（第 ${level} 次约定）` : what;
  },
  due: (client, amount, date) => `${client} 承诺在 ${date} 前支付 ${amount}。`,
  dueBare: (client, date) => `${client} 承诺在 ${date} 前付款。`,
  dueReceived: (received, rest) => `目前已收 ${received}，还差 ${rest}。`,
  dueLevel: (level, first) =>
    first === null ? `这是第 ${level} 次约定日期，与首次同日。` : `这是第 ${level} 次约定日期，首次为 ${first}。`,
  broken: (client, date) => `${client} 未兑现 ${date}的付款承诺。`,
  brokenPartly: (client, date) => `${client} 只部分兑现了 ${date}的付款承诺。`,
  brokenPush: (sentence, promised, received, open) =>
    `${sentence}承诺 ${promised}，实收 ${received}；目前未付 ${open}。`,
  promisedOnly: (promised) => `承诺 ${promised}。`,
  promisedReceived: (promised, received) => `承诺 ${promised}，实收 ${received}。`,
  openNow: (open, oldest) => (oldest === null ? `目前未付 ${open}。` : `目前未付 ${open}，最早一笔${oldest}。`),
  record: (inRow, kept, n) => `连续第 ${inRow} 次未兑现；最近 ${n} 次承诺兑现了 ${kept} 次。`,
  keptOf: (kept, n) => `最近 ${n} 次承诺兑现了 ${kept} 次。`,
  tooFew: (n) => (n === 0 ? '此前没有承诺可供参考。' : `至今只有 ${n} 次承诺，不足以判断。`),
  inRow: (n) => `连续第 ${n} 次未兑现。`,
  said: (who, date, note) => `${date}，${spaced(who, '说')}：“${note}”。`,
  lastTalk: (date, what) => `最近一次联系是 ${date}：${what}。`,
  neverTalked: '没有沟通记录。',
  they: '对方',
  detectedLate: (date) => `直到 ${date}才发现：其间检查没有运行。`,
  finalDate: '对方曾称这是最后期限。',
  why: {
    owner: (client, channel) =>
      channel === null ? `你是 ${client} 的负责人` : `你是 ${client} 的负责人（${channel}）`,
    backup: (client, channel) =>
      `你是 ${client} 的后备负责人${channel === null ? '' : `（${channel}）`}，负责人目前联系不上`,
    manager: (client, channel) =>
      `你是经理，${client}${channel === null ? '' : `（${channel}）`}的负责人目前都联系不上`,
  },
  changeOwner: '更换负责人：`/collect 指派`',
  settledByBooks: (when, what) => (when === null ? `根据最新数据：${what}` : `根据 ${when} 的数据：${what}`),
  stands: (client) => `${client} 的这笔承诺已有新的处理结果。`,
  standsNothing: '你刚才的点击没有记录任何内容。如有新情况，请记录下来。',
  decidedBy: (by, when, what) => (when === null ? `${by}：${what}` : `${by}，${when}：${what}`),
  decisions: {
    paid: (amount) => (amount === null ? '对方已付款。' : `对方已付款 ${amount}。`),
    paidOn: (amount, date) => `对方于 ${date}付款 ${amount}。`,
    paymentSent: '对方称款项已在路上，尚未确认到账。',
    newDate: (date, level, amount) =>
      `新日期 ${date}${level === null ? '' : `，第 ${level} 次约定`}${amount === null ? '' : `，${amount}`}。`,
    called: (outcome) => (outcome === null ? '已电话联系。' : `已电话联系：${outcome}。`),
    logged: (outcome) => `记录了“${outcome}”。`,
    escalated: '已请经理决定。',
    tookBack: '撤销了这笔承诺的记录，不再计入。',
    ended: (state) => {
      if (state === 'broken') return '约定日期已过：对方未兑现承诺。';
      if (state === 'partially_kept') return '约定日期已过：对方只兑现了一部分。';
      return state === 'withdrawn' ? '这笔承诺的记录已撤销，不再计入。' : '这笔承诺已被新的承诺取代。';
    },
  },
  list: {
    title: (_n, count) => `你负责的客户有 ${count} 笔进行中的承诺`,
    titleOf: (_n, count, whose) => `${whose} 有 ${count} 笔进行中的承诺`,
    none: '你负责的客户目前没有进行中的承诺。',
    noneOf: (whose) => `${whose} 目前没有进行中的承诺。`,
    titleOfAll: (_n, count) => `${count} 笔进行中的承诺`,
    noneOfAll: '你能看到的客户目前没有进行中的承诺。',
    broken: {
      title: (_n, count) => `你负责的客户有 ${count} 笔承诺未兑现`,
      titleOf: (_n, count, whose) => `${whose} 有 ${count} 笔承诺未兑现`,
      titleOfAll: (_n, count) => `${count} 笔承诺未兑现`,
      none: '你负责的客户没有失信的承诺。',
      noneOf: (whose) => `${whose} 没有失信的承诺。`,
      noneOfAll: '你能看到的客户没有失信的承诺。',
      pushLast: (title, row) => `${title}。最近一笔是 ${row}。`,
    },
    titleFor: (title, days) => `${title} · ${days}`,
    noneFor: (days, none) => `${days}：${none}`,
    until: (to) => `${to}及以前`,
    between: (from, to) => `${from}至${to}`,
    row: (client, amount, date) => `${client} ${date}前 ${amount}`,
    push: (title) => `${title}。`,
    pushOne: (title, row) => `${title}：${row}。`,
    pushFirst: (title, row) => `${title}。最早的是 ${row}。`,
    received: (amount) => `已收 ${amount}`,
    level: (level, first) =>
      first === null ? `第 ${level} 次约定，与首次同日` : `第 ${level} 次约定，首次为 ${first}`,
    overdue: (deadline) => `期限 ${deadline}已过`,
  },
};
