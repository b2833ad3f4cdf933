import { describe, expect, it } from 'vitest';
import { suggestedPrompts } from '../../../src/slack/messages/suggested-prompts.js';
import { languageOf } from '../../../src/text/language.js';
import { readQuestion } from '../../../src/understanding/read-question.js';
import { monday } from '../../understanding/reading-context.js';

const of = (locale: string, about: Parameters<typeof suggestedPrompts>[0]) =>
  suggestedPrompts(about, { ...monday, locale }, languageOf(locale)).prompts.map(({ message }) => message);

const nobody = { client: null, project: null, decides: false };

describe('suggested questions', () => {
  it('are about the person, in their language', () => {
    expect(of('en', { client: 'ACME Ltd', project: 'Apollo', decides: false })).toEqual([
      'What is overdue for me?',
      'What did ACME Ltd promise?',
      'What is overdue for Apollo?',
      'Who promised to pay this week?',
    ]);
    expect(of('zh-CN', { client: '华瑞科技', project: '银河', decides: true })).toEqual([
      '哪些客户需要升级？',
      '华瑞科技承诺了什么？',
      '银河有哪些逾期？',
      '本周谁会付款？',
    ]);
    expect(of('en', nobody)).toHaveLength(3);
    expect(of('en', { ...nobody, decides: true })).toHaveLength(4);
  });

  // Names of both languages, and such as could be read as something else.
  const names = [
    'ACME Ltd',
    'ACME, Inc.',
    '华瑞科技',
    '上海 ABC 有限公司',
    'this week',
    'me',
    'Who?',
    'Überweiß & Söhne',
  ];
  const asked = ['en', 'zh-CN'].flatMap((locale) =>
    names.flatMap((name) =>
      [true, false].flatMap((decides) =>
        of(locale, { client: name, project: name, decides }).map((message) => [locale, name, message] as const),
      ),
    ),
  );

  it.each(asked)('are understood (%s, %s): %s', (locale, name, message) => {
    const reading = readQuestion(message, { ...monday, locale });
    expect(reading).toMatchObject({ kind: 'understood' });
    // Those that everybody gets may have the name's letters in them.
    const general = [...of(locale, nobody), ...of(locale, { ...nobody, decides: true })];
    if (!general.includes(message)) expect(reading).toMatchObject({ enquiry: { of: { kind: 'named', text: name } } });
  });

  it('leave out what could not be understood or shown', () => {
    const strange = ['me', 'x'.repeat(120)];
    for (const name of strange) {
      expect(of('en', { client: name, project: name, decides: false })).toEqual(of('en', nobody));
    }
  });
});
