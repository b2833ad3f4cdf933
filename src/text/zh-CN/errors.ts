import type { Text } from '../en.js';

const quoted = (name: string) => (name === '' ? '' : `“${name}”`);

const byKey: Text['errors']['byKey'] = {
  role_required: (f) => {
    const who = f('role') === 'manager' ? '只有主管可以这样做' : '只有财务和主管可以这样做';
    const allowed = f('allowed');
    return allowed === ''
      ? `${who}，但目前还没有人担任该角色。运行 Collect 的同事可以授予：\`npx collect role 用户 ${f('role', 'finance')}\``
      : `${who}：${allowed}。请联系其中一位。`;
  },
  guest: () => '访客在这里看不到任何金额。请团队成员代为查询。',
  unknown_client: (f) =>
    `在您可见的客户中没有${quoted(f('client')) || '这家客户'}。可用 \`/collect overdue\` 核对名称，或请财务添加。`,
  unknown_project: (f) =>
    `没有找到项目${quoted(f('project'))}。财务或主管可以设置：\`/collect project "名称" here owner @姓名\``,
  unknown_invoice: (f) =>
    `${f('client', '该客户')} 没有发票${quoted(f('invoice'))}。发票号可在此查看：\`/collect status ${f('client', '名称')}\``,
  unknown_person: (f) => `在本工作区的成员中找不到 ${f('person', '此人')}。请用 @ 指定。`,
  client_exists: (f) => `${f('client', '该客户')} 已在账簿中。查看：\`/collect status ${f('client', '名称')}\``,
  alias_taken: (f) => `“${f('alias', '这个名称')}”已指向 ${f('client', '另一家客户')}。请换一个别名。`,
  bad_amount: (f) =>
    f('outstanding') === ''
      ? `${f('amount', '该金额')} 无法登记。金额须大于零，例如 12,400.00。`
      : `${f('amount', '该金额')} 无法登记。未收余额为 ${f('outstanding')}；请填写大于零的金额。`,
  currency_needed: (f) =>
    f('currencies') === ''
      ? `${f('client', '该客户')} 的未结发票不止一种货币。请在金额后写明货币代码，例如 5,000 EUR。`
      : `${f('client', '该客户')} 的未结发票有 ${f('currencies')}。请在金额后写明货币代码，例如 5,000 EUR。`,
  future_date: (f) => `${f('date', '该日期')} 在今天之后。付款以到账日为准，请到账后再登记。`,
  nothing_to_undo: () => '没有可以撤销的记录。已有记录可用 `/collect status 名称` 查看。',
  cannot_undo: (f) => {
    const why = f('why');
    if (why === 'already_undone') return '此前已撤销，没有任何改动。';
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
  promise_settled: (f) =>
    `该承诺现在的状态是“${f('state', '已结束')}”，因此未作改动。可用 \`/collect status 名称\` 查看。`,
  not_in_channel: (f) =>
    `我不在${f('channel') === '' ? '那个频道' : ` ${f('channel')} `}中。请在该频道输入 \`/invite @Collect\`，然后重试。`,
  shared_channel: (f) =>
    `${f('channel') === '' ? '本频道' : `${f('channel')} `}与外部组织共享，因此不显示金额。请使用内部频道或私信。`,
  channel_needed: () => '请在项目所在的频道中输入；在这里无法判断指的是哪个频道。',
  bad_setting: (f) =>
    f('allowed') === ''
      ? `${f('setting', '该设置')}不能是${quoted(f('value')) || '这个值'}。`
      : `${f('setting', '该设置')}不能是${quoted(f('value')) || '这个值'}。请这样写：${f('allowed')}`,
  last_manager: () => '这是最后一位主管。请先让另一位同事成为主管：`/collect role @姓名 manager`',
};

export const errors: Text['errors'] = {
  byKey,
  role: '角色',
  settings: {
    time: '时间',
    weekdays: '星期',
    timezone: '时区',
    country: '国家或地区',
    project: '项目名称',
    name: '名称',
  },
  unreachable: '无法访问账簿，没有保存任何内容。请稍后重试。',
  unexpected: (id) => `我这边出了问题（编号 ${id}）。请重试；若仍出现，请把编号告诉运行 Collect 的同事。`,
  kept: (line) => `您输入的内容已保留：${line}`,
  staleButton: '此按钮来自较早的消息，已失效。请重新输入命令；没有任何改动。',
};
