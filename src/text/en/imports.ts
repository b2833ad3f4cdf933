import { plural } from '../format.js';

type Facts = Readonly<Record<string, string | number>>;
type Sentence = (facts: Facts) => string;

/** One sentence a reason for which a row was refused: says what is wrong and, where it helps, what to do. */
const refusals = {
  missing: () => 'this cell is empty, and the row needs it',
  bad_date: ({ text, otherOrder }) =>
    Number(otherOrder) === 1 ? `"${text}" is no date in the order of this file` : `"${text}" is no date`,
  future_date: ({ date }) => `${date} has not come yet`,
  bad_amount: ({ text }) => `"${text}" is no amount`,
  too_precise: ({ text, digits }) => `"${text}" has more than ${digits} digits after the decimal sign`,
  negative_amount: ({ text }) => `"${text}" is not more than zero; a refund is no payment`,
  unknown_currency: ({ text }) => `"${text}" is no currency of ISO 4217`,
  unclear_currency: ({ text }) => `"${text}" can be yen or yuan: add a currency column (JPY, CNY)`,
  bad_yes_no: ({ text }) => `"${text}" is neither yes nor no`,
  too_many_cells: ({ found, expected }) => `${found} cells under ${expected} headings: is a delimiter inside a text?`,
  open_quote: () => 'a quotation mark is opened and never closed',
  no_value: ({ text }) =>
    `"${text}" is what a formula leaves that failed or was never calculated: mend it in the spreadsheet`,
  too_long: ({ max }) => `longer than ${max} characters`,
  duplicate: ({ line }) =>
    Number(line) > 0
      ? `line ${line} has the same number and says something else`
      : 'an earlier row has the same number',
  other_client: ({ client }) => `this number belongs to ${client} already`,
  currency_changed: ({ from, to }) =>
    `payments, promises or disputes of this invoice are in ${from}, so it cannot become ${to}: issue another one`,
  credit_changed: ({ number }) => `credit note ${number} is on the books with other figures; issue another one`,
  past_promise: ({ givenOn }) => `the promised day lies before the day it was given (${givenOn})`,
  unknown_client: ({ text }) => `no client is called "${text}"; import invoices or clients first`,
  unknown_invoice: ({ text }) => `no invoice ${text} is on the books; import invoices first`,
  invoice_of_other: ({ text, client }) => `invoice ${text} belongs to ${client}`,
  invoice_currency: ({ text, currency }) => `invoice ${text} is in ${currency}`,
  unknown_person: ({ text }) => `"${text}" is no e-mail address, no Slack id and not the name of one known person`,
  unknown_channel: ({ text }) =>
    `I have not seen a channel ${text}; write its id (C…, at the foot of the channel's details)`,
  alias_taken: ({ text, client }) => `"${text}" already stands for ${client}`,
} satisfies Record<string, Sentence>;

interface Counts {
  readonly fileName: string;
  /** Rows read with their noun: what `counted` said. */
  readonly rows: string;
  readonly new: string;
  readonly changed: string;
  readonly unchanged: string;
  readonly refused: string;
}

const ONE = { invoices: 'invoice', payments: 'payment', clients: 'client', projects: 'project', promises: 'promise' };
type Kind = keyof typeof ONE;
const MANY: Readonly<Record<Kind, string>> = {
  invoices: 'invoices',
  payments: 'payments',
  clients: 'clients',
  projects: 'projects',
  promises: 'promises',
};

/** What `collect import` prints. Counts come formatted. */
export const imports = {
  kinds: MANY,
  list: (items: readonly string[]): string => items.join(', '),
  /** So many rows of a kind; `one`: it is a single one. */
  counted: (kind: Kind, count: string, one: boolean): string => `${count} ${one ? ONE[kind] : MANY[kind]}`,
  /** A field as `--map` takes it; a language that does not read English says besides what it is. */
  field: (name: string): string => name,
  /** A field in words, for whoever types no options. */
  fieldWords: (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  refusals: refusals as Record<keyof typeof refusals, Sentence>,
  refusalAt: (line: string, column: string | null, sentence: string): string =>
    column === null ? `line ${line}: ${sentence}` : `line ${line}, ${column}: ${sentence}`,
  /** Heading of the column that says what is wrong with a refused row. */
  problem: 'Problem',
  moreRefusals: (count: string): string => `… and ${count} more`,
  summary: (counts: Counts): string =>
    `${counts.fileName}: ${counts.rows} read: ${counts.new} new, ${counts.changed} changed, ` +
    `${counts.unchanged} unchanged, ${counts.refused} refused.`,
  drySummary: (counts: Counts): string =>
    `${counts.fileName}: ${counts.rows} read: ${counts.new} would be new, ${counts.changed} changed, ` +
    `${counts.unchanged} unchanged, ${counts.refused} refused. Nothing was written.`,
  newClients: (n: number, count: string, names: string): string =>
    `${count} new ${plural(n, 'client', 'clients')}: ${names}`,
  andMore: (names: string, count: string): string => `${names} and ${count} more`,
  quoted: (name: string): string => `"${name}"`,
  readSheet: (sheet: string, others: string): string => `Read from the sheet "${sheet}"; not read: ${others}.`,
  readAs: (columns: string): string => `Columns: ${columns}`,
  dateOrders: { mdy: 'month/day/year', dmy: 'day/month/year', ymd: 'year/month/day' },
  readDates: (order: string): string => `Dates read as ${order}.`,
  /** Nothing stands below the headings. */
  noRows: 'Below its headings the file has no rows.',
  assumedCurrency: (currency: string): string =>
    `Amounts that name no currency were taken as ${currency}: a currency column says otherwise.`,
  assumedIssueDates:
    'The file has no invoice dates: each invoice counts as issued on its due date, or today if it is due later.',
  /** Money that people typed before the file came. */
  typedToo: (n: number, count: string): string =>
    n === 1
      ? '1 payment typed by hand is in this file too and counts once.'
      : `${count} payments typed by hand are in this file too and count once.`,
  /** A payment of an earlier file, and a balance of this one. */
  mayCountTwice: (client: string, amount: string, date: string, invoice: string): string =>
    `${client}: the ${amount} paid on ${date} name no invoice, and the balance of ${invoice} tells of as much. So long ` +
    `apart both count. If it is one payment, write ${invoice} into its row of the payment file and import that again.`,
  moreMayCountTwice: (n: number, count: string): string =>
    n === 1
      ? '1 more payment may count twice in the same way.'
      : `${count} more payments may count twice in the same way.`,
  /** Why lines were left out; `example` is the first of them. */
  skipped: {
    table: (count: string, example: string): string =>
      `Left out, because they are totals or headings: ${count}. The first: ${example}`,
    document: (count: string, example: string): string =>
      `Left out, because they are documents of another kind: ${count}. The first: ${example}`,
    draft: (count: string, example: string): string =>
      `Left out, because they are drafts: ${count}. The first: ${example}`,
    void: (count: string, example: string): string =>
      `Left out, because they are void and nothing on the books stands for them: ${count}. The first: ${example}`,
  },
  lineText: (line: string, text: string): string => `line ${line} "${text}"`,
  questions: {
    dates: (fileName: string): string =>
      `${fileName}: in what order are the dates? Every one of them fits two. Nothing was imported.`,
    datesContradict: (fileName: string): string =>
      `${fileName}: some dates have the month first, others the day. Nothing was imported.`,
    dateExample: (line: string, column: string, text: string, mdy: string, dmy: string): string =>
      `line ${line}, ${column}: "${text}" is ${mdy} (--dates mdy) or ${dmy} (--dates dmy)`,
    noSuchDay: 'no day',
    amounts: (fileName: string): string =>
      `${fileName}: is the sign in these amounts for thousands or for cents? Nothing was imported.`,
    amountsContradict: (fileName: string): string =>
      `${fileName}: some amounts have a decimal point, others a decimal comma. Nothing was imported.`,
    amountExample: (line: string, column: string, text: string): string => `line ${line}, ${column}: "${text}"`,
    amountsHow: 'Say --decimal . if cents stand behind a point, --decimal , if behind a comma.',
    kind: (fileName: string, line: string, headings: string): string =>
      `${fileName}: I cannot tell what this file holds. I read line ${line} as its headings: ${headings}. Say --as invoices (or payments, clients, projects, promises), and --map for headings I do not know. If these are no headings, write a line of them above the rows. Nothing was imported.`,
    oneColumn: (fileName: string, line: string, text: string): string =>
      `${fileName}: its lines have one column only; line ${line} is "${text}". A table has headings such as invoice number, client, due date and amount, with a comma, semicolon, tab or | between its cells. A list of names is enough for clients: say --as clients and write a heading such as Client above it. Nothing was imported.`,
    columns: (fileName: string, kind: string, missing: string, headings: string, fields: string): string =>
      `${fileName}: as ${kind} it needs columns that I do not find: ${missing}. Its headings: ${headings}. Name them with --map "heading=field". The fields of ${kind}: ${fields}. Nothing was imported.`,
    map: (fileName: string, column: string, field: string, allowed: string): string =>
      `${fileName}: --map "${column}=${field}" fits nothing. Possible here: ${allowed}. Nothing was imported.`,
    file: {
      not_found: (fileName: string): string => `${fileName} is not there.`,
      not_readable: (fileName: string): string =>
        `${fileName} cannot be read: check that it is a file, and who may read it.`,
      empty: (fileName: string): string => `${fileName} is empty.`,
      spreadsheet: (fileName: string): string =>
        `${fileName} is a spreadsheet of the old form (.xls) or has a password: save it as .xlsx without a password, or as CSV (UTF-8), and import that.`,
      archive: (fileName: string): string =>
        `${fileName} is an archive, or a spreadsheet of a form that I do not read (.ods, .numbers, .xlsb): unpack it, or save it as .xlsx or CSV (UTF-8), and import that.`,
      damaged: (fileName: string): string =>
        `${fileName} is a damaged .xlsx file: open it in a spreadsheet program, save it anew or as CSV (UTF-8), and import that.`,
      too_large: (fileName: string): string =>
        `${fileName} unpacks to more than I read of a spreadsheet (300 MB): save the sheet as CSV (UTF-8), or with fewer rows, and import that.`,
      web_page: (fileName: string): string =>
        `${fileName} is a web page or XML, as some programs export tables: open it in a spreadsheet program, save it as .xlsx or CSV (UTF-8), and import that.`,
      not_text: (fileName: string): string => `${fileName} is no table: export it as CSV or .xlsx and import that.`,
    },
  },
};
