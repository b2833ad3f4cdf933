import { expect, it } from 'vitest';
import { Traffic } from '../../src/sandbox/traffic.js';

const begin = (traffic: Traffic, title: string) =>
  traffic.begin({
    at: '2026-11-23T10:00:00Z',
    direction: 'from_app',
    title,
    url: 'http://127.0.0.1/api/auth.test',
    request: {
      headers: {
        authorization: 'Bearer xoxb-123456-abcdef',
        'x-slack-signature': `v0=${'0123456789abcdef'.repeat(4)}`,
      },
      body: 'token=xoxb-123456-abcdef&text=hi',
    },
    attempt: 1,
  });

it('shows requests and answers without tokens', () => {
  const traffic = new Traffic();
  const told: number[] = [];
  traffic.on((entry) => told.push(entry.id));
  const id = begin(traffic, 'auth.test');
  traffic.end(id, {
    answer: { status: 200, headers: {}, body: '{"ok":true,"token":"xoxb-123456-abcdef"}' },
    error: null,
    ms: 3,
  });
  expect(told).toEqual([id, id]);
  const [entry] = traffic.entries();
  expect(entry).toMatchObject({ title: 'auth.test', ms: 3, answer: { status: 200 } });
  expect(JSON.stringify(entry)).not.toMatch(/123456|89abcdef/);
  expect(entry?.request.body).toContain('text=hi');
});

it('keeps the last five hundred and takes the end of one that is gone', () => {
  const traffic = new Traffic();
  const first = begin(traffic, 'n0');
  for (let n = 1; n <= 500; n += 1) begin(traffic, `n${n}`);
  traffic.end(first, { answer: null, error: 'operation_timeout', ms: 3_000 });
  expect(traffic.entries()).toHaveLength(500);
  expect(traffic.entries()[0]?.title).toBe('n1');
});

it('shows the beginning of what nobody would read to its end', () => {
  const traffic = new Traffic();
  const id = begin(traffic, 'files.upload');
  traffic.end(id, { answer: { status: 200, headers: {}, body: 'x'.repeat(5_000_000) }, error: null, ms: 3 });
  const { length } = traffic.entries()[0]?.answer?.body ?? '';
  expect(length).toBeLessThan(101_000);
  expect(traffic.entries()[0]?.answer?.body).toMatch(/x… \(4900000 more characters\)$/);
});
