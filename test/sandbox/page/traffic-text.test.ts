import { describe, expect, it } from 'vitest';
import { faultOf, filtered, readable } from '../../../src/sandbox/page/traffic-text.js';
import type { TrafficEntry } from '../../../src/sandbox/page-protocol.js';

const entry = (id: number, facts: Partial<TrafficEntry> = {}): TrafficEntry => ({
  id,
  at: '2026-11-23T09:05:00Z',
  direction: 'from_app',
  title: 'chat.postMessage',
  url: 'http://127.0.0.1:3300/api/chat.postMessage',
  request: { headers: {}, body: '' },
  answer: { status: 200, headers: {}, body: '{"ok":true}' },
  error: null,
  ms: 3,
  attempt: 1,
  ...facts,
});

describe('a body as a person reads it', () => {
  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    ['text=a%26b&channel=C1', 'text = a&b\nchannel = C1'],
    ['payload=%7B%22a%22%3A1%7D', 'payload = {\n  "a": 1\n}'],
    ['not found', 'not found'],
    ['{broken', '{broken'],
    ['', ''],
  ])('%s', (body, expected) => {
    expect(readable(body)).toBe(expected);
  });
});

describe('what went wrong', () => {
  it.each([
    [null, entry(1)],
    ['operation_timeout', entry(1, { answer: null, error: 'operation_timeout' })],
    ['HTTP 500', entry(1, { answer: { status: 500, headers: {}, body: '' } })],
    [
      'not_in_channel',
      entry(1, { answer: { status: 200, headers: {}, body: '{"ok":false,"error":"not_in_channel"}' } }),
    ],
    [null, entry(1, { answer: null })],
  ])('%s', (fault, each) => {
    expect(faultOf(each)).toBe(fault);
  });
});

describe('the filter', () => {
  const entries = [
    entry(1),
    entry(2, { direction: 'to_app', title: '/desk open' }),
    entry(3, { error: 'ratelimited' }),
  ];
  const ids = (filter: Partial<Parameters<typeof filtered>[1]>) =>
    filtered(entries, { text: '', direction: 'all', onlyErrors: false, ...filter }).map((each) => each.id);

  it('shows the newest first', () => {
    expect(ids({})).toEqual([3, 2, 1]);
  });

  it('looks for text, direction and errors', () => {
    expect(ids({ text: 'DESK' })).toEqual([2]);
    expect(ids({ direction: 'to_app' })).toEqual([2]);
    expect(ids({ onlyErrors: true })).toEqual([3]);
    expect(ids({ text: 'ratelimited' })).toEqual([3]);
  });
});
