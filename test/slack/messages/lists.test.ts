import { describe, expect, it } from 'vitest';
import { overduePageValue } from '../../../src/slack/messages/action-ids.js';
import { type CommandHelp, helpMessage } from '../../../src/slack/messages/help.js';
import { overdueList } from '../../../src/slack/messages/overdue.js';
import { overview } from '../../../src/slack/messages/overview.js';
import { paidReceipt } from '../../../src/slack/messages/payment.js';
import { promiseList } from '../../../src/slack/messages/promise-list.js';
import { undoReceipt } from '../../../src/slack/messages/undo.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';
import * as facts from './facts.js';
import { day, usd } from './facts.js';

const en = languageOf('en');
const zh = languageOf('zh-CN');
const today = day('2026-11-23');
const overdueRow = {
  clientId: 7,
  clientName: 'ACME',
  aging: [facts.aging({ overdue: 1_240_000 })],
  oldestDaysOverdue: 18,
  owner: facts.dana,
  promise: facts.promise(),
};

describe('overdue clients', () => {
  const list = {
    filter: { kind: 'mine' as const },
    today,
    aging: [facts.aging()],
    rows: [overdueRow],
    page: 2,
    pages: 5,
    total: 41,
  };

  it('are paged, and the page buttons ask for the same', () => {
    const message = overdueList(list, en);
    expect(renderText(message)).toBe(
      [
        '*41 overdue clients of yours* · Mon 23 Nov 2026 · page 2 of 5',
        'Overdue $71,900.00, to collect $48,200.00.',
        '1-30 days $30,100.00 · 31-60 $28,800.00 · 61-90 $9,000.00 · over 90 $4,000.00',
        '*ACME* $12,400.00, the oldest 18 days overdue · promised $12,400.00 by Fri 27 Nov · <@U0DANA>   [⋯]',
        '[Previous page] [Next page]',
        '_Most to collect first · one client: `/collect status NAME`_',
      ].join('\n'),
    );
    const values = [...JSON.stringify(message.blocks).matchAll(/"value":"(\{[^}]*\})"/g)].map((match) =>
      overduePageValue.decode(JSON.parse(`"${match[1]}"`) as string),
    );
    expect(values).toEqual([
      { filter: 'mine', page: 1 },
      { filter: 'mine', page: 3 },
    ]);
  });

  it('have no buttons on a single page, and a sentence when there are none', () => {
    expect(renderText(overdueList({ ...list, page: 1, pages: 1 }, en))).not.toContain('page]');
    const none = { ...list, rows: [], total: 0, filter: { kind: 'owner' as const, name: '李伟' } };
    expect(overdueList(none, zh).text).toBe('李伟 负责的客户都没有逾期。');
  });
});

describe('what matters to a person', () => {
  const nothing = {
    today,
    role: 'member' as const,
    broken: [],
    due: [],
    ownOverdue: [],
    ownOverdueCount: 0,
    escalations: null,
    empty: false,
  };

  it('is calm when nothing needs them', () => {
    const message = overview(nothing, en);
    expect(message.text).toBe('Nothing needs you today.');
    expect(renderText(message)).not.toContain('[Escalations]');
  });

  it('shows promises, overdue clients and, to managers, what waits', () => {
    const all = { ...nothing, broken: [facts.promise()], ownOverdue: [overdueRow], ownOverdueCount: 9, escalations: 3 };
    const text = renderText(overview(all, en));
    expect(text).toContain('*ACME* $12,400.00, promised for Fri 27 Nov   [⋯]');
    expect(text).toContain('*Your overdue clients, 1 of 9*');
    expect(text).toContain('3 escalation candidates wait for a decision.');
    expect(text).toContain('[Escalations]');
  });

  it('says how to begin when the books are empty', () => {
    expect(renderText(overview({ ...nothing, empty: true }, zh))).toContain('账簿还是空的：尚未导入未结发票。');
  });
});

it('open promises are listed with their level and what came in', () => {
  const promise = facts.promise({ received: usd(400_000) });
  const text = renderText(
    promiseList({ today, promises: [promise], total: 3, whose: { kind: 'named', name: 'ACME' }, due: null }, en),
  );
  expect(text).toContain('*3 open promises of ACME*');
  expect(text).toContain(
    '*ACME* $12,400.00 by Fri 27 Nov · $4,000.00 received · 2nd date, the first was Fri 13 Nov   [⋯]',
  );
  expect(text).toContain('_and 2 more_');
});

it('a payment says where it went, by which rule, and what became of the promise', () => {
  const receipt = {
    auditId: 5,
    clientId: 7,
    clientName: 'ACME',
    amount: usd(1_240_000),
    valueDate: today,
    allocations: [
      { invoice: facts.invoice({ open: usd(0) }), amount: usd(940_000), rule: 'designated' },
      { invoice: { ...facts.inv107, open: usd(100_000) }, amount: usd(200_000), rule: 'earliest_due' },
    ],
    unallocated: usd(100_000),
    promises: [facts.promise({ state: 'kept', received: usd(1_240_000) })],
    outstanding: [usd(100_000)],
    told: null,
  };
  expect(renderText(paidReceipt(receipt, en))).toBe(
    [
      '*ACME paid $12,400.00 on Mon 23 Nov 2026.*',
      'It goes to INV-104 ($9,400.00, now settled) and INV-107 ($2,000.00, $1,000.00 still open). As you named it. Earliest due first.',
      '$1,000.00 met no open invoice and stays as their credit.',
      'The promise of Fri 27 Nov is now kept: $12,400.00 of $12,400.00 received.',
      'Outstanding $1,000.00.',
      '[Undo]',
      '_Only you see this._',
    ].join('\n'),
  );
});

it('undo says what stands again and keeps the line', () => {
  const receipt = {
    auditId: 5,
    kind: 'conversation.logged',
    clientName: 'ACME',
    typed: 'log ACME promised Friday',
    restored: [facts.promise()],
  };
  expect(renderText(undoReceipt(receipt, en))).toBe(
    [
      '*What was logged for ACME is taken back.*',
      'The promise of ACME over $12,400.00 by Fri 27 Nov 2026 stands again.',
      'It was: `log ACME promised Friday`',
      '[Change]',
      '_The entry and its correction both stay in the record._',
    ].join('\n'),
  );
});

describe('help', () => {
  const command: CommandHelp = {
    name: 'paid',
    usage: 'paid CLIENT AMOUNT [INVOICE]',
    summary: 'Record money that came in',
    examples: ['paid ACME 12,000'],
    aliases: ['收款'],
    role: 'finance',
  };

  it('lists usage, summary and who may', () => {
    const text = renderText(helpMessage([command], null, en));
    expect(text).toContain(
      '`/collect paid CLIENT AMOUNT [INVOICE]`\nRecord money that came in · for finance and managers',
    );
  });

  it('shows one command with its examples, by its alias too, and the list for an unknown one', () => {
    for (const topic of ['paid', ' PAID ', '收款'])
      expect(renderText(helpMessage([command], topic, en))).toContain('`/collect paid ACME 12,000`');
    expect(renderText(helpMessage([command], 'payed', en))).toContain('There is no command "payed".');
  });
});
