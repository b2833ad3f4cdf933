import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { beforeEach } from 'vitest';

/** How long something may take to be seen, in ms: on a machine with much else to do, too. */
const PATIENCE = 45_000;

/** Stops of the Tab key on one page: a list of messages has many. */
const MOST_STOPS = 300;

interface Named {
  readonly role: 'button' | 'combobox' | 'menuitem' | 'textbox';
  readonly name: string | RegExp;
}

/** Waits until it is on the screen. */
export const seen = (...what: readonly Locator[]): Promise<unknown> =>
  Promise.all(what.map((one) => one.waitFor({ state: 'visible' })));

/** Waits until it has left the screen. */
export const gone = (what: Locator): Promise<void> => what.waitFor({ state: 'hidden' });

/** A person before the page: finds what is on it by what it is and how it is called. */
export class Visitor {
  /** What the browser itself complained about. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A line that breaks while the sandbox starts anew is no fault of the page.
      if (message.type() === 'error' && !/ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(message.text()))
        this.complaints.push(message.text());
    });
  }

  /** Far from home: the page's times are the workspace's, not those of the computer. */
  static async arrive(
    browser: Browser,
    { width = 1280, height = 800, dark = false }: { width?: number; height?: number; dark?: boolean } = {},
  ): Promise<Visitor> {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-US',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    return new Visitor(page);
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  get sidebar(): Locator {
    return this.page.getByRole('navigation', { name: 'Workspace' });
  }

  get form(): Locator {
    return this.page.getByRole('dialog');
  }

  get composer(): Locator {
    return this.main.getByRole('textbox', { name: /^Write to/ });
  }

  /** A channel, a person or the app in the sidebar. */
  place(name: string): Locator {
    return this.sidebar.getByRole('link', { name: new RegExp(`^${name}\\b`) });
  }

  /** What stands beside the messages. */
  pane(title: string): Locator {
    return this.page.getByRole('complementary', { name: title });
  }

  /** The last message that says so. */
  said(...texts: readonly (string | RegExp)[]): Locator {
    return texts.reduce<Locator>((found, hasText) => found.filter({ hasText }), this.main.getByRole('article')).last();
  }

  async goTo(name: string): Promise<void> {
    await this.place(name).click();
    await seen(this.main.getByRole('heading', { level: 1, name }));
  }

  /** Writes in the channel that is shown, and sends it. */
  async types(line: string): Promise<void> {
    await this.composer.fill(line);
    await this.composer.press('Enter');
  }

  async becomes(person: string): Promise<void> {
    await this.sidebar.getByRole('button', { name: /^Acting as/ }).click();
    await this.page.getByRole('menuitemradio', { name: person }).click();
    await seen(this.sidebar.getByRole('button', { name: `Acting as ${person}` }));
  }

  async opensClock(): Promise<Locator> {
    await this.page.getByRole('button', { name: /clock shows/ }).click();
    await seen(this.pane('Clock'));
    return this.pane('Clock');
  }

  async opensRequests(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Requests/ }).click();
    await seen(this.pane('Requests'));
    return this.pane('Requests');
  }

  /** Waits until the keys go to it. */
  async focusBecomes(what: Named): Promise<void> {
    await seen(this.#focused(what));
  }

  /** Presses Tab until the keys go to it. */
  async tabTo(what: Named): Promise<void> {
    const wanted = this.#focused(what);
    for (let pressed = 0; pressed < MOST_STOPS; pressed++) {
      if ((await wanted.count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${what.role} ${what.name}`);
  }

  #focused({ role, name }: Named): Locator {
    return this.page.getByRole(role, { name }).and(this.page.locator(':focus'));
  }

  /** From a test on: where it fails, a picture shows what was on the screen. */
  static photographedWhere(visitor: () => Visitor | undefined): void {
    beforeEach(({ onTestFailed }) => {
      onTestFailed(async ({ task }) => {
        const path = join(mkdtempSync(join(tmpdir(), 'collect-failed-')), 'page.png');
        await visitor()?.page.screenshot({ path });
        console.error(`"${task.name}" failed on this page: ${path}`);
      });
    });
  }
}
