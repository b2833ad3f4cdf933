import type { Text } from '../en.js';

export const digest: Text['digest'] = {
  title: (projects, date) => `回款晨报 · ${projects} · ${date}`,
  push: (projects, date, what, rows) =>
    rows === 0
      ? `回款晨报，${projects}，${date}：${what}；今天没有需要跟进的客户。`
      : `回款晨报，${projects}，${date}：${what}；今天有 ${rows} 家客户需要跟进。`,
  pushStale: (projects, date, what) => `回款晨报，${projects}，${date}：${what}，但数据已过期，请先导入新数据。`,
  pushNothing: '没有待催收款项',
  counts: (overdue, open) =>
    overdue === 0 ? `未结发票 ${open} 张，没有逾期` : `未结发票 ${open} 张，其中 ${overdue} 张逾期`,
  countsSentence: (overdue, open) =>
    overdue === 0 ? `未结发票 ${open} 张，没有逾期。` : `未结发票 ${open} 张，其中 ${overdue} 张已逾期。`,
  toCollect: (amount) => `待催收 ${amount}`,
  nothingOfOverdue: (overdue, why) => `没有待催收款项：逾期 ${overdue}${why === null ? '' : `，${why}`}。`,
  paused: { promised: '均已承诺付款', disputed: '均有争议', both: '均已承诺付款或有争议' },
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
  ages: { days1to30: '1-30 天', days31to60: '31-60 天', days61to90: '61-90 天', days91plus: '90 天以上' },
  bucket: (age, amount) => `${age} ${amount}`,
  needsSomebody: '今天需要有人跟进',
  nobodyNeeded: '今天没有需要跟进的客户。',
  moreInThread: (n) => `另有 ${n} 家客户见消息列`,
  quietClients: (n) => `其余 ${n} 家客户无需跟进：款项已承诺、有争议或未到期。`,
  waiting: (n, amounts) =>
    amounts === null
      ? `另有 ${n} 家客户暂不需要跟进：近期已沟通、已暂停提醒或刚刚逾期。`
      : `另有 ${n} 家客户（待收 ${amounts}）暂不需要跟进：近期已沟通、已暂停提醒或刚刚逾期。`,
  belowMinimum: (n, minimum) =>
    minimum === null
      ? `另有 ${n} 家客户需要跟进，金额低于本频道的下限：\`/collect 逾期\``
      : `另有 ${n} 家客户需要跟进，金额不足 ${minimum}：\`/collect 逾期\``,
  reasons: {
    promiseBroken: (date) => `${date}的付款承诺未兑现`,
    promiseBrokenPartly: (date) => `${date}的付款承诺只兑现了一部分`,
    inRow: (n) => `连续第 ${n} 次`,
    promiseDueToday: '承诺今天付款',
    promiseDue: (date) => `承诺 ${date}付款`,
    disputeRevisit: (date) => `有争议，应于 ${date}复核`,
    disputeRevisitPast: (date) => `有争议，本应于 ${date}复核`,
    disputeRevisitToday: '有争议，今天应复核',
    silent: (days) => `${days}无人联系`,
    neverTalked: '从未有人联系',
    newlyOverdue: (overdue) => `新逾期，${overdue}`,
    overdue: (overdue) => overdue,
  },
  since: (date) => `自 ${date}以来`,
  changes: {
    paid: (client, amount) => (amount === null ? `${client} 已付款` : `${client} 付款 ${amount}`),
    paidKept: (client, amount) =>
      amount === null ? `${client} 已付款，承诺已兑现` : `${client} 付款 ${amount}，承诺已兑现`,
    promiseKept: (client, amount) => (amount === null ? `${client} 兑现了承诺` : `${client} 兑现了 ${amount} 的承诺`),
    promiseBroken: (client, amount, date) =>
      amount === null ? `${client} 未兑现 ${date}的承诺` : `${client} 未兑现 ${date}的承诺，${amount}`,
    newlyOverdue: (client, amount) => (amount === null ? `${client} 新逾期` : `${client} 新逾期，${amount}`),
    promised: (client, amount, date) =>
      amount === null ? `${client} 承诺 ${date}前付款` : `${client} 承诺 ${date}前付 ${amount}`,
  },
  deeds: {
    promised: (amount, date) => (amount === null ? `客户承诺 ${date}前付款。` : `客户承诺 ${date}前付 ${amount}。`),
    promisedDates: (amount, dates, last) =>
      amount === null
        ? `客户承诺分 ${dates} 次付款，最后一次在 ${last}。`
        : `客户承诺分 ${dates} 次付 ${amount}，最后一次在 ${last}。`,
    logged: (what) => `已记录：${what}。`,
    disputed: (amount, date) =>
      amount === null ? `有争议，应于 ${date}复核。` : `${amount} 有争议，应于 ${date}复核。`,
    paid: (amount) => (amount === null ? '客户已付款。' : `客户已付款 ${amount}。`),
    assigned: (owner) => `负责人现为 ${owner}。`,
    snoozed: (date) => `提醒已暂停至 ${date}。`,
    escalated: '已升级处理。',
  },
  doneBy: (by, time, what) => (by === null ? `${time}：${what}` : `${by}，${time}：${what}`),
  doneBefore: (n) => `此前还有 ${n} 条。`,
  quiet: (projects, date, amounts) => `${projects}，${date}：没有新情况。待催收 ${amounts}。`,
  quietNothing: (projects, date) => `${projects}，${date}：没有新情况，没有待催收款项。`,
  quietNext: (projects, date, amounts, promiseDate, client, promise) =>
    `${projects}，${date}：没有新情况。待催收 ${amounts}；下一笔承诺在 ${promiseDate}（${client}，${promise}）。`,
  quietNothingNext: (projects, date, promiseDate, client, promise) =>
    `${projects}，${date}：没有新情况，没有待催收款项；下一笔承诺在 ${promiseDate}（${client}，${promise}）。`,
  quietCounts: (projects, date, counts) => `${projects}，${date}：没有新情况。${counts}`,
  quietCountsNext: (projects, date, counts, promiseDate, client) =>
    `${projects}，${date}：没有新情况。${counts}下一笔承诺在 ${promiseDate}（${client}）。`,
  stale: (date) => `最近的数据是 ${date} 的。数据过旧，今天不请任何人据此催款。`,
  staleNever: '尚未导入任何数据。没有数据，今天不请任何人催款。',
  staleImport: (person) => `${person}：请导入新数据。`,
  staleImportAnybody: '请导入新数据。',
  figuresToday: (time) => `数据截至今天 ${time}`,
  figuresOf: (date, time) => (time === null ? `数据截至 ${date}` : `数据截至 ${date} ${time}`),
  figuresFrom: (figures, file) => `${figures}，来自 ${file}`,
  mostFigures: (date, file) => `其中大部分数据截至 ${date}，来自 ${file}`,
  payments: (date, file) => `收款截至 ${date}，来自 ${file}`,
  typedOnly: '数据为 Slack 中录入，尚未导入',
  setUpBy: (person) => `由 ${person} 设置`,
  change: '修改时间与日期：`/collect 晨报`',
  amountsHidden: {
    guests: '金额已隐藏：本频道里有访客。',
    unknown: '金额已隐藏：无法查明本频道里有哪些人。',
  },
  table: {
    client: '客户',
    toCollect: '待催收',
    daysOverdue: '逾期天数',
    why: '今天跟进的原因',
    owner: '负责人',
    done: '今天的处理',
    none: '-',
  },
  tableTitle: (page, pages) =>
    pages === 1 ? '今天需要跟进的全部客户' : `今天需要跟进的全部客户，第 ${page} 页，共 ${pages} 页`,
  tablePush: (n, page, pages) =>
    pages === 1
      ? `今天需要跟进的 ${n} 家客户，见表格。`
      : `今天需要跟进的 ${n} 家客户，见表格（第 ${page} 页，共 ${pages} 页）。`,
  csv: {
    project: '项目',
    client: '客户',
    invoice: '发票号',
    due: '到期日',
    daysOverdue: '逾期天数',
    currency: '币种',
    outstanding: '未付余额',
    toCollect: '待催收',
    promised: '已承诺',
    promisedBy: '承诺付款日',
    disputed: '争议金额',
    owner: '负责人',
  },
  csvSent: (n) => `清单已发到你与我的私信中，共 ${n} 张未结发票。`,
  csvComment: (n, channel) => `${channel} 中你可以查看的 ${n} 张未结发票。这是你在该频道索取的清单。`,
  csvEmpty: '这里没有你可以查看的未结发票。',
  csvNotGranted: '我没有在此发送文件的权限：请工作区管理员授予 `files:write` 权限。也可以用 `/collect 逾期` 查看清单。',
  threadTitle: (page, pages) =>
    pages === 1 ? '今天还需要跟进的客户' : `今天还需要跟进的客户，第 ${page} 页，共 ${pages} 页`,
  threadPush: (n, page, pages) =>
    `今天还有 ${n} 家客户需要跟进${pages === 1 ? '' : `（第 ${page} 页，共 ${pages} 页）`}。`,
  threadLeftOut: (n) => `还有 ${n} 家客户未能列出：\`/collect 逾期\``,
};
