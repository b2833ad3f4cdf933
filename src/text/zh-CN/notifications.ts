import type { Text } from '../en.js';

const inChannel = (client: string, channel: string | null): string =>
  channel === null ? client : `${client}（${channel}）`;

export const notifications: Text['notifications'] = {
  footer: '消息只在你的工作时间送达 · 更改时间和方式：`/collect 通知`',

  morning: {
    title: (n, count) =>
      n === 0 ? '有消息等到了你的工作时间，但当前版本无法显示。' : `有 ${count} 条消息等到了你的工作时间。`,
    push: (_n, count, first) => `有 ${count} 条消息在等你。第一条：${first}`,
    more: (_n, count) => `还有 ${count} 条放不下。`,
    showMore: '显示其余',
    showMoreLabel: '显示其余等待你的消息',
    gone: '没有更多内容：这条消息不是发给你的，或已全部显示。',
    rest: (_n, count) => `其余 ${count} 条等到你工作时间的消息。`,
  },

  together: {
    title: (_n, count) => `有 ${count} 笔付款承诺未兑现。`,
    push: (_n, count, first) => `有 ${count} 笔付款承诺未兑现。第一笔：${first}`,
    showMoreLabel: '显示其余未兑现的付款承诺',
    rest: (_n, count) => `其余 ${count} 笔未兑现的付款承诺。`,
  },

  off: {
    title: '私信已关闭，升级事项除外。',
    where: '其他事情都在本应用的“主页”标签和你的频道里，不会转告别人。',
    onAgain: '私信曾一度关闭，现已恢复。',
    back: '重新开启',
    backLabel: '重新开启：有事即发私信',
  },

  settings: {
    changed: '已更改。',
    notify: {
      at_once: '有事即发私信，只在你的工作时间。',
      daily: '私信每天一次，在你上班一小时后送达；升级事项在工作时间内随时送达。',
      escalations: '只有升级事项发私信，其他都在“主页”标签里。',
    },
    hours: (from, until, days, zone) => `工作时间：${days} ${from} 至 ${until}，时区 ${zone}。`,
    workingDays: '工作日',
    workingDaysOf: (country) => `${country} 的工作日`,
    hoursOfWorkspace: '这是工作区统一的时间。',
    away: (from, until) => `休假：${from} – ${until}，期间由后备负责人接收你的消息。`,
    awayUntil: (until) => `休假至 ${until}，期间由后备负责人接收你的消息。`,
    withheld: (_n, count) => `因私信已关闭，最近 30 天有 ${count} 条消息没有发出。`,
    typeIt:
      '也可以输入：`/collect 通知 立即|每天|关`、`/collect 通知 工作时间 9:00-17:30 周一至周四`、`/collect 休假 到 日期`',
    zoneFrom: '时区取自你的 Slack 个人资料。',
    open: '修改…',
    openLabel: '修改：在表单中设置何时收到消息',
  },

  away: {
    set: (from, until) => `已记下你的休假：${from} – ${until}。`,
    setUntil: (until) => `已记下：你休假至 ${until}。`,
    meanwhile: (n, count) =>
      n === 0
        ? '你名下没有需要别人接手的客户。'
        : `期间你负责的 ${count} 家客户的消息发给后备负责人，没有后备的发给经理。`,
    noBackup: (_n, count) => `其中 ${count} 家没有后备：\`/collect 指派 客户 @负责人 后备 @某人\`。`,
    moved: (_n, count) => `原本在等你的 ${count} 条消息已转给他们。`,
    undo: '提前回来？`/collect 回来`',
    back: '欢迎回来，你负责的事又会发给你了。',
    waits: (_n, count) => `有 ${count} 条消息在等你，将在你的工作时间内送达。`,
    wentElsewhere: (_n, count) => `你的 ${count} 条消息已由代班的同事收到。`,
    othersLogged: (_n, count, clients) =>
      `期间同事为你负责的 ${clients} 家客户记录了 ${count} 次沟通；\`/collect 承诺\` 可查看承诺情况。`,
    notIn: (channels) => `你不在 ${channels} 中，因此那里客户的消息仍发给代班的同事；加入频道后即可由你接收。`,
    notAway: '你没有登记休假，因此没有变化。',
  },

  form: {
    title: '我的设置',
    notify: '私信',
    notifyOptions: { at_once: '有事即发', daily: '每天早上一次', escalations: '关闭，升级事项除外' },
    notifyHint: '不会在工作时间以外打扰。没有发出的都在“主页”标签里。',
    from: '上班时间',
    until: '下班时间',
    hoursHint: (from, until) => `留空则用工作区统一的时间：${from} 至 ${until}。`,
    weekdays: '工作日',
    weekdaysHint: '都不选则按工作区的工作日。法定节假日休息。',
    awayFrom: '休假开始',
    awayUntil: '休假结束',
    awayHint: '首尾两天都算在内，期间由后备负责人接收你的消息。留空表示没有休假。',
    saved: '已保存。',
    badHours: '下班时间必须晚于上班时间。',
    bothHours: '上班和下班时间要么都填，要么都不填。',
    bothDays: '请填写休假的最后一天。',
    awayBackwards: '最后一天早于第一天。',
    awayPast: '这一天已经过去了。',
    awayLong: (latest) => `最晚 ${latest}。离开更久请把客户交给别人。`,
  },

  standIn: {
    backup: {
      away: (who, until, client, channel) => `${who} 休假至 ${until}；你是 ${inChannel(client, channel)} 的后备负责人`,
      deactivated: (who, client, channel) =>
        `${who} 已离开本 Slack 工作区；你是 ${inChannel(client, channel)} 的后备负责人`,
      unreachable: (who, client, channel) =>
        `在 Slack 上联系不到 ${who}；你是 ${inChannel(client, channel)} 的后备负责人`,
      notInChannel: (who, channel, client) => `${who} 不在 ${channel} 中；你是 ${client} 的后备负责人`,
    },
    manager: {
      away: (who, until, client, channel) =>
        `${inChannel(client, channel)} 的负责人 ${who} 休假至 ${until}，后备也联系不上；你作为经理收到这条消息`,
      deactivated: (who, client, channel) =>
        `${inChannel(client, channel)} 的负责人 ${who} 已离开本 Slack 工作区，后备也联系不上；你作为经理收到这条消息`,
      unreachable: (who, client, channel) =>
        `在 Slack 上联系不到 ${inChannel(client, channel)} 的负责人 ${who}，后备也联系不上；你作为经理收到这条消息`,
      notInChannel: (who, channel, client) =>
        `${client} 的负责人 ${who} 不在 ${channel} 中，后备也联系不上；你作为经理收到这条消息`,
    },
  },
};
