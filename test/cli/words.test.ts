import { describe, expect, it } from 'vitest';
import { unsentWords } from '../../src/cli/run.js';
import { table } from '../../src/cli/terminal.js';
import { languageOf } from '../../src/text/language.js';

const en = languageOf('en');

describe('a run that says nothing', () => {
  const none = { messages: [], escalations: null, digests: null };
  const digests = { channels: [], already: [], silent: [] };

  it('says what there was to say, and why nobody is told', () => {
    const escalations = { candidates: 2, already: false, held: false };
    expect(unsentWords({ ...none, escalations }, en)).toEqual([
      '2 clients would be on the escalation list, but no manager is known: collect role NAME manager',
    ]);
    expect(unsentWords({ ...none, escalations: { ...escalations, candidates: 1 } }, en)[0]).toContain('1 client would');
    expect(unsentWords({ ...none, digests }, en)[0]).toContain('No channel gets a digest');
  });

  it('is silent where there was nothing', () => {
    expect(unsentWords(none, en)).toEqual([]);
    expect(unsentWords({ ...none, digests: { ...digests, already: ['C0APOLLO'] } }, en)).toEqual([]);
    expect(unsentWords({ ...none, escalations: { candidates: 0, already: true, held: false } }, en)).toEqual([]);
  });
});

describe('a table', () => {
  /** Where each row ends, in cells: Chinese characters take two. */
  const ends = (rows: string[][]) =>
    table(rows).map((line) => [...line].reduce((cells, sign) => cells + (/\p{Script=Han}/u.test(sign) ? 2 : 1), 0));

  it.each(['$1.00', '€1,234,567.89', 'CN¥0.05', '₹900.00', 'KWD\u00a01.250', '₩5'])(
    'has its columns under each other with %s',
    (amount) => {
      const heads = ['Currency', '1–30 days', '31–60', '未付'];
      const rows = [heads, ['EUR', amount, '€0.00', '—'], ['USD', '$90,071,992,547,409.91', amount, '$5.00']];
      expect(new Set(ends(rows)).size).toBe(1);
    },
  );
});
