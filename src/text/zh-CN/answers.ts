import type { Text } from '../en.js';

export const answers: Text['answers'] = {
  help: {
    title: '可以输入的命令',
    push: (n) => `共 ${n} 个命令，前面都加 \`/collect\`。`,
    topic: (name) => `\`/collect ${name}\``,
    aliases: (names) => `也可以写作：${names}`,
    examples: '例如',
    roles: { member: '', finance: '财务和经理可用', manager: '经理可用' },
    more: '查看某个命令：`/collect 帮助 记录` · 日期和金额照常书写：周五、3月15日、月底；5万、一半、其余',
    unknownTopic: (topic) => `没有“${topic}”这个命令。`,
  },
  project: {
    set: (by, project) => `${by} 将 ${project} 关联到本频道。`,
    owner: (owner, backup) => (backup === null ? `负责人：${owner}。` : `负责人：${owner}，后备负责人：${backup}。`),
    noOwner: '尚无负责人。',
    digest: (time) => `晨报在工作日 ${time} 发送 · 修改：\`/collect 晨报\``,
  },
  passedOn: {
    title: (by) => `${by} 请你代为执行：`,
    push: (by, line) => `${by} 请你执行：/collect ${line}`,
    line: (line) => `/collect ${line}`,
    why: (date) => `输入于 ${date}。你具备所需角色，因此收到此消息 · 角色：\`/collect 角色\``,
    run: '执行',
    runLabel: '以你的身份执行这条命令',
    change: '先修改…',
    changeLabel: '执行前先修改这条命令',
  },
};
