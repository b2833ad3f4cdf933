import { beforeEach, describe, expect, it } from 'vitest';
import { type TestLedger, testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const invoices = async () => {
  const rows = await books.prisma.invoice.findMany({ include: { client: true }, orderBy: { number: 'asc' } });
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return rows.map((row) => [
    row.number,
    row.client.name,
    day(row.issueDate),
    day(row.dueDate),
    Number(row.amount),
    Number(row.open),
    row.currency,
  ]);
};

describe('exports of accounting programs', () => {
  it('QuickBooks Online, Open Invoices: title, groups, totals, footer', async () => {
    const report = await importText(
      books,
      `Craig's Design and Landscaping
Open Invoices
"As of November 23, 2026"

,Date,Transaction type,Num,Terms,Due date,Open balance
Amy's Bird Sanctuary,,,,,,
,10/23/2026,Invoice,1021,Net 30,11/22/2026,"1,239.00"
,11/02/2026,Invoice,1022,Net 30,,100.00
Total for Amy's Bird Sanctuary,,,,,,"$1,339.00"
Total Energies,,,,,,
,10/30/2026,Invoice,1023,Net 30,11/29/2026,5.00
Total for Total Energies,,,,,,$5.00
TOTAL,,,,,,"$1,344.00"

"Accrual Basis Monday, November 23, 2026 08:00 AM GMTZ"
`,
    );
    expect(report.question).toBeUndefined();
    expect(counts(report)).toEqual({ read: 3, new: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(await invoices()).toEqual([
      ['1021', "Amy's Bird Sanctuary", '2026-10-23', '2026-11-22', 123_900, 123_900, 'USD'],
      ['1022', "Amy's Bird Sanctuary", '2026-11-02', '2026-12-02', 10_000, 10_000, 'USD'],
      ['1023', 'Total Energies', '2026-10-30', '2026-11-29', 500, 500, 'USD'],
    ]);
    expect(report.skippedLines.filter((line) => line.why === 'total').map((line) => line.text)).toEqual([
      "Total for Amy's Bird Sanctuary",
      'Total for Total Energies',
      'TOTAL',
    ]);
  });

  it('a file that says only the balance: paid in part is a payment, not a smaller invoice', async () => {
    const at = (balance: string) =>
      `Num,Customer,Date,Due Date,Open Balance\n1,ACME,2026-11-01,2026-12-01,${balance}\n`;
    await importText(books, at('100.00'));
    await importText(books, at('60.00'));
    expect(await invoices()).toEqual([['1', 'ACME', '2026-11-01', '2026-12-01', 10_000, 6000, 'USD']]);
    await importText(books, at('100.00'));
    expect(await invoices()).toEqual([['1', 'ACME', '2026-11-01', '2026-12-01', 10_000, 10_000, 'USD']]);
  });

  it('Odoo, customer invoices', async () => {
    const report = await importText(
      books,
      `"Number","Invoice Partner Display Name","Invoice/Bill Date","Due Date","Tax Excluded","Total","Amount Due","Payment Status","Status"
"INV/2026/00012","Azure Interior","2026-11-01","2026-12-01","100.00","119.00","119.00","Not Paid","Posted"
"INV/2026/00013","Azure Interior","2026-11-01","2026-12-01","100.00","119.00","0.00","Paid","Posted"
`,
    );
    expect(counts(report)).toMatchObject({ new: 2, refused: 0 });
    expect((await invoices()).map((row) => row[5])).toEqual([11_900, 0]);
  });

  it('ERPNext, Accounts Receivable: the name goes before the party code, the total line is left out', async () => {
    const report = await importText(
      books,
      `"Posting Date","Party Type","Party","Receivable Account","Customer Name","Voucher Type","Voucher No","Due Date","Invoiced Amount","Paid Amount","Credit Note","Outstanding Amount","Age (Days)","0-30","Currency"
"13-11-2026","Customer","CUST-1","Debtors - A","Palmer","Sales Invoice","ACC-SINV-2026-00001","13-12-2026",100.0,40.0,0.0,60.0,10,60.0,"USD"
"Total","","","","","","","",100.0,40.0,0.0,60.0,"",60.0,""
`,
    );
    expect(counts(report)).toMatchObject({ read: 1, new: 1 });
    expect(await invoices()).toEqual([
      ['ACC-SINV-2026-00001', 'Palmer', '2026-11-13', '2026-12-13', 10_000, 6000, 'USD'],
    ]);
  });

  it('金蝶 应收单, GB18030', async () => {
    const chinese = new Map<string, number[]>();
    const text = `单据编号,单据类型,业务日期,客户,币别,价税合计,到期日,单据状态
AR00001,标准应收单,2026/11/5,华瑞科技,人民币,"12,400.00",2026/12/5,已审核
AR00002,标准应收单,2026/11/6,华瑞科技,人民币,500.00,2026/12/6,暂存
合计,,,,,"12,900.00",,
`;
    const bytes = Buffer.concat([...text].map((character) => Buffer.from(gb18030(character, chinese))));
    const report = await importText(books, bytes);
    expect(report.reading?.encoding).toBe('gb18030');
    expect(counts(report)).toMatchObject({ read: 1, new: 1, refused: 0 });
    expect(report.skippedBy).toEqual({ total: 1, draft: 1 });
    expect(await invoices()).toEqual([
      ['AR00001', '华瑞科技', '2026-11-05', '2026-12-05', 1_240_000, 1_240_000, 'CNY'],
    ]);
  });

  it('用友 往来明细, UTF-16, tabs', async () => {
    const text = `应收明细账\n2026年11月\n\n单据号\t客户编码\t客户名称\t单据日期\t到期日\t原币金额\t余额\nXS-001\tK01\t北京云图\t2026年11月5日\t20261205\t5000.00\t2000.00\n\t\t\t\t合计\t5000.00\t2000.00\n`;
    const report = await importText(books, Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(report.reading).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' });
    expect(counts(report)).toMatchObject({ read: 1, new: 1, refused: 0 });
    expect(await invoices()).toEqual([['XS-001', '北京云图', '2026-11-05', '2026-12-05', 500_000, 200_000, 'USD']]);
    expect(await books.prisma.client.findFirst()).toMatchObject({ externalId: 'K01' });
  });

  it('a German export: semicolons, decimal comma, dotted dates, Western encoding', async () => {
    const text = `Invoice No;Customer;Invoice Date;Due Date;Amount\nR-1;M\xfcller GmbH;05.11.2026;05.12.2026;1.234,50 \n`;
    const report = await importText(books, Buffer.from(text, 'latin1'));
    expect(report.reading).toMatchObject({ delimiter: ';', encoding: 'windows-1252', dates: 'dmy', decimal: ',' });
    expect(await invoices()).toEqual([['R-1', 'Müller GmbH', '2026-11-05', '2026-12-05', 123_450, 123_450, 'USD']]);
  });

  it('a character that is not ASCII only far behind the first bytes', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `R-${n},ACME,2026-11-05,2026-12-05,1.00\n`).join('');
    const text = `Invoice No,Customer,Invoice Date,Due Date,Amount\n${rows}R-X,M\xfcller,2026-11-05,2026-12-05,1.00\n`;
    const report = await importText(books, Buffer.from(text, 'latin1'), { dryRun: true });
    expect(report.reading?.encoding).toBe('windows-1252');
    expect(counts(report)).toMatchObject({ read: 12_001, new: 12_001 });
  });

  it('QuickBooks Online, A/R Aging Detail: buckets are no clients, payments are left out', async () => {
    const report = await importText(
      books,
      `Craig's Design and Landscaping
A/R Aging Detail Report

,Date,Transaction type,Num,Customer full name,Due date,Amount,Open balance
1 - 30 days past due,,,,,,,
,10/23/2026,Invoice,1021,Amy's Bird Sanctuary,11/22/2026,"1,239.00","1,000.00"
,11/13/2026,Payment,PMT-7,Amy's Bird Sanctuary,11/13/2026,-50.00,-50.00
,11/14/2026,Credit Memo,C-1,Dukes Gym,11/14/2026,-30.00,-30.00
Total for 1 - 30 days past due,,,,,,"$1,159.00","$920.00"
`,
    );
    expect(counts(report)).toEqual({ read: 2, new: 2, changed: 0, unchanged: 0, refused: 0 });
    expect(report.skippedLines).toContainEqual({ line: 7, why: 'document', text: 'PMT-7 Payment' });
    expect(await invoices()).toEqual([
      ['1021', "Amy's Bird Sanctuary", '2026-10-23', '2026-11-22', 123_900, 100_000, 'USD'],
    ]);
  });

  it('QuickBooks Online, Invoice List: the client stands under Name; Transaction List: its payments', async () => {
    const list = `Date,Transaction Type,Num,Name,Memo,Due Date,Amount,Open Balance
10/23/2026,Invoice,1021,Amy's,,11/22/2026,100.00,100.00
10/24/2026,Refund,R-1,Amy's,,10/24/2026,-5.00,0.00
`;
    expect(counts(await importText(books, list))).toMatchObject({ read: 1, new: 1, refused: 0 });
    const transactions = `Date,Transaction Type,Num,Posting,Name,Memo/Description,Account,Split,Amount
10/23/2026,Invoice,1021,Yes,Amy's,,A/R,Services,100.00
11/13/2026,Payment,P-7,Yes,Amy's,,Undeposited Funds,A/R,40.00
`;
    const report = await importText(books, transactions);
    expect(report).toMatchObject({ kind: 'payments', read: 1, new: 1, refused: 0, skippedBy: { document: 1 } });
    expect((await invoices())[0]?.[5]).toBe(6000);
  });

  it('Odoo, the columns of its list: signed totals, draft, cancelled and credit note', async () => {
    const report = await importText(
      books,
      `Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Total Signed,Amount Due Signed,Currency,Payment Status,Status
INV/2026/00012,Azure Interior,2026-11-01,2026-12-01,119.00,50.00,EUR,Partially Paid,Posted
RINV/2026/00001,Azure Interior,2026-11-02,2026-11-02,-20.00,-20.00,EUR,Not Paid,Posted
/,Azure Interior,,2026-12-01,10.00,10.00,EUR,Not Paid,Draft
INV/2026/00013,Azure Interior,2026-11-01,2026-12-01,119.00,0.00,EUR,Not Paid,Cancelled
`,
    );
    expect(counts(report)).toEqual({ read: 2, new: 2, changed: 0, unchanged: 0, refused: 0 });
    expect(report.skippedLines).toEqual([
      { line: 4, why: 'draft', text: '/ Draft' },
      { line: 5, why: 'void', text: 'INV/2026/00013 Cancelled' },
    ]);
    expect(await invoices()).toEqual([
      ['INV/2026/00012', 'Azure Interior', '2026-11-01', '2026-12-01', 11_900, 5000, 'EUR'],
    ]);
  });

  it('Odoo: the figure in the currency of the invoice goes before the one of the company', async () => {
    await importText(
      books,
      `Number,Partner,Invoice Date,Due Date,Total Signed,Total in Currency Signed,Currency
INV/1,Azure,2026-11-01,2026-12-01,110.00,100.00,EUR
`,
    );
    expect((await invoices())[0]?.slice(4)).toEqual([10_000, 10_000, 'EUR']);
  });

  it('Odoo, a plain export; paid by its payment status where no balance is exported', async () => {
    const plain = `Number,Partner,Invoice Date,Due Date,Total,Amount Due
INV/1,Azure,2026-11-01,2026-12-01,100.00,40.00
`;
    expect((await importText(books, plain)).assumed.currency).toBe('USD');
    const paid = `Number,Partner,Invoice Date,Due Date,Total,Payment Status,Status
INV/2,Azure,2026-11-01,2026-12-01,100.00,Paid,Posted
`;
    await importText(books, paid);
    expect((await invoices()).map((row) => row[5])).toEqual([4000, 0]);
  });

  it('Xero, by invoice: what is due, the type and the status', async () => {
    const report = await importText(
      books,
      `ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,AmountDue,Currency,Type,Status
ACME,INV-0001,2026-11-01,2026-12-01,100.00,100.00,EUR,ACCREC,AUTHORISED
ACME,INV-0002,2026-11-01,2026-12-01,100.00,0.00,EUR,ACCREC,PAID
ACME,B-1,2026-11-01,2026-12-01,100.00,100.00,EUR,ACCPAY,AUTHORISED
ACME,CN-1,2026-11-01,2026-11-01,10.00,10.00,EUR,ACCRECCREDIT,AUTHORISED
ACME,INV-0003,2026-11-01,2026-12-01,100.00,100.00,EUR,ACCREC,DELETED
`,
    );
    expect(counts(report)).toEqual({ read: 3, new: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(report.skippedBy).toEqual({ document: 1, void: 1 });
    expect(report.assumed.currency).toBeNull();
    expect((await invoices()).map((row) => [row[0], row[5]])).toEqual([
      ['INV-0001', 10_000],
      ['INV-0002', 0],
    ]);
    expect(await books.prisma.creditNote.findMany()).toMatchObject([{ number: 'CN-1', amount: 1000n }]);
  });

  it('ERPNext, Accounts Receivable: its credit notes, payments and purchases', async () => {
    const report = await importText(
      books,
      `Customer,Posting Date,Voucher Type,Voucher No,Due Date,Invoiced Amount,Paid Amount,Credit Note,Outstanding Amount,Currency
Palmer,2026-11-13,Sales Invoice,SINV-1,2026-12-13,100.0,40.0,10.0,50.0,USD
Palmer,2026-11-14,Sales Invoice,SINV-RET-1,2026-11-14,0.0,0.0,30.0,-30.0,USD
Palmer,2026-11-15,Payment Entry,PE-1,2026-11-15,0.0,20.0,0.0,-20.0,USD
Palmer,2026-11-15,Purchase Invoice,PINV-1,2026-11-15,20.0,0.0,0.0,20.0,USD
`,
    );
    expect(counts(report)).toEqual({ read: 2, new: 2, changed: 0, unchanged: 0, refused: 0 });
    expect(report.skippedBy).toEqual({ document: 2 });
    expect((await invoices()).map((row) => [row[0], row[4], row[5]])).toEqual([['SINV-1', 10_000, 5000]]);
    expect(await books.prisma.creditNote.findMany()).toMatchObject([{ number: 'SINV-RET-1', amount: 3000n }]);
  });

  it('ERPNext, without what is outstanding: less what was paid and credited', async () => {
    await importText(
      books,
      `Customer,Posting Date,Voucher No,Due Date,Invoiced Amount,Paid Amount,Credit Note
Palmer,2026-11-13,SINV-1,2026-12-13,100.0,40.0,10.0
`,
    );
    expect((await invoices())[0]?.[5]).toBe(5000);
  });

  it('a list of one’s own without issue dates: the due date, or today where it is still to come', async () => {
    const text = 'client,number,due,amount\nACME,1,2026-10-01,10\nACME,2,2026-12-01,20\nACME,C1,,-3\n';
    const report = await importText(books, text);
    expect(report).toMatchObject({ kind: 'invoices', new: 3, assumed: { currency: 'USD', issueDates: true } });
    const rows = [
      ['1', 'ACME', '2026-10-01', '2026-10-01', 1000, 700, 'USD'],
      ['2', 'ACME', '2026-11-23', '2026-12-01', 2000, 2000, 'USD'],
    ];
    expect(await invoices()).toEqual(rows);
    books.clock.advance({ days: 2 });
    expect(counts(await importText(books, text))).toMatchObject({ unchanged: 3, changed: 0 });
    expect(await invoices()).toEqual(rows);
  });

  it('terms are counted from an issue date, so they need one', async () => {
    const { question } = await importText(books, 'client,number,terms,amount\nACME,1,Net 30,10\n');
    expect(question).toMatchObject({ kind: 'columns', as: 'invoices', missing: ['issueDate'] });
  });

  it('a currency in the cells is none that was assumed', async () => {
    const text = 'client,number,due,amount\nACME,1,2026-10-01,€10\n';
    expect((await importText(books, text)).assumed.currency).toBeNull();
  });

  it('the pipe, and the separator line that Excel writes', async () => {
    expect(
      (await importText(books, 'Invoice No|Customer|Date|Due Date|Amount\n1|ACME|2026-11-05|2026-12-05|1,00\n'))
        .reading,
    ).toMatchObject({ delimiter: '|', decimal: ',' });
    expect(
      (await importText(books, 'sep=;\nInvoice No;Customer;Date;Due Date;Amount\n2;ACME;2026-11-05;2026-12-05;1,00\n'))
        .new,
    ).toBe(1);
  });
});

describe('questions', () => {
  const header = 'Invoice No,Customer,Invoice Date,Due Date,Amount';

  it('asks for the order of dates and imports nothing until it is told', async () => {
    const text = `${header}\n1,ACME,01/02/2026,01/03/2026,10\n`;
    const report = await importText(books, text);
    expect(report.question).toEqual({
      kind: 'dates',
      contradictory: false,
      examples: [
        { line: 2, column: 'Invoice Date', text: '01/02/2026', mdy: '2026-01-02', dmy: '2026-02-01' },
        { line: 2, column: 'Due Date', text: '01/03/2026', mdy: '2026-01-03', dmy: '2026-03-01' },
      ],
    });
    expect(counts(report).read).toBe(0);
    expect(await books.prisma.client.count()).toBe(0);
    await importText(books, text, { dates: 'dmy' });
    expect((await invoices())[0]?.slice(2, 4)).toEqual(['2026-02-01', '2026-03-01']);
  });

  it('asks for the decimal sign', async () => {
    const text = `${header.replaceAll(',', ';')}\n1;ACME;2026-02-01;2026-03-01;5.000\n`;
    expect((await importText(books, text)).question).toMatchObject({ kind: 'amounts', examples: [{ text: '5.000' }] });
    await importText(books, text, { decimal: ',' });
    expect((await invoices())[0]?.[4]).toBe(500_000);
  });

  it('names the columns that are missing, and takes them by a map', async () => {
    const text = 'Beleg,Kunde,Vom,Bis,Brutto\n1,ACME,2026-02-01,2026-03-01,10\n';
    expect((await importText(books, text)).question).toEqual({
      kind: 'columns',
      as: null,
      missing: [],
      headings: ['Beleg', 'Kunde', 'Vom', 'Bis', 'Brutto'],
      line: 1,
    });
    expect((await importText(books, text, { as: 'invoices', map: { Beleg: 'number' } })).question).toMatchObject({
      kind: 'columns',
      as: 'invoices',
      missing: ['client', 'dueDate', 'amount'],
    });
    const map = { Beleg: 'number', Kunde: 'client', Vom: 'issueDate', Bis: 'dueDate', Brutto: 'amount' };
    expect(counts(await importText(books, text, { map }))).toMatchObject({ new: 1 });
    expect((await importText(books, text, { as: 'invoices', map: { Beleg: 'nonsense' } })).question).toMatchObject({
      kind: 'map',
      field: 'nonsense',
    });
    expect((await importText(books, text, { map: { Nowhere: 'number' } })).question).toMatchObject({
      kind: 'map',
      column: 'Nowhere',
    });
  });

  it('a map decides the kind too, and the question names the fields of the kind that fits best', async () => {
    const known = 'client,number,faellig,amount\nACME,1,2026-12-01,10\n';
    expect(await importText(books, known, { map: { faellig: 'dueDate' } })).toMatchObject({ kind: 'invoices', new: 1 });
    const client = 'client,phone,due\nACME,1,2026-12-01\n';
    const { kind, question } = await importText(books, client, { map: { due: 'dueDate' } });
    expect(kind).toBeNull();
    expect(question).toMatchObject({
      kind: 'columns',
      as: 'invoices',
      missing: ['number', 'amount'],
      allowed: expect.arrayContaining(['number', 'dueDate', 'amount']),
    });
    expect((await importText(books, known, { map: { faellig: 'nonsense' } })).question).toMatchObject({
      kind: 'map',
      allowed: expect.not.arrayContaining(['givenOn', 'channel', 'phone']),
    });
  });

  it('a map goes before what a heading is otherwise taken for', async () => {
    const text = 'Invoice No,Customer,Date,Due Date,Amount,Net\n1,ACME,2026-02-01,2026-03-01,10,8\n';
    await importText(books, text, { map: { Net: 'amount' } });
    expect((await invoices())[0]?.[4]).toBe(800);
  });

  it('what is no table is not imported, and why', async () => {
    const files: readonly (readonly [string | Buffer, string])[] = [
      ['', 'empty'],
      [' \n\n', 'empty'],
      [',,,\n,,,\n', 'empty'],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'spreadsheet'],
      [Buffer.from('PK\u0003\u0004whatever'), 'damaged'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8]), 'not_text'],
      ['%PDF-1.7\n1 0 obj\n', 'not_text'],
      ['\ufeff<!DOCTYPE html><table><tr><td>Invoice number</td></tr></table>', 'web_page'],
      ['<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', 'web_page'],
    ];
    for (const [content, why] of files) {
      expect((await importText(books, content)).question, `${content}`).toEqual({ kind: 'file', why });
    }
  });

  it('a table of one column is asked about with what stands in it, unless it is said to be clients', async () => {
    for (const [content, line, text] of [
      ['x', 1, 'x'],
      ['Amount\n100.00\n200.00\n', 1, 'Amount'],
      ['\nA list\n\nClient\nACME\n', 4, 'Client'],
      ['"Invoice number,Client"\n"1,ACME"\n', 1, 'Invoice number,Client'],
    ] as const) {
      expect((await importText(books, content)).question).toEqual({ kind: 'one_column', line, text });
    }
    const names = await importText(books, 'Our clients\nClient\nACME\nGlobex\n', { as: 'clients' });
    expect(counts(names)).toMatchObject({ read: 2, new: 2 });
  });

  it('a line that stands where headings should is shown with its number', async () => {
    const rows = ',,,\n1,ACME,2026-02-01,10\n2,ACME,2026-02-01,10\n';
    expect((await importText(books, rows)).question).toMatchObject({
      kind: 'columns',
      as: null,
      headings: ['1', 'ACME', '2026-02-01', '10'],
      line: 2,
    });
  });

  it('a header without rows is an import of nothing', async () => {
    expect(counts(await importText(books, `${header}\n`))).toEqual({
      read: 0,
      new: 0,
      changed: 0,
      unchanged: 0,
      refused: 0,
    });
    expect(refusalsOf(await importText(books, `${header}`))).toEqual([]);
  });
});

/** GBK bytes of a character, found by decoding: Node only decodes that encoding. */
function gb18030(character: string, known: Map<string, number[]>): number[] {
  if (character.charCodeAt(0) < 0x80) return [character.charCodeAt(0)];
  if (known.size === 0) {
    const decoder = new TextDecoder('gb18030');
    for (let high = 0xa1; high <= 0xf7; high++) {
      for (let low = 0xa1; low <= 0xfe; low++) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  const bytes = known.get(character);
  if (bytes === undefined) throw new Error(`not in GB2312: ${character}`);
  return bytes;
}
