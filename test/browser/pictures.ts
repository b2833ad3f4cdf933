import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pngSize, smallPng } from './small-png.js';
import type { Visitor } from './visitor.js';

const README = 'README.md';
const FOLDER = 'docs/pictures';
/** The README is read on slow lines as well. */
const MOST_BYTES = 150_000;

/** `npm run pictures`: they are kept in the README's folder. */
const forReadme = process.env.COLLECT_PICTURES === '1';
const folder = forReadme ? FOLDER : mkdtempSync(join(tmpdir(), 'collect-pictures-'));
if (forReadme) mkdirSync(FOLDER, { recursive: true });

/** Takes a picture of the page as it is. Fails where the README does not show it, or shows one of another size. */
export async function picture({ page }: Visitor, name: string): Promise<void> {
  // What the mouse points at looks different.
  await page.mouse.move(0, 0);
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(join(folder, `${name}.png`), forReadme ? smallPng(taken) : taken);
  if (!existsSync(README)) return;
  expect(readFileSync(README, 'utf8')).toContain(`${FOLDER}/${name}.png`);
  const shown = readFileSync(join(FOLDER, `${name}.png`));
  expect(pngSize(shown)).toEqual(pngSize(taken));
  expect(shown.length).toBeLessThan(MOST_BYTES);
}
