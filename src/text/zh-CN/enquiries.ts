import type { enquiries as english } from '../en/enquiries.js';
import { spaced } from './spacing.js';

/** 用一句话提的问题。参数都已可直接显示。 */
export const enquiries: typeof english = {
  notUnderstood: '我没看懂这句话，所以什么都没查。你要问的是下面这些吗？',
  notUnderstoodNothing: '我没看懂这句话。',
  example: '可以这样问我：哪些客户需要升级？ · 华瑞科技承诺了什么？ · 我有哪些逾期客户？ · 本周谁会付款？',
  ask: {
    overdue: '谁逾期了？',
    overdueMine: '我的客户谁逾期了？',
    overdueOf: (name) => spaced(name, '有哪些逾期？'),
    promises: '我的客户承诺了什么？',
    promisesOf: (name) => spaced(name, '承诺了什么？'),
    status: (name) => spaced(name, '情况怎么样？'),
    escalations: '哪些客户需要升级？',
    help: '可以输入什么？',
  },
  unknownName: (typed) => `你能看到的客户和项目里没有“${typed}”。`,
  severalNames: (typed, n) => `“${typed}”对应 ${n} 个客户，是哪一个？`,
  oneAtATime: '一次只能回答一个客户或项目，先看哪一个？',
  whichProject: '这个频道有几个项目，是哪一个？',
  noProject: '这个频道没有对应的项目，请说出项目名：`阿波罗有哪些逾期？`',
  offered: '要登记这条吗？现在还没有登记。',
  record: '登记',
  recordLabel: (line) => `登记：${line}`,
  offeredUndo: '要撤销你最近登记的一条吗？现在还没有撤销。',
  undo: '撤销',
  undoLabel: '撤销最近登记的一条',
  offeredChange: '要这样做吗？现在什么都没改。',
  doIt: '就这样做',
  doItLabel: (line) => `就这样做：${line}`,
  change: '先修改…',
  changeLabel: '先修改这一行，再登记',
  offeredLine: (line) => `按钮的作用与在 \`/collect\` 后输入 ${line} 相同`,
  prompts: {
    title: '问一问你的应收款',
    thisWeek: '本周谁会付款？',
    today: '我今天该做什么？',
  },
};
