import type { Text } from '../en.js';

export const questions: Text['questions'] = {
  whichDate: (typed, choices) => `“${typed}”可以是 ${choices}。是哪一天？`,
  or: (choices) => choices.join('，或 '),
  pastDate: (typed, date) => `“${typed}”按此理解是 ${date}，已经过去。是指哪一天？`,
  whichAmount: (typed, choices) => `“${typed}”可以是 ${choices}。是多少？`,
  nothingSaved: '尚未保存任何内容。',
  unknownClient: (typed) => `在您可见的客户中没有“${typed}”。`,
  nearest: '是指下面这家吗？',
  askToAdd: '如果是新客户，可请财务或主管添加：`/collect client 名称`',
  severalClients: (typed, n) => `“${typed}”对应 ${n} 家客户。是哪一家？`,
  unnamedClient: '是哪一家客户？',
  unnamedNobody: '请先写客户名称：本频道没有关联客户。',
  andMoreClients: (n) => `还有 ${n} 家符合；请多输入几个字。`,
  misunderstood: {
    empty: '命令后面还缺内容。',
    no_verb: (typed) => `从“${typed}”看不出发生了什么。`,
    no_amount: '没有看到金额。是多少？',
    bad_amount: (typed) => `“${typed}”无法识别为金额。`,
    bad_date: (typed) => `“${typed}”无法识别为日期。`,
    future_date: (typed) => `“${typed}”在今天之后；这里需要今天或更早的日期。`,
    too_far: (typed) => `“${typed}”太遥远，无法记录。`,
    parts_do_not_add_up: (typed) => `“${typed}”中的各部分加起来对不上。`,
    too_long: '内容过长：一行最多 3,000 个字符。',
    unexpected: (typed) => `看不懂“${typed}”。`,
  },
  example: (line) => `例如：${line}`,
};
