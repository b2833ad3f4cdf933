import type { Text } from '../en.js';

export const payments: Text['payments'] = {
  recorded: (by, client, amount) =>
    amount === null ? `${by} 登记：${client} 已付款。` : `${by} 登记：${client} 付款 ${amount}。`,
  recordedKept: (by, client, amount, n) =>
    amount === null
      ? `${by} 登记：${client} 已付款，${n} 笔承诺已兑现。`
      : `${by} 登记：${client} 付款 ${amount}，${n} 笔承诺已兑现。`,
  takenBack: (by, client, amount) =>
    amount === null ? `${by} 撤销了付款登记：${client}。` : `${by} 撤销了登记：${client} 付款 ${amount}。`,
  takenBackKept: (by, client, amount, n) =>
    amount === null
      ? `${by} 撤销了付款登记：${client}。因此兑现的 ${n} 笔承诺重新评估。`
      : `${by} 撤销了登记：${client} 付款 ${amount}。因此兑现的 ${n} 笔承诺重新评估。`,
  met: {
    title: (by, file, n) => {
      const whose = by === null ? '你登记的' : `${by} 登记的`;
      return n === 1
        ? `${whose}一笔付款在 ${file} 中也有，只计一次。`
        : `${whose} ${n} 笔付款在 ${file} 中也有，各只计一次。`;
    },
    askTitle: (by, file, n) => {
      const whose = by === null ? '你登记的' : `${by} 登记的`;
      return n === 1
        ? `${whose}一笔付款，是否就是 ${file} 中记在另一张发票上的那笔？`
        : `${whose} ${n} 笔付款，是否就是 ${file} 中记在其他发票上的那些？`;
    },
    inDoubt: (by, typedFor, bookedFor, date) =>
      `${by === null ? '你' : `${by} `}登记为 ${typedFor}，文件记在 ${bookedFor}，日期 ${date}。在你确认是同一笔之前，两笔都计入。`,
    same: '是同一笔付款',
    sameLabel: (client) => `${client} 的是同一笔付款：按文件只计一次`,
    whyAsked: (by) =>
      `${by === null ? '付款由你登记，所以通知你。' : `${by} 已不再登记付款，而你负责登记，所以通知你。`}文件中有同一客户、金额相同且相差不超过十天的付款；如果确实是两笔，无需操作。`,
    payment: (client, amount, date) => `${client} 于 ${date} 付款 ${amount}。`,
    apart: '这是两笔付款',
    apartLabel: (client) => `${client}：这是两笔付款`,
    isApart: (by) => `${by} 说明这是两笔付款：两笔都计入。`,
    why: (by) =>
      `${by === null ? '付款由你登记，所以通知你。' : `${by} 已不再登记付款，而你负责登记，所以通知你。`}十天之内同一客户、金额相同或合计相同的付款视为同一笔。`,
  },
};
