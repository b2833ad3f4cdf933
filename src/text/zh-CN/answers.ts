import type { Text } from '../en.js';

export const answers: Text['answers'] = {
  help: {
    title: '可以输入的命令',
    push: (n) => `共 ${n} 个命令，前面都加 \`/collect\`。`,
    topic: (name) => `\`/collect ${name}\``,
    aliases: (names) => `也可以写作：${names}`,
    examples: '例如',
    roles: { member: '', finance: '财务和经理可用', manager: '经理可用', admin: '管理员可用' },
    ask: '也可以直接问：在频道或讨论串里写 `@Collect 哪些客户需要升级？`，或在与我的消息里问：华瑞科技承诺了什么？我有哪些逾期客户？',
    more: '查看某个命令：`/collect 帮助 记录` · 日期和金额照常书写：周五、3月15日、月底；5万、一半、其余',
    guests: '回答只有你看得到。频道里有访客时，我发在那里的内容不含金额。',
    unknownTopic: (topic) => `没有“${topic}”这个命令。`,
  },
  project: {
    set: (by, project) => `${by} 将 ${project} 关联到本频道。`,
    takenBack: (by, project) => `${by} 曾将 ${project} 关联到本频道，现已撤销。`,
    owner: (owner, backup) => (backup === null ? `负责人：${owner}。` : `负责人：${owner}，后备负责人：${backup}。`),
    noOwner: '尚无负责人。',
    digest: (time) => `晨报在工作日 ${time} 发送 · 修改：\`/collect 晨报\``,
  },
  passedOn: {
    title: (by) => `${by} 请你代为执行：`,
    push: (by, line) => `${by} 请你执行：/collect ${line}`,
    pushBare: (by) => `${by} 请你代为执行一条命令。`,
    doneForBare: (by) => `${by} 已执行你请求的命令。`,
    undoneForBare: (by) => `${by} 执行了你请求的命令，之后又撤销了。`,
    line: (line) => `/collect ${line}`,
    why: (date) => `输入于 ${date}。你具备所需角色，因此收到此消息 · 角色：\`/collect 角色\``,
    run: '执行',
    runLabel: '以你的身份执行这条命令',
    change: '先修改…',
    changeLabel: '先修改这条命令，再执行',
    done: (by, when) => `${by} 已执行，${when}。`,
    doneAlready: (by, when) => `${by} 已执行过这条命令，${when}。这次没有重复登记。如需重新执行，请先撤销。`,
    atWork: '正在登记，这次没有重复登记。',
    doneFor: (by) => `${by} 已执行你请求的命令：`,
    undoneFor: (by) => `${by} 执行了你请求的命令，之后又撤销了：`,
    asked: (date, when) => `你的请求日期：${date} · 执行时间：${when}`,
  },
  roleChanged: {
    byPerson: (by, role) => `${by} 将你在这里的角色设为*${role}*。`,
    byOperator: (role) => `你在这里的角色现在是*${role}*，由运行 Collect 的同事设置。`,
    before: (role) => `之前是${role}。`,
    can: {
      member: '你可以查看自己负责的客户和所在频道项目的客户，并记录他们的答复。',
      finance: '你可以查看全部客户，登记付款，设置客户、项目和负责人。',
      manager: '你可以查看全部客户，决定是否升级，并指定财务人员。',
      admin: '你可以使用全部功能，并指定经理和管理员。',
    },
    why: '你的角色有变动，因此收到此消息 · 可以输入的命令：`/collect 帮助`',
  },
  roleList: {
    title: '角色一览',
    push: (n, shown) => (n === 0 ? '这里没有人的权限高于成员。' : `这里有 ${shown} 人的权限高于成员。`),
    groups: { admin: '管理员', manager: '经理', finance: '财务' },
    group: (group, people) => `*${group}*：${people}`,
    fromSlack: (person) => `${person}（Slack 管理员）`,
    nobody: '暂无',
    more: (_n, shown) => `另有 ${shown} 人`,
    members: (_n, shown) => `其余 ${shown} 人是成员。`,
    how: '更改：`/collect 角色 @姓名 成员|财务|经理|管理员` · 经理和管理员只能由管理员指定',
  },
  interrupted: {
    late: '处理曾被中断，这是对你请求的答复。',
    givenUp: '你的请求试了几次仍未能完成。',
    partly: '其中一部分已经记录：重新提交前请先查看（`/collect 状态 客户`）。',
    nothing: '没有记录任何内容。',
  },
  channelRefused: {
    title: (channel) => `我无法在 ${channel} 发消息。`,
    todo: {
      not_member:
        '我不在那个频道里，或频道已不存在。请在那里输入 `/invite @Collect`，或在另一个频道输入 `/collect 项目 "名称" 这里`，把项目关联过去。',
      archived:
        '该频道已归档。请取消归档，并在那里输入 `/invite @Collect`；或在另一个频道输入 `/collect 项目 "名称" 这里`，把项目关联过去。',
      shared:
        '该频道与其他组织共享，客户可能看到，所以不在那里发送任何金额。请在内部频道输入 `/collect 项目 "名称" 这里`，把项目关联过去。',
      restricted:
        '该频道限制了发言权限。请在频道设置的发言权限里允许 Collect 发消息，或在另一个频道输入 `/collect 项目 "名称" 这里`，把项目关联过去。',
    },
    projects: (names) => `收不到消息的项目：${names}。`,
    once: (code) => `恢复之前只通知一次 · Slack 的说法：${code} · 你是经理，因此收到此消息`,
  },
  takenDown: '此频道已与其他组织共享，我之前在这里发布的内容已撤下。',
  undelivered: {
    title: '没有送达的消息',
    line: (n, what, place, since) =>
      n === 1 ? `${place}的${what}，${since}` : `${place}的${what}，自 ${since} 起 ${n} 次`,
    why: (why, code) => `${why}（${code}）`,
    unknown: '可能已经送达，所以没有重发，请到那里查看。',
    refused: 'Slack 拒收，不再重试。',
    todo: {
      not_in_slack: '我不知道此人的 Slack 帐号。请用 `/collect 指派` 把客户交给别人。',
      user_disabled: '此人的 Slack 帐号已停用。请用 `/collect 指派` 把客户交给别人。',
      user_not_found: 'Slack 里已没有此人。请用 `/collect 指派` 把客户交给别人。',
      messages_tab_disabled: '应用设置里关闭了我的消息（App Home 的 Messages Tab）。',
      missing_scope: '我缺少一项权限。请把 manifest.json 填入应用设置，并重新安装应用。',
    } as Readonly<Record<string, string>>,
    all: '只有经理看得到；那里重新收到消息或两周后不再显示。查看全部：在运行 Collect 的机器上执行 `npx collect doctor`。',
  },
};
