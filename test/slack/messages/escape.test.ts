import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clipMrkdwn,
  codeText,
  escapeText,
  linkTo,
  plainText,
  readableLine,
  settleBold,
} from '../../../src/slack/messages/escape.js';
import { nasty } from './arbitraries.js';

describe('escapeText', () => {
  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U123>', '&lt;@U123&gt;'],
    ['Johnson & Johnson', 'Johnson &amp; Johnson'],
    ['*bold* _low_ ~gone~ `code`', '∗bold∗ ˍlowˍ ∼gone∼ ˋcodeˋ'],
    ['ar_export_2026.csv', 'ar_export_2026.csv'],
    ['> quote', '› quote'],
    ['a\n> b', 'a &gt; b'],
    [':moneybag: Ltd', '∶moneybag: Ltd'],
    ['Umlaut: ok', 'Umlaut: ok'],
    ['  two   spaces ', 'two spaces'],
    ['evil\u202egnp', 'evilgnp'],
    ['lone \ud800 half', 'lone half'],
    ['', '?'],
    ['\u0000', '?'],
  ])('%j reads as %j', (typed, shown) => expect(escapeText(typed)).toBe(shown));

  it('keeps to its length and never halves an escape, a sign or a number', () => {
    const word = fc.oneof(
      fc.constantFrom('&', '<!here>', '华瑞', '👩‍👩‍👧‍👦', 'Acme'),
      fc.integer({ min: 1000, max: 99_999_999 }).map((n) => n.toLocaleString('en')),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.integer({ min: 20, max: 120 }), (words, max) => {
        const text = escapeText(`x ${words.join(' ')}`, max);
        expect(text.length).toBeLessThanOrEqual(max);
        expect(text.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        const shown = text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
        for (const number of shown.match(/\d[\d,]*/g) ?? []) expect(words).toContain(number);
        expect(text).not.toContain('\ufffd');
        if (shown.includes('👩')) expect(shown).toContain('👩‍👩‍👧‍👦');
      }),
    );
  });

  it('is harmless for anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), nasty(400)),
        fc.integer({ min: 1, max: 300 }),
        (typed, max) => {
          const text = escapeText(typed, max);
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(max);
          expect(text).not.toMatch(/[<>*~`\n]|&(?!amp;|lt;|gt;)/);
          expect(text.startsWith('&gt;')).toBe(false);
        },
      ),
    );
  });
});

describe('what is typed', () => {
  it('is shown as a person wrote it, in code', () => {
    expect(codeText('assign ACME &lt;x&gt; <@U123|dana> <#C1|proj> `a`')).toBe(
      '`assign ACME &lt;x&gt; @dana #proj ˋaˋ`',
    );
    expect(readableLine('project here <@U9> <https://a.example|a.example>')).toBe('project here @U9 https://a.example');
    expect(codeText('')).toBe('` `');
  });

  it('on a button is plain and short', () => {
    expect(plainText('<!channel> & co', 40)).toBe('‹!channel> & co');
    expect(plainText('Invoice 12,400 more', 13)).toBe('Invoice…');
  });
});

describe('links', () => {
  it('are only those that can be opened', () => {
    expect(linkTo('https://a.example/i?x=1&y=2|3', 'INV-1')).toBe('<https://a.example/i?x=1&amp;y=2%7C3|INV-1>');
    expect(linkTo('javascript:alert(1)', 'INV-1')).toBe('INV-1');
    expect(linkTo('not an address', 'INV-1')).toBe('INV-1');
    expect(linkTo(null, 'INV-1')).toBe('INV-1');
  });
});

describe('our own text', () => {
  it('is cut between whole pieces', () => {
    expect(clipMrkdwn('owes *$12,400.00 now*', 12)).toBe('owes…');
    expect(clipMrkdwn('see <https://a.example|INV-104> please', 20)).toBe('see…');
    expect(clipMrkdwn('A &amp; B', 5)).toBe('A…');
    expect(clipMrkdwn('short', 5)).toBe('short');
  });

  it('has bold that Slack sees beside Chinese', () => {
    expect(settleBold('*待催收*，比')).toBe('*待催收*\u200b，比');
    expect(settleBold('*ACME* paid, *B*.')).toBe('*ACME* paid, *B*.');
    expect(settleBold('写 `*x*`。')).toBe('写 `*x*`。');
  });
});
