import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disputeReasons } from '../../../src/domain/dispute.js';
import { outcomes } from '../../../src/domain/outcome.js';
import type { LogReceipt } from '../../../src/ledger/facts/receipt.js';
import type { Notice } from '../../../src/ledger/notice.js';
import { brief } from '../../../src/slack/messages/brief.js';
import { clientForm } from '../../../src/slack/messages/client-form.js';
import { conversationForm } from '../../../src/slack/messages/conversation-form.js';
import { digestForm } from '../../../src/slack/messages/digest-form.js';
import { notUnderstood, offeredDeed, unknownName, whichOne } from '../../../src/slack/messages/enquiry.js';
import { errorMessage, staleButton } from '../../../src/slack/messages/error.js';
import { escalationList } from '../../../src/slack/messages/escalation.js';
import { escapeText } from '../../../src/slack/messages/escape.js';
import { escalateForm, keepUntilForm, logForm, staleForm } from '../../../src/slack/messages/forms.js';
import { helpMessage } from '../../../src/slack/messages/help.js';
import { homeTab } from '../../../src/slack/messages/home.js';
import { assertWithinLimits, blocksLength, budget } from '../../../src/slack/messages/limits.js';
import { logReceipt } from '../../../src/slack/messages/log-receipt.js';
import type { SlackMessage } from '../../../src/slack/messages/message.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { overdueList } from '../../../src/slack/messages/overdue.js';
import { overview } from '../../../src/slack/messages/overview.js';
import { paidReceipt } from '../../../src/slack/messages/payment.js';
import { paymentForm } from '../../../src/slack/messages/payment-form.js';
import type { Preview } from '../../../src/slack/messages/preview.js';
import { projectForm } from '../../../src/slack/messages/project-form.js';
import { promiseList } from '../../../src/slack/messages/promise-list.js';
import { misunderstood, questionMessage } from '../../../src/slack/messages/question.js';
import { roleList } from '../../../src/slack/messages/roles.js';
import { snoozeForm } from '../../../src/slack/messages/snooze-form.js';
import { clientStatus } from '../../../src/slack/messages/status.js';
import { undelivered } from '../../../src/slack/messages/undelivered.js';
import { undoReceipt } from '../../../src/slack/messages/undo.js';
import { whichClient } from '../../../src/slack/messages/which-client.js';
import { type Lang, languageOf } from '../../../src/text/language.js';
import * as any from './arbitraries.js';

const locale = fc.constantFrom('en', 'zh-CN');
const RUNS = { numRuns: 60 };

function holds<Facts>(
  facts: fc.Arbitrary<Facts>,
  build: (facts: Facts, lang: ReturnType<typeof languageOf>) => SlackMessage,
) {
  fc.assert(
    fc.property(facts, locale, (one, language) => {
      const built = build(one, languageOf(language));
      for (const message of [built, ...(built.plainer === undefined ? [] : [built.plainer])]) {
        assertWithinLimits(message);
        expect(message.blocks.length).toBeLessThanOrEqual(budget.blocks);
        expect(blocksLength(message.blocks)).toBeLessThanOrEqual(budget.characters);
      }
    }),
    RUNS,
  );
}

describe('whatever the facts, Slack takes the message', () => {
  const notices: { [K in Notice['kind']]: fc.Arbitrary<Extract<Notice, { kind: K }>['facts']> } = {
    digest: any.digest,
    digest_thread: any.digestThread,
    promise_logged: any.promiseLogged,
    promise_due: any.due,
    promise_broken: any.broken,
    payment_recorded: any.payment,
    payments_met: any.paymentsMet,
    escalation_list: any.escalationList,
    escalated: any.escalated,
    kept_with_owner: any.keptWithOwner,
    escalation_requested: any.escalationRequested,
    project_set: any.projectSet,
    passed_on: any.passedOn,
    passed_on_done: any.passedOnDone,
    role_changed: any.roleChanged,
    channel_refused: any.channelRefused,
    taken_down: fc.constant({}),
    late_answer: any.lateAnswer,
    request_given_up: any.requestGivenUp,
    notifications_off: fc.constant({}),
    morning: any.morning,
    setup: any.setup,
  };
  for (const [kind, facts] of Object.entries(notices)) {
    it(`notice ${kind}`, () => {
      holds(facts as fc.Arbitrary<unknown>, (one, language) => noticeMessage({ kind, facts: one } as Notice, language));
    });
  }

  const typed = any.nasty(3000).map((text) => `log ${text}`);
  it('receipt of a log', () =>
    holds(fc.tuple(any.logReceipt, typed), ([receipt, line], language) => logReceipt(receipt, language, line)));
  it('receipt of a payment', () =>
    holds(fc.tuple(any.paidReceipt, typed), ([receipt, line], language) => paidReceipt(receipt, language, line)));
  it('status', () => holds(any.status, clientStatus));
  it('brief', () =>
    holds(fc.tuple(any.status, fc.option(any.candidate, { nil: null })), ([status, candidate], language) =>
      brief({ status, candidate }, language),
    ));
  it('overdue list', () => holds(any.overdue, (list, language) => overdueList(list, language)));
  it('overview', () => holds(any.overview, overview));
  it('what did not arrive', () =>
    holds(
      fc.record({ groups: fc.array(any.givenUp, { minLength: 1, maxLength: 5 }), more: fc.nat() }),
      ({ groups, more }, lang) => ({
        text: 'What did not arrive',
        blocks: undelivered(groups, more, lang),
      }),
    ));
  it('promises', () =>
    holds(
      fc.record({
        today: any.date,
        promises: fc.array(any.promise, { maxLength: 60 }),
        total: fc.integer({ min: 0, max: 5000 }),
        whose: fc.oneof(
          fc.constantFrom({ kind: 'mine' as const }, { kind: 'all' as const }),
          any.clientName.map((name) => ({ kind: 'named' as const, name })),
        ),
        due: fc.option(fc.record({ from: fc.option(any.date, { nil: null }), to: any.date }), { nil: null }),
      }),
      promiseList,
    ));
  it('roles', () => holds(any.roleList, roleList));
  it('escalation list', () => holds(any.escalationList, escalationList));
  it('undo', () => holds(any.undo, undoReceipt));
  it('questions', () => holds(any.question, questionMessage));
  it('what was not understood', () => holds(any.problem, misunderstood));
  it('a question that was not understood', () => {
    holds(fc.array(any.enquiry, { maxLength: 5 }), notUnderstood);
    holds(fc.tuple(any.clientName, fc.array(any.enquiry, { maxLength: 5 })), ([typed, nearest], lang) =>
      unknownName(typed, nearest, lang),
    );
    holds(fc.array(any.enquiry, { maxLength: 5 }), (all, lang) => whichOne(lang.t.enquiries.whichProject, all, lang));
  });
  it('what is offered to be recorded', () =>
    holds(fc.tuple(fc.string({ minLength: 1, maxLength: 4000 }), any.date), ([line, on], language) =>
      offeredDeed(line, on, language),
    ));
  it('which client', () => holds(any.whichClient, whichClient));
  it('faults of ours', () =>
    holds(
      fc.tuple(
        fc.oneof(
          fc.record({ id: any.nasty(40) }),
          fc.constant({ unreachable: true as const }),
          fc.constant({ slow: true as const }),
          fc.record({ putOff: fc.option(fc.nat(), { nil: null }) }),
        ),
        fc.option(typed, { nil: null }),
      ),
      ([error, line], language) => errorMessage({ error, typed: line }, language),
    ));
  it('an old button or form', () => {
    holds(fc.constant(null), (_none, language) => staleButton(language));
    holds(fc.constant(null), (_none, language) => staleForm(language));
  });
  it('help with as many commands as one likes', () =>
    holds(
      fc.array(
        fc.record({
          name: any.nasty(20),
          usage: any.nasty(400),
          summary: any.nasty(400),
          examples: fc.array(any.nasty(300), { maxLength: 20 }),
          aliases: fc.array(any.nasty(40), { maxLength: 20 }),
          role: fc.constantFrom('member' as const, 'finance' as const, 'manager' as const),
        }),
        { minLength: 1, maxLength: 60 },
      ),
      (commands, language) => helpMessage(commands, null, language),
    ));
});

describe('forms are within the limits of a view', () => {
  const privateMetadata = JSON.stringify({ promiseId: 1 });
  const forms = fc.tuple(any.clientName, fc.option(any.clientName, { nil: null }), any.date, any.nasty(3000));
  it('every form', () => {
    fc.assert(
      fc.property(forms, locale, ([clientName, other, today, text], one) => {
        const language = languageOf(one);
        const facts = { privateMetadata, clientName };
        const views = [
          logForm({ privateMetadata, text }, language),
          keepUntilForm({ ...facts, ownerName: other, today, latest: today, suggested: today }, language),
          escalateForm({ ...facts, by: 'manager', ownerName: other, channelName: other }, language),
          escalateForm({ ...facts, by: 'owner', ownerName: other, channelName: other }, language),
        ];
        for (const view of views) assertWithinLimits(view);
      }),
      RUNS,
    );
  });
});

describe('the forms for what can be typed are within the limits of a view', () => {
  const privateMetadata = JSON.stringify({ channel: 'C1' });
  const client = fc.option(fc.record({ id: fc.integer({ min: 1 }), name: any.clientName }), { nil: null });
  const text = any.nasty(3000);
  const date = fc.option(any.date, { nil: null });
  const problem = fc.option(
    any.nasty(200).map((said) => escapeText(said, 500)),
    { nil: null },
  );
  const invoices = fc.array(fc.record({ number: any.nasty(200).filter((one) => one.slice(-75).trim() !== '') }), {
    maxLength: 120,
  });
  const draft = fc.record({
    client,
    outcome: fc.constantFrom(...outcomes),
    parts: fc.array(fc.record({ amount: text, date }), { minLength: 1, maxLength: 9 }),
    invoices,
    finalDate: fc.boolean(),
    dispute: fc.record({ reason: fc.constantFrom(...disputeReasons), amount: text, revisitOn: date }),
    note: text,
  });
  const preview: fc.Arbitrary<Preview<LogReceipt>> = fc.oneof(
    any.logReceipt.map((receipt) => ({ kind: 'receipt' as const, receipt })),
    any.nasty(200).map((said) => ({ kind: 'refused' as const, text: escapeText(said, 500) })),
    fc.constant({ kind: 'incomplete' as const }),
  );
  const fits = <Facts>(facts: fc.Arbitrary<Facts>, build: (facts: Facts, language: Lang) => ModalView) =>
    fc.assert(
      fc.property(facts, locale, (one, of) => {
        assertWithinLimits(build(one, languageOf(of)));
      }),
      RUNS,
    );

  it('a conversation', () =>
    fits(fc.record({ draft, preview, problem }), (facts, language) =>
      conversationForm({ privateMetadata, ...facts }, language),
    ));
  it('a payment', () =>
    fits(
      fc.record({
        draft: fc.record({
          client,
          amount: text,
          currency: fc.constantFrom(null, 'EUR'),
          date,
          invoices,
          reference: text,
        }),
        currencies: fc.array(fc.constantFrom('USD', 'EUR', 'CNY'), { minLength: 1, maxLength: 120 }),
        preview: fc.oneof(
          any.paidReceipt.map((receipt) => ({ kind: 'receipt' as const, receipt })),
          fc.constant({ kind: 'incomplete' as const }),
        ),
        problem,
      }),
      (facts, language) => paymentForm({ privateMetadata, ...facts }, language),
    ));
  it('a snooze', () =>
    fits(
      fc.record({ client, until: date, note: text, today: any.date, latest: any.date, problem }),
      (facts, language) => snoozeForm({ privateMetadata, ...facts }, language),
    ));
  it('a client and a project', () =>
    fits(fc.tuple(client, text, text, problem), ([one, name, other, wrong], language) => {
      const people = { owner: 'U1', backup: null };
      assertWithinLimits(
        projectForm({ privateMetadata, name, slackChannelId: 'C1', ...people, problem: wrong }, language),
      );
      const card = { name, aliases: other, contact: other, email: other, phone: other, ...people, project: one };
      return clientForm({ privateMetadata, client: one, draft: card, problem: wrong }, language);
    }));
  it('a digest', () =>
    fits(fc.tuple(fc.array(any.clientName, { minLength: 1, maxLength: 30 }), any.money, problem), (facts, language) => {
      const [projectNames, minimum, wrong] = facts;
      const settings = {
        digestTime: '09:00',
        digestWeekdays: [],
        digestEnabled: false,
        digestQuietLine: true,
        country: null,
        timezone: null,
        locale: 'en',
        amountsShown: true,
        minimumAmount: minimum.minor,
      };
      const channel = '<#C1>';
      return digestForm(
        { privateMetadata, channel, projectNames, settings, guests: 9_000, country: 'DE', minimum, problem: wrong },
        language,
      );
    }));
});

it('the Home tab is within the limits of a view, whatever is in it', () => {
  const lost = fc.record({ groups: fc.array(any.givenUp, { maxLength: 5 }), more: fc.nat() });
  fc.assert(
    fc.property(any.home, lost, any.nasty(100), locale, (home, undelivered, version, language) => {
      const view = homeTab({ home, undelivered, version }, languageOf(language));
      assertWithinLimits(view as typeof view & { type: 'home' });
    }),
    RUNS,
  );
});

describe('the assertion itself', () => {
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
  const refused = (blocks: unknown[], text = 'A sentence.') =>
    expect(() => assertWithinLimits({ text, blocks })).toThrow();

  it('finds what Slack would refuse or obey', () => {
    expect(() =>
      assertWithinLimits({ text: 'A sentence.', blocks: [section('fine &amp; <!date^1^{time}|x>')] }),
    ).not.toThrow();
    refused([section('x'.repeat(3001))]);
    refused([section('hello <!channel>')]);
    refused([section('hello')], 'hello <!here>');
    refused([section('half &am')]);
    refused([section('undefined')]);
    refused(Array.from({ length: 51 }, () => section('x')));
    refused(Array.from({ length: 5 }, () => section('x'.repeat(2900))));
    refused([
      { ...section('x'), block_id: 'a' },
      { ...section('y'), block_id: 'a' },
    ]);
    refused([{ type: 'section', text: { type: 'mrkdwn', text: 'not verbatim' } }]);
    const button = {
      type: 'button',
      text: { type: 'plain_text', text: 'Go' },
      action_id: 'a',
      accessibility_label: 'Go',
    };
    refused([{ type: 'actions', elements: [button, button] }]);
    refused([{ type: 'actions', elements: [{ ...button, value: 'x'.repeat(2001) }] }]);
    refused([{ type: 'actions', elements: [{ ...button, accessibility_label: '' }] }]);
  });
});
