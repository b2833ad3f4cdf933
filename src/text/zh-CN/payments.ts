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
    payment: (client, amount, date) => `${client} 于 ${date} 付款 ${amount}。`,
    apart: '这是两笔付款',
    apartLabel: (client) => `${client}：这是两笔付款`,
    isApart: (by) => `${by} 说明这是两笔付款：两笔都计入。`,
    why: (by) =>
      `${by === null ? '付款由你登记，所以通知你。' : `${by} 已不再登记付款，而你负责登记，所以通知你。`}十天之内同一客户、金额相同或合计相同的付款视为同一笔。`,
  },
};
