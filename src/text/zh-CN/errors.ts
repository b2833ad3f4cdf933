import type { Text } from '../en.js';

const quoted = (name: string) => (name === '' ? '' : `“${name}”`);

const deeds = {
  payments: '登记付款',
  escalations: '决定升级',
  projects: '设置项目',
  clients: '更改客户',
  owners: '指派负责人',
  roles: '授予角色',
  managers: '指定经理和管理员',
  digest: '设置他人负责项目的晨报',
  amounts: '恢复显示已隐藏的金额',
};

const byKey: Text['errors']['byKey'] = {
  role_required: (f) => {
    const deed = deeds[f('deed') as keyof typeof deeds] ?? '这样做';
    const only = { finance: '财务和经理', manager: '经理', admin: '管理员' };
    const who = `只有${only[f('role') as keyof typeof only] ?? only.finance}可以${deed}`;
    const allowed = f('allowed');
    return allowed === ''
      ? `${who}，但目前还没有人担任该角色。运行 Collect 的同事可以授予：\`npx collect role 用户 ${f('role', 'finance')}\``
      : `${who}：${allowed}。`;
  },
  guest: () => '访客在这里看不到任何金额，输入的内容也不会被记录。请团队成员代为查询。',
  another_organisation: () => 'Collect 只回答本工作区的成员。没有记录任何内容。',
  unknown_client: (f) =>
    f('or') === 'project'
      ? `在你可见的客户和项目中没有${quoted(f('client')) || '这个名称'}。可用 \`/collect 逾期\` 核对名称；它也可能属于你未参与的项目。`
      : `在你可见的客户中没有${quoted(f('client')) || '这家客户'}。可用 \`/collect 逾期\` 核对名称，或请财务添加；它也可能属于你未参与的项目。`,
  unknown_project: (f) =>
    `没有找到项目${quoted(f('project'))}。财务或经理可以设置：\`/collect 项目 "名称" 这里 负责人 @姓名\``,
  unknown_invoice: (f) =>
    `${f('client', '该客户')} 没有发票${quoted(f('invoice'))}。发票号可在此查看：\`/collect 状态 ${f('client', '名称')}\``,
  invoice_settled: (f) =>
    `${f('client', '该客户')} 的${f('invoice') === '' ? '该发票' : `发票 ${f('invoice')} `}已无未付金额。去掉发票号，款项会先冲抵最早到期的发票。`,
  other_currency: (f) =>
    `${f('invoice') === '' ? '该发票' : `发票 ${f('invoice')} `}的币种是 ${f('currency', '另一种货币')}，而这笔款项是 ${f('typed', '别的货币')}。尚未入账，请按 ${f('currency', '发票的币种')} 填写金额。`,
  unknown_person: (f) =>
    f('asker') !== ''
      ? 'Slack 没有告诉我你是谁。请重试；若仍如此，请联系 Slack 管理员。'
      : `在本工作区的成员中找不到 ${f('person', '此人')}。请用 @ 指定。`,
  outsider: (f) => {
    const who = { bot: '应用', deactivated: '已停用的账号' };
    const what = who[f('why') as keyof typeof who] ?? '访客';
    return `${f('person', '此人')} 在这里是${what}，不能负责客户，也不能有角色。请指定团队成员。`;
  },
  same_backup: (f) => `${f('person', '此人')} 不能同时是负责人和后备负责人，否则无人替补。请另选一人，或不设后备。`,
  client_exists: (f) => `${f('client', '该客户')} 已在账簿中。查看：\`/collect 状态 ${f('client', '名称')}\``,
  alias_taken: (f) => `“${f('alias', '这个名称')}”已指向 ${f('client', '另一家客户')}。请换一个名称。`,
  bad_amount: (f) =>
    f('outstanding') === ''
      ? `${f('amount', '该金额')} 无法登记。金额须大于零，例如 12,400.00。`
      : `${f('amount', '该金额')} 无法登记。未付余额为 ${f('outstanding')}；请填写大于零的金额。`,
  currency_needed: (f) =>
    f('currencies') === ''
      ? `${f('client', '该客户')} 的未结发票不止一种货币。请在金额后写明货币代码，例如 5,000 EUR。`
      : `${f('client', '该客户')} 的未结发票有 ${f('currencies')}。请在金额后写明货币代码，例如 5,000 EUR。`,
  sign_in_doubt: (f) =>
    `${f('sign') === '' ? '这个符号' : `“${f('sign')}”`}没有说明是哪种货币：${f('client', f('invoice', '该客户'))} 的未付款项为 ${f('owed', '另一种货币')}。请改写货币代码：${f('choices', 'USD')}。`,
  future_date: (f) => `${f('date', '该日期')} 在今天之后。付款以到账日为准，请到账后再登记。`,
  same_payment: (f) =>
    f('recorded') !== ''
      ? `${f('by') === '' ? '你' : `${f('by')} `}于 ${f('recorded')}已登记 ${f('client', '该客户')} 付款 ${f('amount', '同样金额')}。这是另一笔吗？`
      : `${f('imported', '近日')}导入的文件中已有 ${f('client', '该客户')} 的 ${f('amount', '同样金额')} 付款。这是另一笔吗？`,
  nothing_to_undo: () => '没有可以撤销的记录。已有记录可用 `/collect 状态 名称` 查看。',
  cannot_undo: (f) => {
    const why = f('why');
    if (why === 'already_undone') return '此前已撤销，没有任何改动。';
    if (why === 'in_file') return '财务文件中已有这笔付款，以文件为准，没有任何改动。';
    if (why === 'too_old') return '时间过久，无法撤销。请直接记录正确的情况，两条记录都会保留。';
    if (why === 'promise_moved_on') return '该承诺之后已有变化（被取代或已有付款），无法撤销。请直接记录现在的情况。';
    return '已无法撤销。请直接记录现在的情况。';
  },
  bad_until: (f) => {
    const max = f('max');
    const until = f('until', '该日期');
    return max === ''
      ? `${until} 不可用：请选择今天之后的日期。`
      : `${until} 不可用：请选择今天之后、最晚 ${max} 的日期。`;
  },
  past_promise: (f) => `${f('date', '该日期')} 已经过去。请写明对方将在哪天付款。`,
  far_promise: (f) => `${f('date', '该日期')} 太遥远，无法记录。最晚可记录到 ${f('latest', '两年后')}。`,
  promise_settled: (f) =>
    `该承诺现在的状态是“${f('state', '已结束')}”，因此未作改动。可用 \`/collect 状态 名称\` 查看。`,
  two_clients: (f) =>
    `没有记录任何内容：这一行提到了两家客户，${f('client', '一家')} 和 ${f('other', '另一家')}。请分两行分别记录。`,
  nothing_to_escalate: (f) =>
    `${f('client', '该客户')} 已没有欠款，无需升级，也没有通知任何人。可用 \`/collect 状态 ${f('client', '名称')}\` 查看到账情况。`,
  not_in_channel: (f) =>
    `我不在${f('channel') === '' ? '那个频道' : ` ${f('channel')} `}中。请在该频道输入 \`/invite @Collect\`，然后重试。`,
  shared_channel: (f) =>
    `${f('channel') === '' ? '本频道' : `${f('channel')} `}与外部组织共享，因此不显示金额。请使用内部频道或私信。`,
  channel_needed: () => '请在项目所在的频道中输入；在这里无法判断指的是哪个频道。',
  bad_setting: (f) =>
    f('overnight') !== ''
      ? `“${f('value')}”不可用：工作时间须在同一天内开始和结束。请这样写：${f('allowed')}`
      : f('allowed') === ''
        ? `${f('setting', '该设置')}不能是${quoted(f('value')) || '这个值'}。`
        : `${f('setting', '该设置')}不能是${quoted(f('value')) || '这个值'}。请这样写：${f('allowed')}`,
  last_admin: () => '这是最后一位管理员。请先让另一位同事成为管理员：`/collect 角色 @姓名 管理员`',
};

export const errors: Text['errors'] = {
  byKey,
  role: '角色',
  settings: {
    time: '时间',
    weekdays: '星期',
    language: '语言',
    minimum: '最低金额',
    hours: '工作时间',
    timezone: '时区',
    country: '国家或地区',
    project: '项目名称',
    name: '名称',
  },
  unreachable: '无法访问账簿，没有保存任何内容。请稍后重试。',
  slow: '账簿响应缓慢，这条内容尚未保存。保存后我会告诉你；若十分钟内没有消息，请重新发送。',
  putOff: (seconds) =>
    seconds === null
      ? 'Slack 暂时不接受我的请求，而这一步需要它；没有任何改动。请过一分钟再试。'
      : `Slack 要求我稍等再询问，而这一步需要它；没有任何改动。请在 ${seconds} 秒后重试。`,
  unexpected: (id) => `我这边出了问题（编号 ${id}）。请重试；若仍出现，请把编号告诉运行 Collect 的同事。`,
  kept: (line) => `你输入的内容已保留：${line}`,
  staleButton: '此按钮来自较早的消息，已失效。请重新输入命令；没有任何改动。',
};
