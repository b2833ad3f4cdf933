import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../src/sandbox/page/people.js';
import { chooseLanguage } from '../../../src/sandbox/page/words.js';

describe('the language of the page', () => {
  it.each([
    ['', ['de-DE', 'zh-TW', 'en'], 'zh-CN'],
    ['', ['en-GB', 'zh-CN'], 'en'],
    ['', ['de-DE'], 'en'],
    ['', [], 'en'],
    ['?lang=zh-CN', ['en-US'], 'zh-CN'],
    ['?lang=en', ['zh-CN'], 'en'],
    ['?lang=xx', ['zh-CN'], 'en'],
  ] as const)('%s with %j', (search, wanted, language) => {
    expect(chooseLanguage(search, wanted)).toBe(language);
  });
});

describe('initials', () => {
  it.each([
    ['Dana Reed', 'DR'],
    ['王芳', '王'],
    ['Ana Maria Lopez', 'AL'],
    ['Priya (Globex)', 'P'],
    ['bot', 'B'],
    ['', '?'],
  ])('%s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
