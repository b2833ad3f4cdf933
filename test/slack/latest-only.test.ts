import { describe, expect, it } from 'vitest';
import { LatestOnly } from '../../src/slack/actions/latest-only.js';

describe('changes of one form', () => {
  it('are shown one at a time, the newest of those that wait, with the hash that the form has by then', async () => {
    const newest = new LatestOnly();
    const shown: string[] = [];
    let finish: (hash: string | null) => void = () => undefined;
    const first = newest.run('V1', 'a', (hash) => {
      shown.push(`first ${hash}`);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const now = (name: string, after: string | null) => async (hash: string) => {
      shown.push(`${name} ${hash}`);
      return after;
    };
    await newest.run('V1', 'a', now('second', 'x'));
    await newest.run('V1', 'a', now('third', 'c'));
    await newest.run('V2', 'a', now('other', null));
    finish('b');
    await first;
    // Sent from what the person still saw.
    await newest.run('V1', 'b', now('late', null));
    await newest.run('V1', 'a', now('later', null));
    expect(shown).toEqual(['first a', 'other a', 'third b', 'late c', 'later c']);
  });
});
