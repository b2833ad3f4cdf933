import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/ledger/notice.js';
import { textTooLong } from '../../../src/sandbox/block-kit/block-text.js';
import { messageFaults } from '../../../src/sandbox/block-kit/check-message.js';
import { viewFaults } from '../../../src/sandbox/block-kit/check-view.js';
import { escalationList } from '../../../src/slack/messages/escalation.js';
import { escalateForm, logForm } from '../../../src/slack/messages/forms.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import { overdueList } from '../../../src/slack/messages/overdue.js';
import { overview } from '../../../src/slack/messages/overview.js';
import { clientStatus } from '../../../src/slack/messages/status.js';
import { waitingView } from '../../../src/slack/views/answer-view.js';
import { languageOf } from '../../../src/text/language.js';
import * as any from '../../slack/messages/arbitraries.js';

// A bot that real people use is the best sample there is: what it builds must pass, whatever its facts.

const locale = fc.constantFrom('en', 'zh-CN');
const RUNS = { numRuns: 25 };

function passes<Facts>(
  facts: fc.Arbitrary<Facts>,
  build: (facts: Facts, lang: ReturnType<typeof languageOf>) => { readonly blocks: readonly unknown[] },
): void {
  fc.assert(
    fc.property(facts, locale, (one, language) => {
      const { blocks } = build(one, languageOf(language));
      expect(messageFaults(blocks)).toEqual([]);
      expect(textTooLong(blocks)).toBe(false);
    }),
    RUNS,
  );
}

describe('what Collect says passes', () => {
  it.each(['digest', 'digest_thread', 'promise_broken', 'escalation_list'] as const)('notice %s', (kind) => {
    const facts = {
      digest: any.digest,
      digest_thread: any.digestThread,
      promise_broken: any.broken,
      escalation_list: any.escalationList,
    };
    passes(facts[kind] as fc.Arbitrary<unknown>, (one, lang) => noticeMessage({ kind, facts: one } as Notice, lang));
  });
  it('answers', () => {
    passes(any.status, clientStatus);
    passes(any.overdue, overdueList);
    passes(any.overview, overview);
    passes(any.escalationList, escalationList);
  });
  it('forms', () => {
    const privateMetadata = JSON.stringify({ promiseId: 1 });
    fc.assert(
      fc.property(
        fc.tuple(any.clientName, fc.option(any.clientName, { nil: null }), any.nasty(3000)),
        locale,
        ([clientName, other, text], language) => {
          const lang = languageOf(language);
          const views = [
            logForm({ privateMetadata, text }, lang),
            escalateForm({ privateMetadata, clientName, by: 'manager', ownerName: other, channelName: other }, lang),
            waitingView(lang),
          ];
          for (const view of views) expect(viewFaults(view)).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});
