import type { Text } from '../en.js';

export const status: Text['status'] = {
  title: (client, date) => `${client} · ${date}`,
  push: (client, sums) => `${client}：${sums}`,
  sums: (outstanding, overdue, toCollect) => `未付 ${outstanding}，逾期 ${overdue}，待催收 ${toCollect}。`,
  nothing: '没有未付款项。',
  credit: (amounts) => `尚未核销的预收款：${amounts}。`,
  invoices: (_n, count) => `${count} 张未结发票`,
  invoice: (number, open, when) => `${number} · ${open} · ${when}`,
  dueOverdue: (due, overdue) => `${due}到期，${overdue}`,
  moreInvoices: (n) => `还有 ${n} 张，到期较晚`,
  promises: '付款承诺',
  promiseOpen: (amount, date, deadline) => `${date} 前 ${amount} · 进行中，${deadline}前到账即兑现`,
  promiseEnded: (amount, date, state, received) => `${date} 前 ${amount} · ${state}，实收 ${received}`,
  promiseSettled: (amount, date, received) => `${date} 前 ${amount} · 已兑现，所涉款项已全部结清，为此到账 ${received}`,
  slipped: (level, first) => `${level}约定，首次为 ${first}`,
  disputes: '争议',
  dispute: (amount, invoice, reason, revisit) =>
    `${invoice} 中的 ${amount} · ${reason}${revisit === null ? '' : ` · ${revisit} 复核`}`,
  snoozed: (until) => `暂停提醒至 ${until}（含当天）：不进晨报，也不提醒。`,
  kept: (by, owner, until, why) => {
    const stays = `${owner === null ? '由负责人' : `由 ${owner} `}继续跟进至 ${until}${by === null ? '' : `（${by} 决定）`}`;
    return why === null ? `${stays}。` : `${stays}，原因：“${why}”。`;
  },
  keptRate: (kept, n, percent) => `${n} 次承诺兑现 ${kept} 次（${percent}%）。`,
  keptRateTooFew: (n) => (n === 0 ? '尚无已到期的承诺。' : `只有 ${n} 次已到期的承诺，不足以计算兑现率。`),
  lastTalk: (date, what, by) =>
    by === null ? `最近联系 ${date}：${what}。` : `最近联系 ${date}：${what}。由 ${by} 记录。`,
  noTalk: '没有沟通记录。',
  owner: (owner) => `负责人 ${owner}`,
  noOwner: '无负责人：`/collect 指派`',
  backup: (backup) => `后备负责人 ${backup}`,
  projects: (_n, projects) => `项目：${projects}`,
  contacts: (contacts) => `联系人：${contacts}`,
  aliases: (aliases) => `别名：${aliases}`,
  data: (when, file) => `数据截至 ${when}，来自 ${file}`,
  mostData: (when, file) => `其中大部分数据截至 ${when}，来自 ${file}`,
  noData: '数据为 Slack 中录入，尚未导入',
  briefTitle: (client, date) => `简报：${client} · ${date}`,
  standIn: {
    away: (who, until) => `代 ${who} 跟进，对方休假至 ${until}`,
    deactivated: (who) => `代 ${who} 跟进，对方已离开本 Slack 工作区`,
    unreachable: (who) => `代 ${who} 跟进，在 Slack 上联系不到对方`,
  },
  overdue: {
    title: (_n, count) => `${count} 家逾期客户`,
    mine: (_n, count) => `你负责的 ${count} 家逾期客户`,
    named: (_n, count, name) => `${name}：${count} 家逾期客户`,
    ofOwner: (_n, count, name) => `${name} 负责的 ${count} 家逾期客户`,
    none: '没有逾期客户。',
    noneMine: '你负责的客户都没有逾期。',
    noneNamed: (name) => `${name}：没有逾期。`,
    noneOfOwner: (name) => `${name} 负责的客户都没有逾期。`,
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    sums: (overdue, toCollect) => `逾期 ${overdue}，待催收 ${toCollect}。`,
    row: (overdue, oldest) => `${overdue}，最早一笔${oldest}`,
    promised: (amount, date) => `承诺 ${date}前付 ${amount}`,
    what: (currencies) =>
      currencies > 1
        ? '按币种分列，待催收金额从大到小 · 查看单个客户：`/collect 状态 名称`'
        : '按待催收金额从大到小 · 查看单个客户：`/collect 状态 名称`',
  },
  overview: {
    title: (date) => `我的回款 · ${date}`,
    push: (broken, due, overdue) => `${broken} 笔承诺未兑现，${due} 笔即将到期，你负责的逾期客户 ${overdue} 家。`,
    calm: '今天没有需要你处理的事项。',
    broken: '未兑现、尚未处理的承诺',
    due: '即将到期的承诺',
    own: (shown, of) => (shown === of ? '你负责的逾期客户' : `你负责的逾期客户，显示 ${shown} 家，共 ${of} 家`),
    brokenRow: (client, amount, date) => `${client} ${amount}，承诺日期 ${date}`,
    escalations: (n) => (n === 0 ? '没有客户等待升级决定。' : `有 ${n} 家客户等待升级决定。`),
    empty: '账簿还是空的。三步即可开始：',
    emptySteps: [
      '1. 在运行 Collect 的机器上：`npx collect import 文件`，导入财务软件中的未结发票。',
      '2. 在项目频道中：`/collect 项目 "阿波罗" 这里 负责人 @姓名`',
      '3. 联系客户之后：`/collect 记录 华瑞科技 承诺下周五付款`',
    ],
    hint: '记录沟通：`/collect 记录 华瑞科技 承诺下周五付5万` · 全部命令：`/collect 帮助`',
  },
};
