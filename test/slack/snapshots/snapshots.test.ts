import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { notices as noticeKinds } from '../../../src/ledger/notice.js';
import { assertWithinLimits } from '../../../src/slack/messages/limits.js';
import { languageOf } from '../../../src/text/language.js';
import { renderWhole } from '../../support/render-text.js';
import { messages, notices, views } from './cases.js';
import { faultsOf } from './faults.js';
import type { Situations } from './situations.js';

// What Collect says, as text that a reviewer can read: one file for each kind and language. After a change of words
// write them anew (`npx vitest run --config test/vitest.config.ts --project unit test/slack/snapshots -u`) and read them.

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const all: Readonly<Record<string, Situations>> = { ...notices, ...messages, ...views };
const languages = ['en', 'zh-CN'] as const;

describe.each(languages)('in %s', (locale) => {
  const lang = languageOf(locale);

  it.each(Object.keys(all))('%s', async (name) => {
    const situations = Object.entries(all[name] ?? {});
    expect(situations.length).toBeGreaterThan(0);
    const parts = situations.map(([situation, build]) => {
      const made = build(lang);
      assertWithinLimits(made as Parameters<typeof assertWithinLimits>[0]);
      expect(faultsOf(made, locale), `${name}: ${situation}`).toEqual([]);
      return `## ${situation}\n\n${renderWhole(made)}\n`;
    });
    await expect(parts.join('\n')).toMatchFileSnapshot(`./kept/${locale}/${name}.txt`);
  });

  it('nothing is kept of what there is no more', () => {
    mkdirSync(folder(`./kept/${locale}`), { recursive: true });
    const kept = readdirSync(folder(`./kept/${locale}`)).map((file) => file.replace(/\.txt$/, ''));
    expect(kept.filter((name) => !(name in all))).toEqual([]);
  });
});

describe('nothing is left out', () => {
  it('every kind of notice has its snapshot', () => {
    expect(Object.keys(notices).sort()).toEqual(Object.keys(noticeKinds).sort());
  });

  it('every builder has its snapshot', () => {
    const built = ['messages', 'views'].flatMap((room) =>
      readdirSync(folder(`../../../src/slack/${room}`)).flatMap((file) =>
        builders(readFileSync(folder(`../../../src/slack/${room}/${file}`), 'utf8')),
      ),
    );
    expect(built.length).toBeGreaterThan(30);
    const ofNotices = new Set(
      Object.keys(notices).map((kind) => kind.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())),
    );
    // `setup`'s builder is called setupMessage; the others hand through what was made elsewhere.
    const elsewhere = new Set(['setupMessage', 'noticeMessage', 'filledForm', 'form', 'snoozeFormFor']);
    expect(built.filter((name) => !(name in all) && !ofNotices.has(name) && !elsewhere.has(name))).toEqual([]);
  });
});

/** The functions of a source that make a whole message or view, however they are written. */
function builders(source: string): string[] {
  const parts = String.raw`\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\): (?:null \| )?(?:SlackMessage|ModalView|HomeView)\b`;
  const made = [
    new RegExp(String.raw`export function (\w+)(?:<[^()]*>)?${parts}`, 'g'),
    new RegExp(String.raw`export const (\w+) = (?:<[^()]*>)?${parts}`, 'g'),
  ];
  return made.flatMap((one) => [...source.matchAll(one)].map(([, name]) => name ?? ''));
}

describe('what a reviewer would send back', () => {
  const button = (text: string, label = text) => ({
    type: 'button',
    text: { type: 'plain_text', text },
    accessibility_label: label,
  });
  const said = (...blocks: unknown[]) => ({ text: 'Two clients are overdue.', blocks });
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

  it.each([
    ['a button that says nothing', said({ type: 'actions', elements: [button('OK')] })],
    ['a button whose label is another', said({ type: 'actions', elements: [button('Undo', 'Take it back')] })],
    ['a button that is too long', said({ type: 'actions', elements: [button('x'.repeat(76))] })],
    ['emoji alone', said(section(':white_check_mark:'))],
    ['a place to click', said(section('<https://collect.example|Click here> for more'))],
    ['an exclamation', said(section('Well done!'))],
    ['an image without words', said({ type: 'image', image_url: 'https://x.example/a.png', alt_text: ' ' })],
    ['a push line that is none', { text: 'ACME', blocks: [] }],
  ])('is found: %s', (_, made) => {
    expect(faultsOf(made, 'en')).not.toEqual([]);
  });

  it('is nothing where all is well', () => {
    const fine = said(section(':white_check_mark: Paid by Dana'), {
      type: 'actions',
      elements: [button('Log a promise')],
    });
    expect(faultsOf(fine, 'en')).toEqual([]);
  });
});
