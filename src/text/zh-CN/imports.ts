import type { imports as english } from '../en/imports.js';

/** `collect import` 输出的文字;数字已格式化。 */
export const imports: typeof english = {
  kinds: { invoices: '发票', payments: '收款', clients: '客户', projects: '项目', promises: '付款承诺' },
  refusals: {
    missing: () => '此单元格为空,但该行必须填写',
    bad_date: ({ text }) => `“${text}”按本文件的日期顺序不是有效日期`,
    future_date: ({ date }) => `${date} 尚未到来`,
    bad_amount: ({ text }) => `“${text}”不是金额`,
    too_precise: ({ text, digits }) => `“${text}”的小数超过 ${digits} 位`,
    negative_amount: ({ text }) => `“${text}”不大于零;退款不算收款`,
    unknown_currency: ({ text }) => `“${text}”不是 ISO 4217 币种`,
    unclear_currency: ({ text }) => `“${text}”可能是人民币,也可能是日元:请增加币种列(CNY、JPY)`,
    bad_yes_no: ({ text }) => `“${text}”既不是“是”也不是“否”`,
    not_a_receivable: ({ text }) => `“${text}”不是这一类单据`,
    too_many_cells: ({ found, expected }) => `共 ${found} 个单元格,而表头只有 ${expected} 列:文字里是否含有分隔符?`,
    open_quote: () => '引号没有闭合',
    too_long: ({ max }) => `超过 ${max} 个字符`,
    duplicate: ({ line }) => (Number(line) > 0 ? `与第 ${line} 行编号相同,内容却不同` : '前面已有相同编号的行'),
    other_client: ({ client }) => `该编号已属于客户 ${client}`,
    currency_changed: ({ from, to }) => `该发票已有 ${from} 的收款、承诺或争议,不能改为 ${to};请另开一张`,
    credit_changed: ({ number }) => `红字单据 ${number} 已入账且金额不同,请另开一张`,
    past_promise: ({ givenOn }) => `承诺付款日早于作出承诺的日期(${givenOn})`,
    unknown_client: ({ text }) => `没有名为“${text}”的客户;请先导入发票或客户`,
    unknown_invoice: ({ text }) => `账上没有发票 ${text};请先导入发票`,
    invoice_of_other: ({ text, client }) => `发票 ${text} 属于客户 ${client}`,
    invoice_currency: ({ text, currency }) => `发票 ${text} 的币种是 ${currency}`,
    unknown_person: ({ text }) => `“${text}”不是邮箱、不是 Slack ID,也不是唯一一位已知成员的姓名`,
    unknown_channel: ({ text }) => `没有见过频道 ${text};请填写频道 ID(以 C 开头,见频道详情底部)`,
    alias_taken: ({ text, client }) => `“${text}”已是客户 ${client} 的名称`,
  },
  refusalAt: (line, column, sentence) =>
    column === null ? `第 ${line} 行:${sentence}` : `第 ${line} 行“${column}”列:${sentence}`,
  moreRefusals: (count) => `……另有 ${count} 行`,
  summary: (counts) =>
    `${counts.fileName}:读取${counts.kind} ${counts.read} 行:新增 ${counts.new},更新 ${counts.changed},` +
    `未变 ${counts.unchanged},拒绝 ${counts.refused}。`,
  drySummary: (counts) =>
    `${counts.fileName}:读取${counts.kind} ${counts.read} 行:将新增 ${counts.new},更新 ${counts.changed},` +
    `未变 ${counts.unchanged},拒绝 ${counts.refused}。本次未写入任何内容。`,
  readAs: (columns) => `列对应:${columns}`,
  dateOrders: { mdy: '月/日/年', dmy: '日/月/年', ymd: '年/月/日' },
  readDates: (order) => `日期按“${order}”读取。`,
  skipped: (count, example) => `有 ${count} 行不是数据(合计、分组标题等),已略过,第一处:${example}`,
  lineText: (line, text) => `第 ${line} 行“${text}”`,
  questions: {
    dates: (fileName) => `${fileName}:日期是什么顺序?每个日期都有两种读法。尚未导入任何内容。`,
    datesContradict: (fileName) => `${fileName}:有的日期月在前,有的日在前。尚未导入任何内容。`,
    dateExample: (line, column, text, mdy, dmy) =>
      `第 ${line} 行“${column}”列:“${text}”可读作 ${mdy}(--dates mdy)或 ${dmy}(--dates dmy)`,
    noSuchDay: '无此日期',
    amounts: (fileName) => `${fileName}:这些金额里的符号是千分位还是小数点?尚未导入任何内容。`,
    amountsContradict: (fileName) => `${fileName}:有的金额用点作小数点,有的用逗号。尚未导入任何内容。`,
    amountExample: (line, column, text) => `第 ${line} 行“${column}”列:“${text}”`,
    amountsHow: '小数点为点时加 --decimal . ,为逗号时加 --decimal , 。',
    kind: (fileName, headings) =>
      `${fileName}:无法判断这是什么文件。表头:${headings}。请加 --as invoices(或 payments、clients、projects、promises),不认识的表头用 --map 指定。尚未导入任何内容。`,
    columns: (fileName, kind, missing, headings) =>
      `${fileName}:作为${kind}文件缺少列:${missing}。表头:${headings}。请用 --map "表头=字段" 指定。尚未导入任何内容。`,
    map: (fileName, column, field, allowed) =>
      `${fileName}:--map "${column}=${field}" 无法对应。可用的有:${allowed}。尚未导入任何内容。`,
    file: {
      not_found: (fileName) => `找不到 ${fileName}。`,
      not_readable: (fileName) => `无法读取 ${fileName}:请确认它是文件,且有读取权限。`,
      empty: (fileName) => `${fileName} 是空文件。`,
      spreadsheet: (fileName) => `${fileName} 是电子表格:请另存为 CSV(UTF-8)后导入。`,
      not_text: (fileName) => `${fileName} 不是文本文件:请导出为 CSV 后导入。`,
    },
  },
};
