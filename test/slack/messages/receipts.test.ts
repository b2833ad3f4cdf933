import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { errorMessage } from '../../../src/slack/messages/error.js';
import { escalateForm } from '../../../src/slack/messages/forms.js';
import { helpMessage } from '../../../src/slack/messages/help.js';
import { logReceipt } from '../../../src/slack/messages/log-receipt.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { paidReceipt } from '../../../src/slack/messages/payment.js';
import { clientStatus } from '../../../src/slack/messages/status.js';
import { undoReceipt } from '../../../src/slack/messages/undo.js';
import { whichClient } from '../../../src/slack/messages/which-client.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';
import * as facts from './facts.js';
import { day, usd } from './facts.js';

const en = languageOf('en');
const zh = languageOf('zh-CN');

/** Kept, with everything that it covered settled. */
const settled = (received: number) =>
  facts.promise({
    state: 'kept',
    amount: usd(620_000),
    received: usd(received),
    covers: [{ ...facts.invoice({ open: usd(0) }), promised: usd(620_000), level: 1 }],
  });

const paid = (promise: ReturnType<typeof facts.promise>, lang = en) =>
  renderText(
    paidReceipt(
      {
        auditId: 5,
        clientId: 7,
        clientName: 'ACME',
        amount: usd(940_000),
        valueDate: day('2026-11-20'),
        allocations: [],
        unallocated: usd(0),
        promises: [promise],
        outstanding: [],
        told: null,
      },
      lang,
    ),
  );

describe('a promise kept by less money than it named', () => {
  it('says that nothing is left open of what it covered', () => {
    expect(paid(settled(0))).toContain(
      'The promise of Fri 27 Nov is now kept: nothing is left open of what it covered. It was settled by earlier money or a credit.',
    );
    expect(paid(settled(40_000))).toContain(
      'nothing is left open of what it covered. $400.00 of $6,200.00 came in for it; earlier money or a credit settled the rest.',
    );
    expect(paid(settled(40_000), zh)).toContain('所涉款项已全部结清。承诺 US$6,200.00，为此到账 US$400.00');
  });

  it('never says so where something is open still: a share was enough', () => {
    const promise = facts.promise({ state: 'kept', amount: usd(1_000_000), received: usd(960_000) });
    expect(paid(promise)).toContain('is now kept: $9,600.00 of $10,000.00 received, enough to count as kept.');
    expect(paid(promise)).not.toContain('nothing is left');
  });

  it('does not call more than was promised a part of it', () => {
    const promise = facts.promise({ state: 'kept', amount: usd(500_000), received: usd(1_240_000) });
    expect(paid(promise)).toContain('over $5,000.00 is now kept: more came in than was promised, $12,400.00.');
    expect(paid(promise, zh)).toContain('支付 US$5,000.00 的承诺现为已兑现：实收 US$12,400.00，多于承诺的金额。');
  });

  it('is explained in the status too', () => {
    const text = renderText(clientStatus(facts.statusFacts({ promises: [settled(40_000)] }), en));
    expect(text).toContain('$6,200.00 by Fri 27 Nov 2026 · kept, nothing is left open of it; $400.00 received for it');
  });
});

describe('a later date', () => {
  const text = (slipDays: number, level = 3, lang = en) =>
    renderText(
      logReceipt(
        facts.logged({
          promises: [facts.promise({ level, slipDays, covers: [] })],
          hints: level > 2 ? [{ kind: 'third_date', level, slipDays }] : [],
        }),
        lang,
      ),
    );

  it('says how far it slipped, from the second on, and gives advice from the third on', () => {
    expect(text(6, 2)).toContain('This is the 2nd date, 6 days after the first, Fri 13 Nov.');
    expect(text(14)).toContain('This is the 3rd date, 14 days after the first, Fri 13 Nov.');
    expect(text(14)).toContain('After 3 dates it is worth asking');
    expect(text(14, 3, zh)).toContain('第 3 次约定日期，比首次的 11月13日（周五）晚 14 天。');
  });

  it('says earlier for an earlier one and nothing for the same, and gives no advice then', () => {
    expect(text(-97)).toContain('This is the 3rd date, 97 days earlier than the first, Fri 13 Nov.');
    expect(text(-1)).toContain('1 day earlier than');
    expect(text(0)).toContain('This is the 3rd date, the same day as the first.');
    expect(text(-10, 3, zh)).toContain('比首次的 11月13日（周五）早 10 天。');
    for (const slip of [0, -97]) {
      expect(text(slip)).not.toContain('worth asking');
      expect(text(slip, 3, zh)).not.toContain('建议');
    }
  });
});

it('a dispute names one day to look at it again', () => {
  const receipt = facts.logged({
    promises: [],
    outcome: 'dispute',
    dispute: { amount: usd(100), invoiceNumber: 'INV-104', revisitOn: day('2026-12-01') },
    nextAction: { kind: 'resolve_dispute', on: day('2026-11-30') },
  });
  expect(renderText(logReceipt(receipt, en))).toContain('look at it again on Tue 1 Dec 2026.');
  expect(renderText(logReceipt(receipt, en))).not.toContain('30 Nov');
  expect(renderText(logReceipt({ ...receipt, dispute: null }, en))).toContain('30 Nov');
});

it('a mention in a note is a name that calls nobody', () => {
  const note = 'ask <@USAM1|sam> & *Mia*';
  const message = logReceipt(facts.logged({ note }), en);
  expect(renderText(message)).toContain('"ask @sam & ∗Mia∗"');
  expect(JSON.stringify(message)).not.toContain('USAM1');
  const lastConversation = {
    happenedOn: day('2026-11-17'),
    outcome: 'note',
    medium: 'call',
    note,
    contactName: null,
    byName: null,
  };
  const all = [
    noticeMessage({ kind: 'promise_broken', facts: facts.broken({ lastConversation }) }, en),
    clientStatus(facts.statusFacts({ lastConversation }), en),
  ];
  for (const one of all) {
    expect(renderText(one)).toContain('ask @sam');
    expect(JSON.stringify(one)).not.toContain('USAM1');
  }
});

describe('undo', () => {
  const receipt = { auditId: 5, kind: 'conversation.logged', clientName: 'ACME Ltd.', typed: null, restored: [] };

  it('says what was taken back', () => {
    const undone = [facts.promise({ clientName: 'ACME Ltd.' })];
    expect(undoReceipt({ ...receipt, undone }, en).text).toBe(
      'Taken back: ACME Ltd. promised $12,400.00 by Fri 27 Nov 2026.',
    );
    expect(undoReceipt(receipt, en).text).toBe('What was logged for ACME Ltd. is taken back.');
    expect(undoReceipt({ ...receipt, kind: 'client.assigned', clientName: '华瑞' }, zh).text).toBe(
      '华瑞 的负责人已恢复原样。',
    );
    expect(undoReceipt({ ...receipt, kind: 'role.set', clientName: null }, en).text).toBe(
      'The role is as it was before.',
    );
    expect(undoReceipt({ ...receipt, kind: 'new.kind', clientName: null }, en).text).toBe('Taken back.');
  });

  it('says what stands again, and what does not', () => {
    const text = (state: 'open' | 'broken') =>
      renderText(undoReceipt({ ...receipt, restored: [facts.promise({ state })] }, en));
    expect(text('open')).toContain('stands again.');
    expect(text('broken')).toContain('counts as not kept now.');
    expect(text('broken')).not.toContain('stands again');
  });
});

describe('the form to escalate', () => {
  it('says what will happen, not what has', () => {
    const form = (ownerName: string | null, channelName: string | null, by: 'manager' | 'owner' = 'manager') =>
      renderText({
        text: '',
        blocks: escalateForm({ privateMetadata: '', clientName: 'ACME Ltd', by, ownerName, channelName }, en).blocks,
      });
    expect(form('Dana', 'proj-apollo')).toContain(
      'ACME Ltd will be marked as escalated, and Dana and #proj-apollo will be told.',
    );
    expect(form(null, null)).toContain('It has no owner and no channel that could be told.');
    expect(form(null, null, 'owner')).toContain('will get the facts');
  });
});

describe('errors', () => {
  const refused = (typed: string | null, role = 'finance', lang = en) =>
    errorMessage({ error: new UserError('role_required', { allowed: ['kim', 'sam'], role }), typed }, lang).text;

  it('say what the role is for', () => {
    expect(refused('paid ACME 5')).toBe('Only finance and managers record payments: @kim, @sam.');
    expect(refused('escalations', 'manager')).toBe('Only managers decide on escalations: @kim, @sam.');
    expect(refused('project "A" here')).toBe('Only finance and managers set up projects: @kim, @sam.');
    expect(refused(null, 'manager')).toBe('Only managers may do this: @kim, @sam.');
    expect(refused('payroll')).toBe('Only finance and managers may do this: @kim, @sam.');
    expect(refused('到账华瑞 5万', 'finance', zh)).toBe('只有财务和经理可以登记付款：@kim、@sam。');
  });

  it('tell whoever Slack does not name that it is Slack, with another try', () => {
    const error = new UserError('unknown_person', { person: 'U0DANA99' });
    const me = renderText(errorMessage({ error, typed: 'log ACME', asker: 'U0DANA99' }, en));
    expect(me).toContain('Slack does not tell me who you are.');
    expect(me).toContain('[Try again]');
    const other = renderText(errorMessage({ error, typed: 'log ACME', asker: 'U0SAM' }, en));
    expect(other).toContain('I cannot find');
    expect(other).not.toContain('[Try again]');
  });

  it('offer another try where that can help, and only there', () => {
    const text = (key: 'not_in_channel' | 'bad_amount') =>
      renderText(errorMessage({ error: new UserError(key, {}), typed: 'digest on' }, en));
    expect(text('not_in_channel')).toContain('[Try again]');
    expect(text('bad_amount')).not.toContain('[Try again]');
  });
});

describe('an unknown client', () => {
  const which = (match: Parameters<typeof whichClient>[0]['match'], clientText: string | null) =>
    renderText(whichClient({ verb: 'status', typed: clientText ?? '', clientText, match }, en));

  it('may be one of a project that the person is not in, unless they see all', () => {
    const hidden = 'It may belong to a project that you are not in.';
    expect(which({ kind: 'unknown', nearest: [], mayAdd: false }, 'Hooli')).toContain(hidden);
    expect(which({ kind: 'unknown', nearest: [], mayAdd: true }, 'Hooli')).not.toContain(hidden);
  });

  it('says how many more fit than there are buttons', () => {
    const candidates = [1, 2, 3, 4, 5].map((id) => ({ id, name: `Northwind ${id}` }));
    expect(which({ kind: 'unnamed', candidates, total: 9 }, null)).toContain('4 more fit');
    expect(which({ kind: 'several', candidates, total: 7 }, 'North')).toContain('2 more fit');
    expect(which({ kind: 'unnamed', candidates }, null)).not.toContain('more fit');
  });

  it('is no claim about the channel where the person sees none of its clients', () => {
    const text = which({ kind: 'unnamed', candidates: [] }, null);
    expect(text).toContain('Name the client first: there is none here that you can see.');
  });
});

it('help shows our own code type as it is', () => {
  for (const lang of [en, zh]) {
    const { usage, summary, examples } = lang.t.commands.entries.digest;
    const command = { name: 'digest', usage, summary, examples, aliases: [], role: 'member' as const };
    expect(renderText(helpMessage([command], null, lang))).not.toContain('ˋ');
    expect(renderText(helpMessage([command], 'digest', lang))).toContain(lang === en ? '`now`' : '`现在`');
  }
});

describe('figures of which nothing is to be collected', () => {
  const digest = (aging: Parameters<typeof facts.aging>[0], lang = en) =>
    renderText(noticeMessage({ kind: 'digest', facts: facts.digestFacts({ aging: [facts.aging(aging)] }) }, lang));
  const none = { toCollect: 0, overdue: 900_000, promised: 0, disputed: 900_000 };

  it('are one sentence that says why', () => {
    const text = digest(none);
    expect(text).toContain('Nothing to collect: $9,000.00 is overdue, all of it in dispute.');
    expect(text).not.toContain('1-30');
    expect(digest({ ...none, promised: 100 })).toContain('all of it promised or in dispute.');
    expect(digest({ ...none, promised: 900_000, disputed: 0 })).toContain('all of it promised.');
    expect(digest({ ...none, overdue: 0, disputed: 0, outstanding: 500 })).toContain(
      'Nothing to collect, nothing overdue; outstanding $5.00.',
    );
    expect(digest(none, zh)).toContain('没有待催收款项：逾期 US$9,000.00，均有争议。');
  });

  it('and ages that nothing has are left out', () => {
    expect(digest({ days1to30: 0, days61to90: 0 })).toContain('\n31-60 days $28,800.00 · over 90 $4,000.00\n');
    expect(digest({ days1to30: 0, days31to60: 0, days61to90: 0 })).toContain('\nover 90 days $4,000.00\n');
    expect(digest({ days1to30: 0, days61to90: 0 }, zh)).toContain('31-60 天 US$28,800.00 · 90 天以上 US$4,000.00');
  });
});

it('one project is a project, several are projects', () => {
  const projects = [{ name: 'Apollo', slackChannelId: null }];
  expect(renderText(clientStatus(facts.statusFacts({ projects }), en))).toContain('· project: Apollo ·');
  const two = [...projects, { name: 'Gemini', slackChannelId: null }];
  expect(renderText(clientStatus(facts.statusFacts({ projects: two }), en))).toContain('· projects: Apollo and Gemini');
});
