import type { Text } from '../en.js';

export const payments: Text['payments'] = {
  recorded: (by, client, amount) => `${by} 登记：${client} 付款 ${amount}。`,
  recordedKept: (by, client, amount, n) => `${by} 登记：${client} 付款 ${amount}，${n} 笔承诺已兑现。`,
  takenBack: (by, client, amount) => `${by} 撤销了登记：${client} 付款 ${amount}。`,
  takenBackKept: (by, client, amount, n) =>
    `${by} 撤销了登记：${client} 付款 ${amount}。因此兑现的 ${n} 笔承诺重新评估。`,
};
