import type { imports as english } from '../en/imports.js';

const KINDS = { invoices: '发票', payments: '收款', clients: '客户', projects: '项目', promises: '付款承诺' };

/** --map 的字段名；命令行里仍写英文。 */
const FIELDS: Readonly<Record<string, string>> = {
  number: '编号',
  client: '客户',
  clientCode: '客户编码',
  clients: '客户',
  issueDate: '开票日期',
  dueDate: '到期日',
  terms: '付款条件',
  amount: '金额',
  balance: '未收金额',
  paid: '已收金额',
  credited: '红字金额',
  settledOn: '结清日期',
  voidedOn: '作废日期',
  appliesTo: '对应的原发票',
  currency: '币种',
  type: '单据类型',
  status: '单据状态',
  paymentStatus: '收款状态',
  docStatus: '单据状态码',
  disputed: '是否有争议',
  project: '项目',
  externalId: '原系统编号',
  source: '来源',
  link: '链接',
  date: '日期',
  invoices: '发票号',
  reference: '摘要',
  name: '名称',
  aliases: '别名',
  contact: '联系人',
  firstName: '名',
  lastName: '姓',
  email: '邮箱',
  phone: '电话',
  position: '职位',
  owner: '负责人',
  backup: '后备负责人',
  channel: '频道',
  givenOn: '作出承诺的日期',
  note: '备注',
};

/** `collect import` 输出的文字；数字已格式化。 */
export const imports: typeof english = {
  kinds: KINDS,
  list: (items) => items.join('、'),
  counted: (kind, count) => `${KINDS[kind]} ${count} 行`,
  field: (name) => (FIELDS[name] === undefined ? name : `${FIELDS[name]}（${name}）`),
  fieldWords: (name) => FIELDS[name] ?? name,
  refusals: {
    missing: () => '此单元格为空，但该行必须填写',
    bad_date: ({ text, otherOrder }) =>
      Number(otherOrder) === 1 ? `“${text}”按本文件的日期顺序不是有效日期` : `“${text}”不是有效日期`,
    future_date: ({ date }) => `${date} 尚未到来`,
    bad_amount: ({ text }) => `“${text}”不是金额`,
    too_precise: ({ text, digits }) => `“${text}”的小数超过 ${digits} 位`,
    negative_amount: ({ text }) => `“${text}”不大于零；退款不算收款`,
    unknown_currency: ({ text }) => `“${text}”不是 ISO 4217 币种`,
    unclear_currency: ({ text }) => `“${text}”可能是人民币，也可能是日元：请增加币种列（CNY、JPY）`,
    bad_yes_no: ({ text }) => `“${text}”既不是“是”也不是“否”`,
    too_many_cells: ({ found, expected }) => `共 ${found} 个单元格，而表头只有 ${expected} 列：文字里是否含有分隔符？`,
    open_quote: () => '引号没有闭合',
    no_value: ({ text }) => `“${text}”是公式出错或未计算留下的：请在电子表格里修正`,
    too_long: ({ max }) => `超过 ${max} 个字符`,
    duplicate: ({ line }) => (Number(line) > 0 ? `与第 ${line} 行编号相同，内容却不同` : '前面已有相同编号的行'),
    other_client: ({ client }) => `该编号已属于客户 ${client}`,
    currency_changed: ({ from, to }) => `该发票已有 ${from} 的收款、承诺或争议，不能改为 ${to}；请另开一张`,
    credit_changed: ({ number }) => `红字单据 ${number} 已入账且金额不同，请另开一张`,
    past_promise: ({ givenOn }) => `承诺付款日早于作出承诺的日期（${givenOn}）`,
    unknown_client: ({ text }) => `没有名为“${text}”的客户；请先导入发票或客户`,
    unknown_invoice: ({ text }) => `账上没有发票 ${text}；请先导入发票`,
    invoice_of_other: ({ text, client }) => `发票 ${text} 属于客户 ${client}`,
    invoice_currency: ({ text, currency }) => `发票 ${text} 的币种是 ${currency}`,
    unknown_person: ({ text }) => `“${text}”不是邮箱、不是 Slack ID，也不是唯一一位已知成员的姓名`,
    unknown_channel: ({ text }) => `没有见过频道 ${text}；请填写频道 ID（以 C 开头，见频道详情底部）`,
    alias_taken: ({ text, client }) => `“${text}”已是客户 ${client} 的名称`,
  },
  refusalAt: (line, column, sentence) =>
    column === null ? `第 ${line} 行：${sentence}` : `第 ${line} 行“${column}”列：${sentence}`,
  problem: '问题',
  moreRefusals: (count) => `……另有 ${count} 行`,
  summary: (counts) =>
    `${counts.fileName}：读取${counts.rows}：新增 ${counts.new}，更新 ${counts.changed}，` +
    `未变 ${counts.unchanged}，拒绝 ${counts.refused}。`,
  drySummary: (counts) =>
    `${counts.fileName}：读取${counts.rows}：将新增 ${counts.new}，更新 ${counts.changed}，` +
    `未变 ${counts.unchanged}，拒绝 ${counts.refused}。本次未写入任何内容。`,
  newClients: (_n, count, names) => `新客户 ${count} 家：${names}`,
  andMore: (names, count) => `${names}，另有 ${count} 家`,
  quoted: (name) => `“${name}”`,
  readSheet: (sheet, others) => `读取的是工作表“${sheet}”；未读取：${others}。`,
  readAs: (columns) => `列对应：${columns}`,
  dateOrders: { mdy: '月/日/年', dmy: '日/月/年', ymd: '年/月/日' },
  readDates: (order) => `日期按“${order}”读取。`,
  noRows: '表头下面没有数据行。',
  assumedCurrency: (currency) => `没有注明币种的金额按 ${currency} 计；如不是，请增加币种列。`,
  assumedIssueDates: '文件中没有开票日期：按到期日计；到期日在今天之后的，按今天计。',
  typedToo: (_n, count) => `有 ${count} 笔手工登记的付款在此文件中也有，各只计一次。`,
  mayCountTwice: (client, amount, date, invoice) =>
    `${client}：${date} 的付款 ${amount} 没有写发票，而 ${invoice} 的余额也反映了同样金额；两者相隔较久，目前两笔都计入。` +
    `如果是同一笔，请在付款文件的该行写上 ${invoice}，再导入一次。`,
  moreMayCountTwice: (_n, count) => `另有 ${count} 笔付款可能以同样方式重复计入。`,
  skipped: {
    table: (count, example) => `有 ${count} 行不是数据（合计、分组标题等），已略过，第一处：${example}`,
    document: (count, example) => `有 ${count} 行是其他类型的单据，已略过，第一处：${example}`,
    draft: (count, example) => `有 ${count} 行是草稿，已略过，第一处：${example}`,
    void: (count, example) => `有 ${count} 行已作废，账上也没有对应的发票，已略过，第一处：${example}`,
  },
  lineText: (line, text) => `第 ${line} 行“${text}”`,
  questions: {
    dates: (fileName) => `${fileName}：日期是什么顺序？每个日期都有两种读法。尚未导入任何内容。`,
    datesContradict: (fileName) => `${fileName}：有的日期月在前，有的日在前。尚未导入任何内容。`,
    dateExample: (line, column, text, mdy, dmy) =>
      `第 ${line} 行“${column}”列：“${text}”可读作 ${mdy}（--dates mdy）或 ${dmy}（--dates dmy）`,
    noSuchDay: '无此日期',
    amounts: (fileName) => `${fileName}：这些金额里的符号是千分位还是小数点？尚未导入任何内容。`,
    amountsContradict: (fileName) => `${fileName}：有的金额用点作小数点，有的用逗号。尚未导入任何内容。`,
    amountExample: (line, column, text) => `第 ${line} 行“${column}”列：“${text}”`,
    amountsHow: '小数点为点时加 --decimal . ；为逗号时加 --decimal , 。',
    kind: (fileName, line, headings) =>
      `${fileName}：无法判断这是什么文件。第 ${line} 行被当作表头：${headings}。请加 --as invoices（或 payments、clients、projects、promises），不认识的表头用 --map 指定；如果这一行不是表头，请在数据上方加一行表头。尚未导入任何内容。`,
    oneColumn: (fileName, line, text) =>
      `${fileName}：每行只有一列，第 ${line} 行是“${text}”。表格需要发票号、客户、到期日、金额这样的表头，单元格之间用逗号、分号、制表符或 | 隔开。只导入客户名单时一列即可：请加 --as clients，并在名单上方写“客户”这样的表头。尚未导入任何内容。`,
    columns: (fileName, kind, missing, headings, fields) =>
      `${fileName}：作为${kind}文件缺少列：${missing}。表头：${headings}。请用 --map "表头=字段" 指定，“=”后写括号里的英文字段名。${kind}文件的字段：${fields}。尚未导入任何内容。`,
    map: (fileName, column, field, allowed) =>
      `${fileName}：--map "${column}=${field}" 无法对应。可用的有：${allowed}。尚未导入任何内容。`,
    file: {
      not_found: (fileName) => `找不到 ${fileName}。`,
      not_readable: (fileName) => `无法读取 ${fileName}：请确认它是文件，且有读取权限。`,
      empty: (fileName) => `${fileName} 是空文件。`,
      spreadsheet: (fileName) =>
        `${fileName} 是旧格式（.xls）或设有密码的电子表格：请另存为不带密码的 .xlsx 或 CSV（UTF-8）后导入。`,
      archive: (fileName) =>
        `${fileName} 是压缩包，或无法读取的电子表格格式（.ods、.numbers、.xlsb）：请解压，或另存为 .xlsx 或 CSV（UTF-8）后导入。`,
      damaged: (fileName) =>
        `${fileName} 是损坏的 .xlsx 文件：请用电子表格软件打开，重新保存或另存为 CSV（UTF-8）后导入。`,
      too_large: (fileName) =>
        `${fileName} 解压后超过可读取的上限（300 MB）：请把工作表另存为 CSV（UTF-8），或减少行数后导入。`,
      web_page: (fileName) =>
        `${fileName} 是网页或 XML（有的软件这样导出表格）：请用电子表格软件打开，另存为 .xlsx 或 CSV（UTF-8）后导入。`,
      not_text: (fileName) => `${fileName} 不是表格：请导出为 CSV 或 .xlsx 后导入。`,
    },
  },
};
