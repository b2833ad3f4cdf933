import type { Text } from '../en.js';

export const receipts: Text['receipts'] = {
  promised: (client, amount, date) => `${client} 承诺在 ${date} 前支付 ${amount}。`,
  promisedParts: (client, parts) => `${client} 承诺付款：${parts}。`,
  promisedPart: (amount, date) => `${date} 前 ${amount}`,
  logged: (client, what) => `已记录 ${client}：${what}。`,
  messageKept: (link) => `已一并保存${link}。`,
  theMessage: '这条消息的链接',
  takenFor: (typed, client) => `你输入的是“${typed}”：只有 ${client} 以此开头，已按该客户记录。如有误，请撤销。`,
  newClient: (client) => `${client} 是新客户，已加入账簿。`,
  covers: (invoices) => `对应 ${invoices}。`,
  coversNothing: '目前没有对应的未结发票。',
  coveredInvoice: (number, amount, when) => `${number}（${amount}，${when}）`,
  partOf: (part, whole) => `${whole} 中的 ${part}`,
  keptUntil: (deadline) => `款项在 ${deadline}前到账即视为兑现。`,
  keptUntilOf: (date, deadline) => `${date}的部分，款项在 ${deadline}前到账即视为兑现。`,
  laterDate: (invoices, level, first, slip) => {
    const which = `${invoices === null ? '这' : `${invoices} `}已是第 ${level} 次约定日期`;
    if (slip === 0) return `${which}，与首次同日。`;
    return `${which}，比首次的 ${first}${slip > 0 ? '晚' : '早'} ${Math.abs(slip)} 天。`;
  },
  finalDate: '对方称这是最后期限：若再未兑现，该客户立即列入待升级名单。',
  confirmed: () => '此前已登记过同样的承诺，承诺不变，不计为新的日期。',
  replaces: (promises) => `取代此前的承诺：${promises}。`,
  reduces: (date, amount) => `${date} 的承诺现只包含 ${amount}。`,
  dispute: (amount, invoice, revisit, client) =>
    `${invoice} 中的 ${amount} 存在争议，暂不催收；${revisit} 再行复核。争议解决后：\`/collect 记录 ${client} 争议已解决\``,
  disputeInstead: (before) => `取代此前记录的争议：${before}。`,
  disputedPart: (amount, invoice) => `${invoice} 中的 ${amount}`,
  disputeSettled: (parts) => `已不再有争议：${parts}。这些款项恢复催收。`,
  about: (invoices) => `涉及 ${invoices}。`,
  spokeWith: (name) => `联系人：${name}。`,
  happenedOn: (date) => `发生在 ${date}。`,
  incoming: '对方主动联系。',
  next: (what, date) => `下一步：${date} ${what}。`,
  nextActions: {
    ask_for_date: '询问付款日期',
    agree_rest: '商定余款安排',
    offer_plan: '答复付款计划',
    check_payment: '核实是否到账',
    ask_approval: '询问审批进度',
    resend_invoice: '重新发送发票',
    resolve_dispute: '复核争议',
    consider_escalation: '决定是否升级',
    follow_up: '继续跟进',
    try_again: '再次联系',
    try_other_way: '换一种方式联系',
    find_contact: '找到正确的联系人',
  },
  outstanding: (amounts) => `未付余额 ${amounts}。`,
  nothingOutstanding: '没有未付款项。',
  alsoTold: (channel) => `已同步到 ${channel}。`,
  hints: {
    notWorkingDay: (date, client, deadline) =>
      `${date}对 ${client} 不是工作日。已按输入记录；${deadline}前到账都算兑现。`,
    intentOnly: (client) =>
      `没有确定的日期，因此只记为付款意向，${client} 仍在催收名单中。对方给出日期后：\`/collect 记录 ${client} 承诺 …\``,
    belowOverdue: (promised, due) => `应付 ${due}，对方只承诺 ${promised}；其余仍在催收名单中。`,
    otherCurrency: (client, promised, currencies) =>
      `承诺金额为 ${promised}，但 ${client} 没有该币种的未结发票，未结发票的币种为 ${currencies}。`,
    aboveOutstanding: (promised, outstanding) =>
      `对方承诺 ${promised}，超过未付余额 ${outstanding}。账簿里是否缺少发票？`,
    noDispute: (client) => `${client} 没有登记在案的争议，因此待催收的金额没有变化。本次沟通已保存。`,
    nothingLeft: (date, disputed) =>
      disputed === null
        ? `${date}已无款项可承诺：到那天为止应付的款项都已包含在其他承诺中，因此没有登记那天的承诺。`
        : `${date}已无款项可承诺：其余的 ${disputed} 有争议，因此没有登记那天的承诺。`,
    inDispute: (amount) => `其中 ${amount} 有争议；承诺仍已记录。`,
    nothingOutstanding: (client) => `账簿里 ${client} 没有未付款项。是否缺少发票，或者指的是另一家客户？`,
    manyDates: (level) => `约定日期已是第 ${level} 次，建议问清付款还差哪一步。`,
  },
  paid: (client, amount, date) => `${client} 于 ${date} 付款 ${amount}。`,
  settles: (lines) => `核销 ${lines}。`,
  allocation: (amount, number, rest) =>
    rest === null ? `${number}（${amount}，已结清）` : `${number}（${amount}，尚余 ${rest}）`,
  rules: {
    designated: '按你的指定。',
    earliest_due: '先核销最早到期的。',
    pro_rata: '到期日相同，按比例分摊。',
  },
  unallocated: (amount) => `${amount} 没有可核销的发票，留作客户预收款。`,
  promiseNow: (date, state, received, promised) => `${date}的承诺现为${state}：已收 ${received}，承诺 ${promised}。`,
  promiseSettled: (date, received, promised) =>
    received === null
      ? `${date}的承诺现为已兑现：所涉款项已全部结清，由更早的付款或贷项抵清。`
      : `${date}的承诺现为已兑现：所涉款项已全部结清。承诺 ${promised}，为此到账 ${received}，其余由更早的付款或贷项抵清。`,
  promiseEnough: (date, received, promised) =>
    `${date}的承诺现为已兑现：承诺 ${promised}，已收 ${received}，达到兑现标准。`,
  promiseMore: (date, received, promised) =>
    `${date}支付 ${promised} 的承诺现为已兑现：实收 ${received}，多于承诺的金额。`,
  snoozed: (client, until) => `${client} 暂停提醒至 ${until}（含当天）：不进晨报，也不提醒。`,
  snoozedTold: '承诺未兑现或有款项到账时，仍会照常通知。',
  notResting: (client) => `${client} 没有暂停提醒，晨报和提醒照常。`,
  woken: (client) => `${client} 已恢复晨报和提醒。`,
  undone: {
    'conversation.logged': (client) => `已撤销 ${client} 的这条记录。`,
    'payment.recorded': (client) => `已撤销 ${client} 的付款登记。`,
    'payment.may_be_one': (client) => `${client} 的这笔付款是同一笔：按文件只计一次。`,
    'payment.counted_once': (client) => `${client} 的两笔付款都已计入。`,
    'client.added': (client) => `已撤销新增的客户 ${client}。`,
    'client.alias_added': (client) => `已撤销 ${client} 的别名。`,
    'client.alias_removed': (client) => `${client} 的别名已恢复。`,
    'client.renamed': (client) => `${client} 已恢复原名。`,
    'client.project_set': (client) => `${client} 的项目已恢复原样。`,
    'client.assigned': (client) => `${client} 的负责人已恢复原样。`,
    'client.snoozed': (client) => `${client} 的晨报和提醒已恢复原样。`,
    'client.woken': (client) => `${client} 已恢复为暂停提醒。`,
    'project.set': () => '项目已恢复原样。',
    'project.assigned': () => '项目的负责人已恢复原样。',
    'role.set': () => '角色已恢复原样。',
    'digest.set': () => '晨报设置已恢复原样。',
    'escalation.kept': (client) => `已撤销由负责人继续跟进 ${client} 的决定。`,
    'escalation.escalated': (client) => `已撤销 ${client} 的升级。`,
    'escalation.requested': (client) => `已撤销就 ${client} 提出的决定申请。`,
  },
  projectGone: '已撤销新建的项目，它不再出现在任何列表中。',
  undoneOther: '已撤销。',
  undonePromises: (client, parts) => `已撤销：${client} 承诺付款 ${parts}。`,
  theClient: '该客户',
  undoneTyped: (line) => `原输入：${line}`,
  undoneForm: '原为表单填写。',
  undoneFormOf: (facts) => `原为表单填写：${facts}`,
  restored: (client, amount, date) => `${client} 在 ${date} 前支付 ${amount} 的承诺恢复有效。`,
  restoredAs: (client, amount, date, state) => `${client} 在 ${date} 前支付 ${amount} 的承诺现为${state}。`,
  stays: '原记录与更正都会保留。',
};
