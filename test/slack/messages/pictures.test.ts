import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { errorMessage } from '../../../src/slack/messages/error.js';
import { escalationList } from '../../../src/slack/messages/escalation.js';
import { logReceipt } from '../../../src/slack/messages/log-receipt.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { misunderstood, questionMessage } from '../../../src/slack/messages/question.js';
import { clientStatus } from '../../../src/slack/messages/status.js';
import { whichClient } from '../../../src/slack/messages/which-client.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';
import * as facts from './facts.js';
import { day, usd } from './facts.js';

const en = languageOf('en-US');
const zh = languageOf('zh-CN');
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const lines = (...text: string[]) => text.join('\n');

describe('the receipt of a promise', () => {
  it('says what was understood, what it covers, until when, which date it is', () => {
    const message = logReceipt(facts.logged(), en, 'log ACME promised Friday');
    expect(message.text).toBe('ACME promised $12,400.00 by Fri 27 Nov 2026.');
    expect(renderText(message)).toBe(
      lines(
        '*ACME promised $12,400.00 by Fri 27 Nov 2026.*',
        'Covers INV-104 ($9,400.00, 18 days overdue) and INV-107 ($3,000.00, due Tue 24 Nov). Kept if the money is here by Mon 30 Nov.',
        'For INV-104 this is the 2nd date, 14 days after the first, Fri 13 Nov.',
        '[Undo] [Change]',
        '_Also told <#C0APOLLO>. Only you see this._',
      ),
    );
  });

  it('says it in Chinese of its own', () => {
    const promise = facts.promise({ clientName: '华瑞科技', amount: cny(5_000_000), covers: [], level: 1 });
    const receipt = facts.logged({ clientName: '华瑞科技', promises: [promise], told: null });
    expect(renderText(logReceipt(receipt, zh, 'log 华瑞科技 承诺下周五付5万'))).toBe(
      lines(
        '*华瑞科技 承诺在 2026年11月27日 周五 前支付 ¥50,000.00。*',
        '目前没有对应的未结发票。款项在 11月30日（周一）前到账即视为兑现。',
        '[撤销] [修改]',
        '_仅你可见。_',
      ),
    );
  });

  it('keeps a promise without a date as an intention and says so', () => {
    const receipt = facts.logged({
      promises: [],
      outcome: 'intent',
      medium: 'unknown',
      hints: [{ kind: 'intent_only' }],
    });
    expect(renderText(logReceipt(receipt, en))).toContain(
      'No firm date was named, so I kept it as an intention and ACME stays on the list. When they name one: `/collect log ACME promised …`',
    );
  });

  it('says that a Saturday is no working day', () => {
    const hints = [{ kind: 'not_working_day' as const, date: day('2026-11-28'), deadline: day('2026-11-30') }];
    expect(renderText(logReceipt(facts.logged({ hints }), en))).toContain(
      'Sat 28 Nov is not a working day for ACME. Recorded as typed; it counts as kept until Mon 30 Nov.',
    );
  });

  it('names the parts of a promise in parts, each with its deadline', () => {
    const half = facts.promise({ amount: usd(620_000), covers: [], level: 1 });
    const rest = { ...half, promisedDate: day('2027-01-29'), deadline: day('2027-02-01') };
    const text = renderText(logReceipt(facts.logged({ promises: [half, rest] }), en));
    expect(text).toContain('*ACME promised $6,200.00 by Fri 27 Nov 2026 and $6,200.00 by Fri 29 Jan 2027.*');
    expect(text).toContain('The part of Fri 29 Jan is kept if the money is here by Mon 1 Feb.');
  });

  it('tells the channel in one line, and takes that line back', () => {
    const notice = { promises: [facts.promise()], by: facts.dana, undone: false };
    expect(renderText(noticeMessage({ kind: 'promise_logged', facts: notice }, en))).toBe(
      'Dana logged: ACME promised $12,400.00 by Fri 27 Nov (2nd date).',
    );
    expect(renderText(noticeMessage({ kind: 'promise_logged', facts: { ...notice, undone: true } }, zh))).toBe(
      'Dana 撤销了记录：ACME 承诺 11月27日（周五）前支付 US$12,400.00（第 2 次约定）。',
    );
  });
});

describe('the morning digest', () => {
  const digest = (changes: Parameters<typeof facts.digestFacts>[0], lang = en) =>
    noticeMessage({ kind: 'digest', facts: facts.digestFacts(changes) }, lang);

  it('is the picture', () => {
    const message = digest({});
    expect(message.text).toBe(
      'Collections, Apollo, Mon 23 Nov 2026: $48,200.00 to collect; 3 clients need somebody today.',
    );
    expect(renderText(message)).toBe(
      lines(
        '*Collections · Apollo · Mon 23 Nov 2026*   [Settings]',
        '*$48,200.00 to collect*, $3,100.00 more than on Fri 20 Nov. Overdue $71,900.00. Of what is due, $18,700.00 is promised and $5,000.00 in dispute.',
        '1-30 days $30,100.00 · 31-60 $28,800.00 · 61-90 $9,000.00 · over 90 $4,000.00',
        '*Needs somebody today*',
        '*ACME* $12,400.00 · promise of Fri 20 Nov not kept, the 2nd in a row · <@U0DANA>',
        '[New date] [⋯]',
        '*Globex* $9,000.00 · promised for today · <@U0LEE>',
        '[They paid] [⋯]',
        '*Initech* $7,250.00 · 63 days overdue, nobody talked to them for 21 days · no owner',
        '[I called] [⋯]',
        '*Since Fri 20 Nov*: Hooli paid $6,000.00, promise kept · Umbrella newly overdue, $3,100.00',
        '[List as CSV]',
        '_Figures of 08:55 today, from quickbooks.csv · set up by Sam · time and days: `/collect digest`_',
      ),
    );
  });

  it('is the picture in Chinese', () => {
    const aging = facts.aging({
      currency: 'CNY',
      toCollect: 48_200_000,
      overdue: 71_900_000,
      promised: 18_700_000,
      disputed: 0,
    });
    const row = facts.row({ clientName: '华瑞科技', toCollect: [cny(12_400_000)] });
    const facts_ = {
      projectNames: ['阿波罗项目'],
      aging: [aging],
      toCollectBefore: [cny(45_100_000)],
      rows: [row],
      changes: [],
    };
    expect(renderText(digest(facts_, zh))).toBe(
      lines(
        '*回款晨报 · 阿波罗项目 · 2026年11月23日 周一*   [设置]',
        '*待催收 ¥482,000.00*，比 11月20日（周五）多 ¥31,000.00。逾期合计 ¥719,000.00。到期款项中，已承诺 ¥187,000.00。',
        '1-30 天 ¥30,100.00 · 31-60 天 ¥28,800.00 · 61-90 天 ¥9,000.00 · 90 天以上 ¥4,000.00',
        '*今天需要有人跟进*',
        '*华瑞科技* ¥124,000.00 · 11月20日（周五）的付款承诺未兑现，连续第 2 次 · <@U0DANA>',
        '[新日期] [⋯]',
        '[导出 CSV 清单]',
        '_数据截至今天 08:55，来自 quickbooks.csv · 由 Sam 设置 · 修改时间与日期：`/collect 晨报`_',
      ),
    );
  });

  it('shows ten rows and says how many more stand in the thread', () => {
    const text = renderText(digest({ rows: Array.from({ length: 18 }, () => facts.row()) }));
    expect(text.split('[⋯]')).toHaveLength(11);
    expect(text).toContain('_8 more clients in the thread_');
  });

  it('is one line when nothing needs anybody', () => {
    const nextPromise = { clientName: 'Globex', amount: usd(900_000), promisedDate: day('2026-11-25') };
    const message = digest({ rows: [], changes: [], nextPromise });
    const line =
      'Apollo, Mon 23 Nov 2026: nothing new. $48,200.00 to collect; next promise Wed 25 Nov (Globex, $9,000.00).';
    expect(message.text).toBe(line);
    expect(renderText(message)).toBe(line);
  });

  it('asks nobody to chase on old figures', () => {
    const data = { ...facts.digestFacts().data, localDate: day('2026-11-19'), stale: true };
    const text = renderText(digest({ data }));
    expect(text).toContain(
      'The last figures are of Thu 19 Nov 2026. I do not ask anybody to chase on figures that old. <@U0SAM>: import newer ones to go on.',
    );
    expect(text).not.toContain('ACME');
    expect(text).not.toContain('Needs somebody');
  });

  it('gives each currency its own line and never one sum', () => {
    const euro = facts.aging({ currency: 'EUR', toCollect: 100_000, overdue: 100_000, promised: 0, disputed: 0 });
    const text = renderText(digest({ aging: [facts.aging(), euro] }));
    expect(text).toContain('*$48,200.00 to collect*, $3,100.00 more than on Fri 20 Nov.');
    expect(text).toContain('*€1,000.00 to collect*, €1,000.00 more than on Fri 20 Nov. Overdue €1,000.00.');
    expect(text).not.toContain('49,200');
  });

  it('folds many changes of a kind into one line', () => {
    const changes = Array.from({ length: 9 }, (_, n) => ({
      kind: 'newly_overdue' as const,
      clientName: `C${n}`,
      amount: usd(100),
    }));
    const text = renderText(digest({ changes }));
    expect(text).toContain(
      '• C0 newly overdue, $1.00 · C1 newly overdue, $1.00 · C2 newly overdue, $1.00 · and 6 more',
    );
    expect(text).not.toContain('C3');
  });

  it('renders a hostile name harmless', () => {
    const message = digest({ rows: [facts.row({ clientName: '<!channel> *_~`x`' })] });
    const [head] = JSON.stringify(message.blocks).match(/&lt;!channel&gt;[^"]*? \$12/) ?? [];
    expect(head).toBe('&lt;!channel&gt; ∗ˍ∼ˋxˋ* $12');
    expect(JSON.stringify(message)).not.toContain('<!channel>');
  });
});

describe('the direct message about a broken promise', () => {
  const message = (changes: Parameters<typeof facts.broken>[0], lang = en) =>
    noticeMessage({ kind: 'promise_broken', facts: facts.broken(changes) }, lang);

  it('is the picture', () => {
    expect(renderText(message({}))).toBe(
      lines(
        '*ACME did not keep its promise of Fri 20 Nov.*',
        'Promised $12,400.00, received $0.00. Open now $12,400.00, the oldest 18 days overdue.',
        '2nd promise not kept in a row; 5 of its last 9 were kept.',
        'Mia Wong said on Tue 17 Nov: "waiting for the CFO\'s approval".',
        '[They paid] [New date] [I called] [Escalate]',
        '_You own ACME in #proj-apollo · change it: `/collect assign`_',
      ),
    );
  });

  it('shows who decided what and when in place of the buttons', () => {
    const decision = {
      kind: 'new_date' as const,
      by: facts.dana,
      at: '2026-11-24T09:14:00Z',
      auditId: 9,
      summary: { amount: null, date: day('2026-11-27'), level: 3, outcome: null },
    };
    const decided = message({ decision });
    expect(renderText(decided)).toContain('Dana, 2026-11-24 09:14 UTC: new date Fri 27 Nov (3rd).   [Undo]');
    expect(renderText(decided)).not.toContain('[New date]');
    expect(renderText(message({ decision }, zh))).toContain('新日期 11月27日（周五），第 3 次约定。   [撤销]');
  });

  it('says too few where there are too few (R12), and found out late where it was', () => {
    const text = renderText(message({ keptRate: { kept: 1, n: 2 }, notKeptInRow: 1, detectedLate: true }));
    expect(text).toContain('2 promises so far, too few to judge by.');
    expect(text).toContain('Found out only on Tue 24 Nov');
  });

  it('says why a backup gets it', () => {
    expect(renderText(message({ why: 'backup' }, zh))).toContain(
      '你是 ACME 的后备负责人（#proj-apollo），负责人目前联系不上',
    );
  });
});

describe('escalation candidates', () => {
  const list = (changes: object, lang = en) =>
    escalationList(
      { today: day('2026-11-23'), overdueClients: 41, candidates: [facts.candidate()], stale: false, ...changes },
      lang,
    );

  it('name each reason with its numbers, and what can be decided', () => {
    const message = list({});
    expect(message.text).toBe(
      '1 of 41 overdue clients needs a decision. First: Initech, $27,250.00 overdue, the oldest 94 days.',
    );
    expect(renderText(message)).toContain(
      lines(
        '*1 Initech* $27,250.00 overdue, the oldest 94 days · 2 promises in a row not kept · no contact for 21 days · <@U0LEE> has not answered the message of Thu 19 Nov',
        'No promise yet. No contact logged. Owner <@U0LEE>.',
        '[Keep with Lee until…] [Escalate…] [Brief]',
      ),
    );
    expect(renderText(list({}, zh))).toContain('逾期 US$27,250.00，最早一笔已 94 天 · 连续 2 次承诺未兑现');
  });

  it('show twelve and say how many more', () => {
    const candidates = Array.from({ length: 20 }, (_, n) => facts.candidate({ rank: n + 1 }));
    const text = renderText(list({ candidates }));
    expect(text.split('[Brief]')).toHaveLength(13);
    expect(text).toContain('8 more: decide on these first');
  });

  it('say that nothing needs a decision', () => {
    expect(list({ candidates: [] }).text).toBe('None of 41 overdue clients needs a decision.');
    expect(list({ candidates: [], overdueClients: 0 }, zh).text).toBe('没有逾期客户，无需决定。');
  });
});

describe('questions back', () => {
  it('offer each reading of a date as a button that runs the whole line', () => {
    const message = questionMessage(
      {
        verb: 'log',
        typed: 'ACME promised 03/04',
        question: {
          kind: 'which_date',
          typed: '03/04',
          choices: [
            { text: 'ACME promised 2027-03-04', date: day('2027-03-04') },
            { text: 'ACME promised 2027-04-03', date: day('2027-04-03') },
          ],
        },
      },
      en,
    );
    expect(renderText(message)).toBe(
      lines(
        '"03/04" can be Thu 4 Mar 2027 or Sat 3 Apr 2027. Which is meant?',
        '[Thu 4 Mar 2027] [Sat 3 Apr 2027] [Other…]',
        '_Nothing is saved yet. You typed: `log ACME promised 03/04`_',
      ),
    );
    expect(JSON.stringify(message.blocks)).toContain('{\\"text\\":\\"log ACME promised 2027-03-04\\"}');
  });

  it('offer the nearest clients and to add the new one, with the line kept', () => {
    const message = whichClient(
      {
        verb: 'log',
        typed: 'ACMEE promised Friday',
        clientText: 'ACMEE',
        match: { kind: 'unknown', nearest: [{ id: 1, name: 'ACME "Old" Ltd' }], mayAdd: true },
      },
      en,
    );
    expect(renderText(message)).toBe(
      lines(
        'I know no client "ACMEE" that you can see. Is one of these meant?',
        '[ACME "Old" Ltd] [Add "ACMEE"…] [Other…]',
        '_Nothing is saved yet. You typed: `log ACMEE promised Friday`_',
      ),
    );
    expect(JSON.stringify(message.blocks)).toContain(
      JSON.stringify(JSON.stringify({ text: 'log "ACME Old Ltd" promised Friday' })),
    );
  });

  it('separate a chosen client from a Chinese verb', () => {
    const message = whichClient(
      {
        verb: 'log',
        typed: '华瑞承诺下周五付5万',
        clientText: '华瑞',
        match: {
          kind: 'several',
          candidates: [
            { id: 1, name: '华瑞科技' },
            { id: 2, name: '华瑞电子' },
          ],
        },
      },
      zh,
    );
    expect(message.text).toBe('“华瑞”对应 2 家客户。是哪一家？');
    expect(JSON.stringify(message.blocks)).toContain(
      JSON.stringify(JSON.stringify({ text: 'log "华瑞科技" 承诺下周五付5万' })),
    );
  });

  it('say what is wrong with a line and show a right one', () => {
    const problem = { kind: 'no_amount' as const, typed: '', example: 'ACME 12,400' };
    expect(renderText(misunderstood({ verb: 'paid', typed: 'ACME', problem }, en))).toBe(
      lines(
        'How much was it? I see no amount.',
        'For example: `/collect paid ACME 12,400`',
        '[Fix in form]',
        '_Nothing is saved yet. You typed: `paid ACME`_',
      ),
    );
  });
});

describe('errors', () => {
  it('say who can, and send the line to them', () => {
    const error = new UserError('role_required', { allowed: ['Kim', 'Sam'], role: 'finance' });
    const message = errorMessage({ error, typed: 'paid ACME 12,400', passOnTo: [{ personId: 4, name: 'Kim' }] }, en);
    expect(renderText(message)).toBe(
      lines(
        'Only finance and managers record payments: @Kim, @Sam.',
        '[Send it to @Kim]',
        '_You typed: `paid ACME 12,400`_',
      ),
    );
  });

  it('never lose what was typed, whatever happened', () => {
    const typed = 'log ACME promised Friday';
    expect(renderText(errorMessage({ error: { unreachable: true }, typed }, en))).toBe(
      lines(
        'I could not reach the books; nothing was saved. Try again in a minute.',
        '[Try again]',
        '_What you typed is kept: `log ACME promised Friday`_',
      ),
    );
    const fault = errorMessage({ error: { id: '7F3A' }, typed }, zh);
    expect(fault.text).toContain('7F3A');
    expect(renderText(fault)).toContain('`log ACME promised Friday`');
  });
});

describe('status', () => {
  it('has the figures, the invoices, the promises with their level, the last word and the kept rate', () => {
    const text = renderText(clientStatus(facts.statusFacts(), en));
    expect(text).toContain('*Outstanding $90,000.00, overdue $71,900.00, to collect $48,200.00.*');
    expect(text).toContain('INV-104 · $9,400.00 · due Thu 5 Nov, 18 days overdue');
    expect(text).toContain(
      '$12,400.00 by Fri 27 Nov 2026 · open, kept if the money is here by Mon 30 Nov · 2nd date, the first was Fri 13 Nov',
    );
    expect(text).toContain('Kept 5 of 9 promises (56%).');
    expect(renderText(clientStatus(facts.statusFacts({ keptRate: { kept: 1, n: 2 } }), zh))).toContain(
      '只有 2 次已到期的承诺，不足以计算兑现率。',
    );
  });
});
