import { describe, expect, it } from 'vitest';
import type { DigestNotice, DigestThreadNotice, ShownDeed } from '../../../src/ledger/facts/digest.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';
import * as facts from './facts.js';
import { dana, day, lee, usd } from './facts.js';

const en = languageOf('en');
const zh = languageOf('zh-CN');
const digest = (changes: Partial<DigestNotice>, lang = en) =>
  noticeMessage({ kind: 'digest', facts: facts.digestFacts(changes) }, lang);
const thread = (changes: Partial<DigestThreadNotice>, lang = en) =>
  noticeMessage(
    {
      kind: 'digest_thread',
      facts: {
        page: 1,
        pages: 1,
        rows: facts.digestFacts().rows,
        above: 0,
        amountsShown: true,
        deeds: [],
        today: day('2026-11-23'),
        ...changes,
      },
    },
    lang,
  );
const lineOf = (message: ReturnType<typeof digest>, client: string): string =>
  renderText({ blocks: message.blocks.filter((block) => JSON.stringify(block).includes(`*${client}*`)) });
const done = (what: ShownDeed['what'], by: ShownDeed['by'] = dana): ShownDeed => ({
  clientId: 7,
  by,
  localTime: '09:14',
  what,
});

describe('what was done, in the line of the client', () => {
  const promised = { kind: 'promised' as const, amounts: [usd(1_240_000)], until: day('2026-11-27'), dates: 1 };

  it('stands below it, without the button', () => {
    const message = digest({ deeds: [done(promised)] });
    expect(lineOf(message, 'ACME')).toBe(
      [
        '*ACME* $12,400.00 · promise of Fri 20 Nov not kept, the 2nd in a row · <@U0DANA>',
        'Dana, 09:14: they promised $12,400.00 by Fri 27 Nov.   [⋯]',
      ].join('\n'),
    );
    expect(renderText(message)).not.toContain('[New date]');
    expect(renderText(message)).toContain('[They paid] [⋯]');
    expect(lineOf(digest({ deeds: [done(promised)] }, zh), 'ACME')).toContain(
      'Dana，09:14：客户承诺 11月27日（周五）前付 US$12,400.00。',
    );
  });

  it.each([
    [{ ...promised, dates: 2 }, 'they promised $12,400.00 on 2 dates, the last Fri 27 Nov.'],
    [{ kind: 'logged' as const, outcome: 'not_answered', medium: 'call' }, 'logged: call, no answer.'],
    [{ kind: 'logged' as const, outcome: 'note', medium: 'unknown' }, 'logged: note.'],
    [
      { kind: 'disputed' as const, amount: usd(500_000), revisitOn: day('2026-12-07') },
      '$5,000.00 in dispute, to be looked at again on Mon 7 Dec.',
    ],
    [{ kind: 'paid' as const, amount: usd(40_000) }, 'they paid $400.00.'],
    [{ kind: 'assigned' as const, owner: lee }, 'Lee is the owner now.'],
    [{ kind: 'snoozed' as const, until: day('2026-11-30') }, 'reminders paused until Mon 30 Nov.'],
    [{ kind: 'escalated' as const }, 'escalated.'],
  ])('%j', (what, said) => {
    expect(lineOf(digest({ deeds: [done(what)] }), 'ACME')).toContain(`Dana, 09:14: ${said}`);
    expect(lineOf(digest({ amountsShown: false, deeds: [done(what)] }), 'ACME')).not.toMatch(/\$|\d,\d{3}/);
  });

  it('tells the last two of many, and how many came before; the operator has no name', () => {
    const paid = (minor: number) => done({ kind: 'paid', amount: usd(minor) }, null);
    const line = lineOf(digest({ deeds: [paid(100), paid(200), paid(300)] }), 'ACME');
    expect(line).toContain('09:14: they paid $2.00.\n09:14: they paid $3.00.\n1 more entry before.');
    expect(line).not.toContain('$1.00');
  });
});

describe('in a channel without amounts', () => {
  const hidden = { amountsShown: false };

  it('the digest says the same in counts, in every line and in the push text', () => {
    const belowMinimum = { clients: 2, minimum: usd(50_000) };
    const message = digest({ ...hidden, belowMinimum });
    expect(message.text).toBe(
      'Collections, Apollo, Mon 23 Nov 2026: 22 of 31 open invoices overdue; 3 clients need somebody today.',
    );
    expect(renderText(message)).toBe(
      [
        '*Collections · Apollo · Mon 23 Nov 2026*   [Settings]',
        '*22 of 31 open invoices are overdue.*',
        '*Needs somebody today*',
        '*ACME* · promise of Fri 20 Nov not kept, the 2nd in a row · <@U0DANA>',
        '[New date] [⋯]',
        '*Globex* · promised for today · <@U0LEE>',
        '[They paid] [⋯]',
        '*Initech* · 63 days overdue, nobody talked to them for 21 days · no owner',
        '[I called] [⋯]',
        "_2 more clients need somebody for less than this channel's minimum: `/collect overdue`_",
        '*Since Fri 20 Nov*: Hooli paid, promise kept · Umbrella newly overdue',
        '[List as CSV]',
        '_Figures of 08:55 today, from quickbooks.csv · set up by Sam · time and days: `/collect digest`_',
      ].join('\n'),
    );
  });

  it('a quiet morning and the thread name none either, in both languages', () => {
    const nextPromise = { clientName: 'Globex', amount: usd(900_000), promisedDate: day('2026-11-25') };
    expect(digest({ ...hidden, rows: [], changes: [], nextPromise }).text).toBe(
      'Apollo, Mon 23 Nov 2026: nothing new. 22 of 31 open invoices are overdue. The next promise is for Wed 25 Nov (Globex).',
    );
    for (const lang of [en, zh])
      for (const message of [
        digest(hidden, lang),
        digest({ ...hidden, rows: [], changes: [], nextPromise }, lang),
        digest({ ...hidden, rows: [], changes: [] }, lang),
        thread(hidden, lang),
        noticeMessage(
          { kind: 'promise_logged', facts: { promises: [facts.promise()], by: dana, undone: false, ...hidden } },
          lang,
        ),
        noticeMessage(
          {
            kind: 'payment_recorded',
            facts: { clientName: 'ACME', amount: usd(40_000), by: dana, promisesKept: 1, undone: false, ...hidden },
          },
          lang,
        ),
      ])
        expect(JSON.stringify(message)).not.toMatch(/\$|¥|\d,\d{3}|undefined|null/);
  });

  it('the lines about promises and payments stay whole sentences', () => {
    const logged = noticeMessage(
      { kind: 'promise_logged', facts: { promises: [facts.promise()], by: dana, undone: false, ...hidden } },
      en,
    );
    expect(logged.text).toMatch(/^Dana logged: ACME promised to pay by Fri 27 Nov/);
  });
});

describe('clients below the minimum', () => {
  it('are counted in one line', () => {
    const belowMinimum = { clients: 1, minimum: usd(50_000) };
    expect(renderText(digest({ belowMinimum }))).toContain(
      '_1 more client needs somebody for less than $500.00: `/collect overdue`_',
    );
    // Not the one line of a morning with nothing to do: there is something to do.
    expect(renderText(digest({ belowMinimum, rows: [], changes: [] }))).toContain('Nobody is needed today.');
  });
});

describe('the list in the thread', () => {
  it('is a table, with what was done in a column of its own', () => {
    const message = thread({ deeds: [done({ kind: 'paid', amount: usd(40_000) })] });
    expect(message.text).toBe('The 3 clients that need somebody today, as a table.');
    expect(renderText(message)).toBe(
      [
        '*All clients that need somebody today*',
        '| Client | To collect | Days overdue | Why today | Owner | Done today |',
        '| ACME | $12,400.00 | 18 | promise of Fri 20 Nov not kept, the 2nd in a row | Dana | Dana, 09:14: they paid $400.00. |',
        '| Globex | $9,000.00 | - | promised for today | Lee | - |',
        '| Initech | $7,250.00 | 63 | 63 days overdue, nobody talked to them for 21 days | no owner | - |',
      ].join('\n'),
    );
  });

  it('where Slack takes no table is the rows that the digest has no room for', () => {
    const { plainer } = thread({ above: 2 });
    expect(renderText(plainer ?? { blocks: [] })).toBe(
      [
        '*More clients that need somebody today*',
        '*Initech* $7,250.00 · 63 days overdue, nobody talked to them for 21 days · no owner   [⋯]',
      ].join('\n'),
    );
  });

  it('shows a name as it is, and sorts amounts of one currency as numbers', () => {
    const rows = [facts.row({ clientName: '<!channel> & *co*' }), facts.row({ toCollect: [usd(900)] })];
    const [, table] = thread({ rows }).blocks;
    expect(JSON.stringify(table)).toContain('"raw_number","value":1240000');
    const mixed = [facts.row(), facts.row({ toCollect: [{ minor: 900, currency: 'EUR' }] })];
    expect(JSON.stringify(thread({ rows: mixed }).blocks)).not.toContain('"value":900');
  });
});
