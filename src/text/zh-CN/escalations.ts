import type { Text } from '../en.js';

export const escalations: Text['escalations'] = {
  title: (n, of) => `${of} 家逾期客户中，有 ${n} 家需要你决定。`,
  none: (of) => (of === 0 ? '没有逾期客户，无需决定。' : `${of} 家逾期客户中，没有需要决定的。`),
  top: (name, amounts) => `首位：${name}，${amounts}。`,
  asOf: (date) => `截至 ${date}`,
  overdue: (amount, oldest) => `逾期 ${amount}，最早一笔已 ${oldest}`,
  reasons: {
    brokenInRow: (n) => `连续 ${n} 次承诺未兑现`,
    finalDateBroken: (date) => `最后期限 ${date}未兑现`,
    daysOverdue: (days, limit) => `逾期 ${days}（上限 ${limit}）`,
    amount: (overdue, limit) => `逾期金额 ${overdue}（上限 ${limit}）`,
    amountOverLimit: '逾期金额超过上限',
    noContact: (days) => `${days}没有联系`,
    neverContacted: '从未有联系记录',
    disputePastRevisit: (amount, date) =>
      amount === null ? `争议应于 ${date}复核，至今未处理` : `${amount} 的争议应于 ${date}复核，至今未处理`,
    ownerSilent: (owner, date) => `${owner} 未回应 ${date}的提醒`,
    theOwner: '负责人',
    requested: (by, date) => `${by} 于 ${date}申请决定`,
    somebody: '同事',
  },
  lastPromise: (amount, date, state, level) =>
    level > 1
      ? `最近一次承诺：${date}前支付 ${amount}（第 ${level} 次约定），${state}。`
      : `最近一次承诺：${date}前支付 ${amount}，${state}。`,
  noPromise: '尚无承诺。',
  lastContact: (date, what) => `最近联系 ${date}：${what}。`,
  noContact: '没有联系记录。',
  decided: {
    keep: (until) => `由负责人继续跟进至 ${until}。`,
    escalate: '已升级处理。',
  },
  lastDecision: {
    keep: (by, on, until) => `${by} 于 ${on}决定由负责人继续跟进至 ${until}。`,
    escalate: (by, on) => `${by} 于 ${on}决定升级。`,
    requested: (by, on) => `${by} 于 ${on}申请决定。`,
  },
  owner: (owner) => `负责人 ${owner}。`,
  noOwner: '无负责人。',
  more: (n) => `还有 ${n} 家：请先处理以上客户，再输入 \`/collect 升级\``,
  stale: '数据已超过设定的期限，请先导入新数据再作决定。',
  why: '经理在每周第一个工作日收到此名单 · 随时查看：`/collect 升级`',
  escalated: (client) => `${client} 已升级处理。`,
  escalatedBy: (by) => `决定人：${by}。`,
  escalatedPush: (client, by, reasons) => `${by} 已将 ${client} 升级处理：${reasons}。`,
  escalatedPushBare: (client, by) => `${by} 已将 ${client} 升级处理。`,
  because: (reasons) => `原因：${reasons}。`,
  note: (by, note) => `${by}：“${note}”`,
  ownerIs: (owner) => `负责人：${owner}。请与其商定接下来由谁联系客户。`,
  keptWithYou: (client, until) => `${client} 在 ${until}之前仍由你跟进。`,
  keptWhy: '你负责该客户，因此收到此消息；到期后会重新评估',
  escalatedWhy: '负责人和项目频道会收到此消息 · 相关决定：`/collect 升级`',
  requested: (by, client) => `${by} 请你对 ${client} 作出决定。`,
  requestedPush: (overdue) => `${overdue}。`,
  requestedWhy: '你是经理，因此收到此消息 · 全部待升级客户：`/collect 升级`',
  notCandidate: (client) => `按规则，${client} 目前不在待升级名单中。`,
};
