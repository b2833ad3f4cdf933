import { describe, expect, it } from 'vitest';
import { parseRoute, permalinkRoute } from '../../../src/sandbox/page/address.js';

describe('an address of the page', () => {
  it.each([
    ['', { kind: 'start' }],
    ['#/', { kind: 'start' }],
    ['#main', { kind: 'start' }],
    ['#/C0APOLLO', { kind: 'channel', channel: 'C0APOLLO', thread: null, message: null }],
    [
      '#/D0ABC/thread/1790000000.000100',
      { kind: 'channel', channel: 'D0ABC', thread: '1790000000.000100', message: null },
    ],
    [
      '#/G0ABC/message/1790000000.000100',
      { kind: 'channel', channel: 'G0ABC', thread: null, message: '1790000000.000100' },
    ],
    ['#/C0ABC/thread/nonsense', { kind: 'channel', channel: 'C0ABC', thread: null, message: null }],
    ['#/home', { kind: 'app', tab: 'home' }],
    ['#/about', { kind: 'app', tab: 'about' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});

describe('a permalink', () => {
  it.each([
    ['https://lumen.slack.com/archives/C0APOLLO/p1790000000000100', '#/C0APOLLO/message/1790000000.000100'],
    [
      'http://127.0.0.1:3300/archives/C0APOLLO/p1790000000000200?thread_ts=1790000000.000100&cid=C0APOLLO',
      '#/C0APOLLO/thread/1790000000.000100',
    ],
    ['https://example.com/archives/2026', null],
    ['https://example.com/', null],
  ])('%s', (href, route) => {
    expect(permalinkRoute(href)).toBe(route);
  });
});
