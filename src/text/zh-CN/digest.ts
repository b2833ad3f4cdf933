import type { Text } from '../en.js';

export const digest: Text['digest'] = {
  title: (projects, date) => `回款晨报 · ${projects} · ${date}`,
  push: (projects, date, what, rows) =>
    rows === 0
      ? `回款晨报，${projects}，${date}：${what}；今天没有需要跟进的客户。`
      : `回款晨报，${projects}，${date}：${what}；今天有 ${rows} 家客户需要跟进。`,
  pushStale: (projects, date, what) => `回款晨报，${projects}，${date}：${what}，但数据已过期，请先导入新数据。`,
  pushNothing: '没有待催收款项',
  toCollect: (amount) => `待催收 ${amount}`,
  nothingOfOverdue: (overdue, why) => {
    const all = { promised: '，均已承诺付款', disputed: '，均有争议', both: '，均已承诺付款或有争议' };
    return `没有待催收款项：逾期 ${overdue}${why === null ? '' : all[why]}。`;
  },
  nothingAtAll: (outstanding) => `没有待催收款项，也没有逾期；未付余额 ${outstanding}。`,
  more: (difference, since) => `比 ${since}多 ${difference}`,
  less: (difference, since) => `比 ${since}少 ${difference}`,
  same: (since) => `与 ${since}持平`,
  headline: (toCollect, change) => (change === null ? `${toCollect}。` : `${toCollect}，${change}。`),
  overdue: (amount) => `逾期合计 ${amount}。`,
  nothingOverdue: (outstanding) => `没有逾期；未付余额 ${outstanding}。`,
  promisedAndDisputed: (promised, disputed) => `到期款项中，已承诺 ${promised}，有争议 ${disputed}。`,
  promised: (promised) => `到期款项中，已承诺 ${promised}。`,
  disputed: (disputed) => `到期款项中，有争议 ${disputed}。`,
  bucket: (name, amount) => {
    const ages = { days1to30: '1-30 天', days31to60: '31-60 天', days61to90: '61-90 天', days91plus: '90 天以上' };
    return `${ages[name]} ${amount}`;
  },
  needsSomebody: '今天需要有人跟进',
  nobodyNeeded: '今天没有需要跟进的客户。',
  moreInThread: (n) => `另有 ${n} 家客户见消息列`,
  quietClients: (n) => `其余 ${n} 家客户无需跟进：款项已承诺、有争议或未到期。`,
  reasons: {
    promiseBroken: (date) => `${date}的付款承诺未兑现`,
    promiseBrokenPartly: (date) => `${date}的付款承诺只兑现了一部分`,
    inRow: (n) => `连续第 ${n} 次`,
    promiseDueToday: '承诺今天付款',
    promiseDue: (date) => `承诺 ${date}付款`,
    disputeRevisit: (date) => `有争议，应于 ${date}复核`,
    disputeRevisitToday: '有争议，今天应复核',
    silent: (days) => `${days}无人联系`,
    neverTalked: '从未有人联系',
    newlyOverdue: (overdue) => `新逾期，${overdue}`,
    overdue: (overdue) => overdue,
  },
  since: (date) => `自 ${date}以来`,
  changes: {
    paid: (client, amount) => `${client} 付款 ${amount}`,
    paidKept: (client, amount) => `${client} 付款 ${amount}，承诺已兑现`,
    promiseKept: (client, amount) => `${client} 兑现了 ${amount} 的承诺`,
    promiseBroken: (client, amount, date) => `${client} 未兑现 ${date}的承诺，${amount}`,
    newlyOverdue: (client, amount) => `${client} 新逾期，${amount}`,
    promised: (client, amount, date) => `${client} 承诺 ${date}前付 ${amount}`,
  },
  quiet: (projects, date, amounts) => `${projects}，${date}：没有新情况。待催收 ${amounts}。`,
  quietNothing: (projects, date) => `${projects}，${date}：没有新情况，没有待催收款项。`,
  quietNext: (projects, date, amounts, promiseDate, client, promise) =>
    `${projects}，${date}：没有新情况。待催收 ${amounts}；下一笔承诺在 ${promiseDate}（${client}，${promise}）。`,
  quietNothingNext: (projects, date, promiseDate, client, promise) =>
    `${projects}，${date}：没有新情况，没有待催收款项；下一笔承诺在 ${promiseDate}（${client}，${promise}）。`,
  stale: (date) => `最近的数据是 ${date} 的。数据过旧，今天不请任何人据此催款。`,
  staleNever: '尚未导入任何数据。没有数据，今天不请任何人催款。',
  staleImport: (person) => `${person}：请导入新数据。`,
  staleImportAnybody: '请导入新数据。',
  figuresToday: (time) => `数据截至今天 ${time}`,
  figuresOf: (date, time) => (time === null ? `数据截至 ${date}` : `数据截至 ${date} ${time}`),
  figuresFrom: (figures, file) => `${figures}，来自 ${file}`,
  typedOnly: '数据为 Slack 中录入，尚未导入',
  setUpBy: (person) => `由 ${person} 设置`,
  change: '修改时间与日期：`/collect 晨报`',
  threadTitle: (page, pages) =>
    pages === 1 ? '今天还需要跟进的客户' : `今天还需要跟进的客户，第 ${page} 页，共 ${pages} 页`,
  threadPush: (n, page, pages) =>
    `今天还有 ${n} 家客户需要跟进${pages === 1 ? '' : `（第 ${page} 页，共 ${pages} 页）`}。`,
  threadLeftOut: (n) => `还有 ${n} 家客户未能列出：\`/collect 逾期\``,
};
