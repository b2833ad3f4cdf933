import { describe, expect, it } from 'vitest';
import {
  countReply,
  keysOf,
  type Timeline,
  withEarlier,
  withMessage,
  withoutMessage,
} from '../../../src/sandbox/page/timeline.js';
import type { PageMessage } from '../../../src/sandbox/page-protocol.js';

const ts = (n: number) => `1790000000.${String(n).padStart(6, '0')}`;

const message = (n: number, facts: Partial<PageMessage> = {}): PageMessage => ({
  channel: 'C0APOLLO',
  ts: ts(n),
  user: 'U0DANA',
  botId: null,
  text: `message ${n}`,
  blocks: null,
  attachments: null,
  threadTs: null,
  broadcast: false,
  subtype: null,
  metadata: null,
  edited: null,
  ephemeralFor: null,
  files: [],
  mrkdwn: true,
  replies: null,
  fileFacts: [],
  ...facts,
});

const timeline = (numbers: readonly number[], hasMore = false): Timeline => ({
  messages: numbers.map((n) => message(n)),
  hasMore,
});

const order = ({ messages }: Timeline) => messages.map((each) => Number(each.ts.split('.')[1]));

describe('a timeline', () => {
  it('takes a new message at its place', () => {
    expect(order(withMessage(timeline([1, 3]), message(4)))).toEqual([1, 3, 4]);
    expect(order(withMessage(timeline([1, 3]), message(2)))).toEqual([1, 2, 3]);
    expect(order(withMessage(timeline([]), message(2)))).toEqual([2]);
  });

  it('puts a changed message in place of the old one', () => {
    const changed = withMessage(timeline([1, 2]), message(2, { text: 'other' }));
    expect(changed.messages.map((each) => each.text)).toEqual(['message 1', 'other']);
  });

  it('leaves out what is older than the part that is loaded', () => {
    expect(order(withMessage(timeline([5, 6], true), message(2)))).toEqual([5, 6]);
    expect(order(withMessage(timeline([5, 6], false), message(2)))).toEqual([2, 5, 6]);
  });

  it('puts earlier pages before what is there, each message once', () => {
    const whole = withEarlier(timeline([5, 6], true), timeline([3, 4, 5], true));
    expect(order(whole)).toEqual([3, 4, 5, 6]);
    expect(whole.hasMore).toBe(true);
  });

  it('loses a removed message', () => {
    expect(order(withoutMessage(timeline([1, 2]), ts(1)))).toEqual([2]);
  });
});

describe('where a message stands', () => {
  it.each([
    ['in its channel, and at the head of its own thread', message(1), ['C0APOLLO', `C0APOLLO/${ts(1)}`]],
    ['a reply only in its thread', message(2, { threadTs: ts(1) }), [`C0APOLLO/${ts(1)}`]],
    [
      'a reply sent to the channel too in both',
      message(2, { threadTs: ts(1), broadcast: true }),
      ['C0APOLLO', `C0APOLLO/${ts(1)}`],
    ],
  ])('%s', (_, each, keys) => {
    expect(keysOf(each)).toEqual(keys);
  });
});

describe('the count of replies', () => {
  const reply = message(9, { threadTs: ts(1), user: 'U0LEE' });

  it('grows with a reply', () => {
    const [parent] = countReply(timeline([1]), reply).messages;
    expect(parent?.replies).toEqual({ count: 1, users: ['U0LEE'], latest: ts(9) });
  });

  it('stays when the first message counts it already', () => {
    const once = countReply(timeline([1]), reply);
    expect(countReply(once, reply)).toBe(once);
  });
});
