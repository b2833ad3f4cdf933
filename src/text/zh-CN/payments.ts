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
};
