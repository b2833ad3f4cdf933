import type { Text } from '../en.js';

export const dropped: Text['dropped'] = {
  previewPush: (file, fresh, changed, refused) =>
    `已读取 ${file}：新增 ${fresh} 行，更新 ${changed} 行，未采用 ${refused} 行。尚未导入任何内容，请确认。`,
  preview: (file) => `*导入 ${file} 的结果预览*`,
  nothingNew: (file) => `*${file} 的内容账上都已有*`,
  nothingNewOfRest: (file, known, refused) => `*${file} 没有新内容：${known} 行账上已有，${refused} 行未采用*`,
  nothingNewRefused: '导入不会改动任何数字。未采用的行及原因会以文件形式发还。',
  nothingNewWhy: '导入不会改动任何数字，只会记下这些数字截至今天有效。',
  sums: (sums) => `将采用的各行合计 ${sums}。`,
  sumsImported: (sums) => `已采用的各行合计 ${sums}。`,
  nothingTakenPush: (file, refused) => `${file} 没有一行可以采用：未采用 ${refused} 行。请修改文件后重新拖到这里。`,
  refusedFollow: '未采用的行及原因随后以文件形式发送。',
  nothingTaken: (file) => `*${file} 没有一行可以采用*`,
  dropThat: '请把 .xlsx 或 CSV 文件拖到这里。',
  mend: '请修改文件后重新拖到这里。',
  import: '导入',
  importLabel: (file) => `导入 ${file}`,
  cancel: '取消',
  cancelLabel: (file) => `取消：不导入 ${file}`,
  notImported: '文件未导入。',
  reading: (file) => `正在读取 ${file}，文件较大，请稍候。`,
  importing: (file) => `正在导入 ${file}，完成后会更新这条消息。`,
  imported: (file) => `*${file} 已导入*`,
  importedUnchanged: (file) => `*${file} 没有带来任何改动：内容账上都已有*`,
  nextStep: (step) => `初始设置的下一步：${step}。`,
  goOn: '继续',
  goOnLabel: (step) => `继续初始设置：${step}`,
  importedPush: (file, fresh, changed, refused) =>
    `${file} 已导入：新增 ${fresh} 行，更新 ${changed} 行，未采用 ${refused} 行。`,
  refusedFile: (count) => `未采用的 ${count} 行及原因。请修改后重新拖到这里。`,
  refusedName: (file) => `refused-${file}`,
  noFileScope: '请 Slack 应用管理员授予 Collect 权限 `files:write`，未采用的行即可以文件形式发给你。',
  changed: (file) => `${file} 在预览之后被改动过，与预览的不是同一份内容，未导入。请重新拖到这里。`,
  dates: (file) => `*${file} 里的日期是什么顺序？* 每个日期都有两种读法。`,
  datesContradict: (file) => `*${file} 里有的日期月在前，有的日在前。* 尚未导入任何内容。请统一顺序后重新拖到这里。`,
  orders: { mdy: '月在前', dmy: '日在前', ymd: '年在前' },
  amounts: (file) => `*${file} 金额里的符号是千分位还是小数点？*`,
  amountsContradict: (file) =>
    `*${file} 里有的金额用点作小数点，有的用逗号。* 尚未导入任何内容。请统一写法后重新拖到这里。`,
  signs: { '.': '1,234.56', ',': '1.234,56' },
  example: (line, column, text) => `第 ${line} 行“${column}”列：“${text}”`,
  unknownKind: (file, line, headings) =>
    `*无法判断 ${file} 是什么文件。* 第 ${line} 行被当作表头：${headings}。可以导入发票、收款、客户、项目和承诺，表头用常见名称即可，例如发票号、客户、到期日、金额。请修改表头，或在数据上方加一行表头，然后重新拖到这里。`,
  oneColumn: (file, line, text) =>
    `*${file} 只有一列。* 第 ${line} 行是：${text}。表格需要发票号、客户、到期日、金额这样的表头，每列一个。请连同所有列重新导出，列之间用逗号、分号或制表符隔开，然后重新拖到这里。`,
  missingColumns: (file, kind, missing, headings) =>
    `*${file} 像是${kind}文件，但缺少这些列：${missing}。* 表头：${headings}。请修改表头后重新拖到这里。`,
  chooseLabel: (choice) => `按此读取文件：${choice}`,
  noFile: {
    no_scope: 'Collect 在这个 Slack 里没有读取文件的权限。请 Slack 应用管理员授予 `files:read`，然后重新拖入文件。',
    gone: '这个文件已不存在，或不是你的文件。请重新拖到这里。',
    too_large: (file) => `${file} 超过 20 MB。请减少行数，分成几份拖到这里。`,
    elsewhere: (file) => `${file} 存放在其他服务上，而 Collect 只读取 Slack 里的文件。请下载后拖到这里。`,
    not_given: 'Slack 没有给出这个文件，请稍后重新拖到这里。',
  },
  notHere: (file, collect) =>
    `没有读取 ${file}：频道里人人都能看到其中的内容。请把它以 .xlsx 或 CSV 文件拖进与 ${collect} 的私信，会先给你看导入的结果，你确认之前不会导入任何内容。`,
  tooMany: (most) => `一次最多处理 ${most} 个文件，其余的请再拖一次。`,
  why: '尚未导入任何内容 · 财务和经理可以导入文件',
};
