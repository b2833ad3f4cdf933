import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/text/en.js';
import { languageOf } from '../../src/text/language.js';
import { spaced } from '../../src/text/zh-CN/spacing.js';
import { zhCN } from '../../src/text/zh-CN.js';
import { readDigest } from '../../src/understanding/read-digest.js';
import { readRole } from '../../src/understanding/read-role.js';

/** Every entry with its path: "digest.reasons.inRow". */
function entries(value: unknown, path: string[] = []): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, one]) => entries(one, [...path, key]));
}

/** Arguments that serve every sentence: a text, a number or a list, whichever it asks for. */
const SETS: unknown[][] = [
  Array(8).fill('«x»'),
  Array(8).fill(2),
  [1, 1, 1, 1, 1, 1],
  [['«a»', '«b»', '«c»'], 2],
  [2, '«x»', '«x»', 2],
  ['invoices', '2'],
  ['«x»', '«x»', 2, 2, 2],
  [(name: string, otherwise = '') => (name === 'client' ? '«x»' : otherwise)],
  [(name: string) => `«${name}»`],
  [new Proxy({}, { get: (_facts, name) => (typeof name === 'string' ? `«${name}»` : undefined) })],
];

/** Empty where a message leaves the word out: a medium that nobody said, the role that everybody has. */
const MAY_BE_EMPTY = /^(words\.media\.unknown|answers\.help\.roles\.member)$/;

describe.each([
  ['en', en],
  ['zh-CN', zhCN],
])('%s', (_name, text) => {
  const own = entries(text);

  it('has no empty sentence', () => {
    const empty = own.filter(
      ([path, value]) => typeof value === 'string' && value.trim() === '' && !MAY_BE_EMPTY.test(path),
    );
    expect(empty).toEqual([]);
  });

  it('says something, and never "undefined", for some fitting arguments', () => {
    for (const [path, value] of own) {
      if (typeof value !== 'function') continue;
      const said = SETS.flatMap((set) => {
        try {
          return [String(value(...set))];
        } catch {
          return [];
        }
      });
      const good = said.filter((one) => one.trim() !== '' && !/undefined|NaN|\[object|=>/.test(one));
      expect(good.length, `${path}: ${said.join(' | ')}`).toBeGreaterThan(0);
    }
  });

  it('has no exclamation mark', () => {
    const loud = own.filter(([, value]) => typeof value === 'string' && /[!！]/.test(value));
    expect(loud).toEqual([]);
  });
});

describe('Chinese', () => {
  /** The sentences as their source has them, without comments; file imports have their own words. */
  const folder = new URL('../../src/text/zh-CN/', import.meta.url);
  const lines = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'imports.ts')
    .flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .map((line) => `${file}: ${line.trim()}`),
    )
    .filter((line) => !/: (\/\*\*|\*|\/\/)/.test(line));

  it.each([
    ['one form of address', /您/],
    ['one word for a manager', /主管/],
    ['one word for what is not paid yet', /未收(?!到)/],
    ['commands in Chinese', /\/collect [a-z]/],
  ])('has %s', (_what, other) => {
    expect(lines.filter((line) => other.test(line))).toEqual([]);
  });

  it.each([...zhCN.commands.entries.digest.usage.matchAll(/[^[\]|]+/g)].map(([part]) => part).slice(1))(
    'names what can be typed: 晨报 %s',
    (rest) => {
      expect(readDigest(rest)).toMatchObject({ kind: 'understood' });
    },
  );

  it.each(['成员', '财务', '经理'])('names a role that can be typed: %s', (role) => {
    expect(zhCN.commands.entries.role.usage).toContain(role);
    expect(readRole(`<@U0DANA|dana> ${role}`)).toMatchObject({ kind: 'understood' });
  });

  it('has full-width signs in its sentences', () => {
    const half = /\p{Script=Han}[,;:?()]|[,;:?()]\p{Script=Han}/u;
    // A connection address is written as it is typed.
    expect(lines.filter((line) => half.test(line.replace(/postgresql:\S+/, '')))).toEqual([]);
  });
});

describe('the two languages', () => {
  it('have the same keys, functions where functions are', () => {
    const shape = (text: unknown) =>
      entries(text).map(([path, value]) => `${path.replace(/\.\d+$/, '.#')} ${typeof value}`);
    expect([...new Set(shape(zhCN))].sort()).toEqual([...new Set(shape(en))].sort());
  });

  it('are different texts', () => {
    const chinese = new Map(entries(zhCN));
    const same = entries(en).filter(
      ([path, value]) => typeof value === 'string' && /[a-z]{4}/i.test(value) && chinese.get(path) === value,
    );
    // Command lines and names of roles that are typed in English in both.
    expect(same.filter(([path]) => !/^(commands|cli|imports)\./.test(path))).toEqual([]);
  });

  it('are chosen by the locale', () => {
    for (const locale of ['zh', 'zh-CN', 'zh_TW', 'ZH-hans-SG']) expect(languageOf(locale).locale).toBe('zh-CN');
    for (const locale of ['en-US', 'de-DE', 'zhx', '', null]) expect(languageOf(locale).locale).toBe('en');
  });

  it('in Chinese, Western letters stand apart', () => {
    expect(spaced('INV-104', '和', 'INV-107')).toBe('INV-104 和 INV-107');
    expect(spaced('甲', '和', '乙')).toBe('甲和乙');
    expect(zhCN.words.list(['甲', '乙', 'C'])).toBe('甲、乙和 C');
    expect(en.words.list(['A', 'B', 'C'])).toBe('A, B and C');
  });
});
