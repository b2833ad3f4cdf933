import type { commands as english } from '../en/commands.js';
import { spaced } from './spacing.js';

type CommandTexts = typeof english;
type CommandText = CommandTexts['entries']['log'];

const entry = (usage: string, summary: string, ...examples: string[]): CommandText => ({ usage, summary, examples });

/** 命令周围的文字。传入的名称和原文都已转义。 */
export const commands: CommandTexts = {
  hint: (verbs) => `[${verbs}]`,
  table: { command: '命令', does: '作用', who: '谁可以用' },
  who: { member: '所有人', finance: '财务、经理', manager: '经理', admin: '管理员' },

  entries: {
    log: entry(
      '记录 客户 承诺 日期 [金额] [发票] [备注]',
      '记下客户说了什么：付款承诺、电话、邮件、争议',
      '记录 华瑞科技 承诺下周五付5万',
      '记录 华瑞科技 承诺月底付一半',
      '记录 华瑞科技 电话 未接',
    ),
    promises: entry('承诺 [客户]', '未到期的付款承诺：你负责的，或某个客户的', '承诺', '承诺 华瑞科技'),
    status: entry('状态 客户', '一个客户的未付、逾期、待催收，承诺，以及最近一次沟通', '状态 华瑞科技'),
    overdue: entry(
      '逾期 [我的|客户|项目|@负责人]',
      '谁逾期了，待催收金额最大的在前',
      '逾期',
      '逾期 我的',
      '逾期 @dana',
    ),
    paid: entry(
      '到账 客户 金额 [发票] [日期]',
      '登记到账的款项',
      '到账 华瑞科技 5万',
      '到账 华瑞科技 9400 INV-104 昨天',
    ),
    snooze: entry(
      '暂停提醒 客户 到 日期 [，原因]',
      '让一个客户暂时休息：到那天为止不进晨报，也不提醒',
      '暂停提醒 华瑞科技 到 下周五',
      '暂停提醒 华瑞科技 到 12月15日，财务总监休假',
      '暂停提醒 华瑞科技 结束',
    ),
    escalations: entry('升级', '需要经理决定的客户，附原因', '升级'),
    undo: entry('撤销', '撤回你最近登记的一条', '撤销'),
    project: entry(
      '项目 "名称" 这里 负责人 @某人 [后备 @某人] [客户 A, B]',
      '把项目和它的频道、应收款负责人对应起来',
      '项目 "阿波罗" 这里 负责人 @dana 后备 @lee',
    ),
    client: entry(
      '客户 名称 [新增 | 改名 名称 | 别名 名称 | 联系人 姓名 邮箱 电话 | 项目 名称]',
      '查看、新增客户或为其改名，补充别名、联系人、所属项目',
      '客户 华瑞科技 新增',
      '客户 华瑞科技 改名 "华瑞集团"',
      '客户 华瑞科技 别名 "华瑞"',
      '客户 华瑞科技 联系人 "王敏" wang@huarui.example',
    ),
    assign: entry('指派 客户 @负责人 [后备 @某人]', '把客户交给负责跟进的人', '指派 华瑞科技 @dana 后备 @lee'),
    role: entry(
      '角色 [@某人 成员|财务|经理|管理员]',
      '查看或规定谁登记到账、谁决定升级、谁管理设置',
      '角色 @kim 财务',
      '角色',
    ),
    digest: entry(
      '晨报 [现在|开|关|08:30|周一至周五|国家 CN|安静 开|语言 中文|金额 关|下限 500]',
      '查看或设置本频道的晨报；`现在` 只给你自己看',
      '晨报',
      '晨报 08:30',
      '晨报 现在',
      '晨报 金额 关 下限 500',
    ),
    notifications: entry(
      '通知 [立即|每天|关|工作时间 9:00-17:30 周一至周四]',
      '何时收到私信：工作时间、有事即发、每天一次，或只收升级事项',
      '通知',
      '通知 每天',
      '通知 工作时间 9:00-17:30 周一至周四',
    ),
    away: entry(
      '休假 [从 日期] 到 日期',
      '你不在时，由后备负责人接收你的消息',
      '休假 到 11月30日',
      '休假 从 周一 到 12月4日',
    ),
    back: entry('回来', '比登记的日期提前回来', '回来'),
    setup: entry('初始设置', '一步一步设置 Collect，或接着上次继续', '初始设置'),
    help: entry('帮助 [命令]', '可以输入什么', '帮助', '帮助 记录'),
  },
  overviewSummary: '现在与你有关的事',

  close: '关闭',
  working: '请稍候……',
  unknownVerb: (typed) => `我不认识“${typed}”。`,
  didYouMean: (typed, nearest) => `我不认识“${typed}”。是不是想输入 \`${nearest}\`？`,
  typed: (line) => `你输入的是：\`${line}\``,
  run: (line) => `执行 ${line}`,

  project: {
    set: (name, channel) => `*${name}* 现在对应 ${channel}。`,
    owner: (name) => `负责人 ${name}`,
    noOwner: '还没有负责人：`/collect 项目 "名称" 这里 负责人 @某人`',
    backup: (name) => `后备 ${name}`,
    clients: (names) => `所属客户：${names}。`,
    beside: (names) => `该频道还对应 ${names}，晨报合并为一份。`,
    digest: (time, channel) => `工作日 ${time} 在 ${channel} 发晨报，可在该频道用 \`/collect 晨报\` 更改。`,
    invite: (channel) => `我还不在 ${channel} 里，发不了消息，晨报也到不了。请在那里输入 \`/invite @Collect\`。`,
  },

  client: {
    added: (name) => `已新增客户 *${name}*。`,
    renamed: (before, name) => `${spaced(before, '现在改名为')} *${name}*，原名仍可使用。`,
    noAlias: (client, alias) => `${spaced(`“${alias}”不再指`, client)}。`,
    alias: (client, alias) => `${spaced(`“${alias}”现在也指`, client)}。`,
    contact: (client, contact) => `${spaced(client, '的联系人')}：${contact}。`,
    project: (client, project) => `${spaced(client, '现在属于项目', project)}。`,
  },

  assign: {
    done: (name, owner) => `${spaced(name, '现在由')} ${owner} 负责。`,
    before: (name) => `之前是 ${name}。`,
    backup: (name) => `后备：${name}。`,
    backupLeft: (owner) => `${owner} 此前是后备负责人，因此现在没有后备。可用 \`后备 @某人\` 指定。`,
  },

  role: {
    done: (person, role) => `${person} 现在的角色是*${role}*。`,
    before: (role) => `之前是${role}。`,
    names: { member: '成员', finance: '财务', manager: '经理', admin: '管理员' },
  },

  digest: {
    title: (channel, projects) => `*${channel} 的晨报*（${projects}）`,
    on: (time, weekdays) => `${weekdays} ${time} 发送。`,
    restDays: (days) => `${days}不发送：不是工作日。`,
    off: '已关闭。`/collect 晨报 开` 重新开启。',
    zone: (zone) => `时区 ${zone}`,
    country: (country) => `避开 ${country} 的法定节假日`,
    noCountry: '不避开节假日（`/collect 晨报 国家 CN`）',
    quietOn: '没有事情时发一行',
    quietOff: '没有事情时不发',
    language: (locale) => (locale === 'zh-CN' ? '用中文发送' : '用英文发送'),
    amountsShown: '显示金额',
    amountsHidden: '不显示金额',
    hiddenForGuests: (guests) => `本频道设为显示金额，但目前隐藏：频道里有 ${guests} 位访客。`,
    hiddenForUnknown: '本频道设为显示金额，但目前隐藏：无法查明频道里有哪些人。`collect doctor` 会指出缺少哪个权限。',
    minimum: (amount) => `待催收不足 ${amount} 的客户只计数`,
    changed: '已更改。',
    preview: '本频道的晨报现在是这样，只有你看得到。',
    nothingNow: '本频道现在没有可说的，晨报不会发出。',
    weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  },

  passedOn: (name) => `已转给 ${name}。`,
  passedOnWithheld: (name) => `${name}只接收升级类私信，这条没有发出。请直接告诉对方，或转给其他人。`,

  decided: {
    paymentSent: (client, who) => `已记录：${client}说款已付出。账上还没有登记付款，到账后由 ${who} 登记。`,
    nobodyRecords: '有财务角色的同事（`/collect 角色 @某人 财务`）',
    kept: (client, until) => `${spaced(client, '在', until, '之前仍由原负责人跟进')}。`,
    escalated: (client) => spaced(client, '已升级，负责人和频道都会收到通知。'),
    requested: (client) => `已请经理决定${client}如何处理。`,
  },

  form: {
    badDate: (typed) => `“${typed}”不是日期。`,
    pastDate: '这个日期已经过去了。',
    futureDate: '已到账的款项不可能是将来的日期。',
    badAmount: '请写金额，例如 5,000 或 1250.50。',
    amountTwoWays: '这个金额有两种读法，请不要写千位分隔符。',
    lateDate: (latest) => `最晚 ${latest}。`,
    empty: '请填写。',
    tookTooLong: '窗口没能及时打开，请再按一次按钮。',
    shortcutTooLate:
      '窗口没能及时打开，什么也没有记录。请再用一次快捷方式，或直接输入：`/collect 记录 华瑞科技 承诺下周五付5万`。',
  },

  home: {
    title: 'Collect',
    first:
      '可以在这里的消息里直接问我，或在频道里用 `@Collect` 问：哪些客户需要升级？华瑞科技承诺了什么？输入 `/collect 帮助` 看看可以做什么。',
    help: '一切从 `/collect` 开始，`/collect 帮助` 列出可以输入的内容。',
    guest: '访客在这里看不到数字。',
  },
};
