/** Headings of project files, by field, in the form of headingKey. Nobody exports these: a person writes the file. */
export const projectColumns = {
  name: ['project', 'projectname', 'name', '项目', '项目名称', '名称'],
  channel: ['channel', 'slackchannel', 'channelid', 'slackchannelid', '频道', '群组', 'slack频道'],
  owner: ['owner', 'owneremail', 'projectmanager', 'pm', 'manager', '负责人', '项目经理'],
  backup: ['backup', 'backupowner', 'backupemail', 'deputy', '备份负责人', '后备负责人', '代理人'],
  clients: ['clients', 'client', 'clientname', 'customers', 'customer', 'customername', '客户', '客户名称'],
} as const satisfies Record<string, readonly string[]>;
