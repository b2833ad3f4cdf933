import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { Product } from './product.js';
import { gone, seen, Visitor } from './visitor.js';
import { tooWide, unnamed } from './whole-page.js';

// What holds for the page of the sandbox wherever one is on it, in a real browser, with Collect's sample.

let product: Product | undefined;
let browser: Browser | undefined;
let visitor: Visitor;
beforeAll(async () => {
  browser = await launchChromium();
  product = await Product.start();
  visitor = await Visitor.arrive(browser);
  await visitor.page.goto(product.url);
  await visitor.goTo('proj-apollo');
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
});
Visitor.photographedWhere(() => visitor);

it('what is new is marked until it is read', async () => {
  const unread = visitor.sidebar.getByRole('link', { name: /^proj-falcon.*unread/ });
  await seen(unread);
  await visitor.goTo('proj-falcon');
  await seen(visitor.said('Needs somebody today'));
  await gone(unread);
});

it('a form that is refused keeps what was typed, and says at the field what is wrong', async () => {
  await visitor.goTo('Collect');
  await visitor
    .said('Meridian Hotels did not keep')
    .getByRole('button', { name: /^New date for the promise/ })
    .click();
  const form = visitor.page.getByRole('dialog', { name: 'Log a conversation' });
  const [date, amount, note] = ['By when do they promise to pay?', 'How much?', 'What did they say?'].map((label) =>
    form.getByLabel(label),
  );
  if (date === undefined || amount === undefined || note === undefined) throw new Error('no fields');
  await amount.fill('a lot');
  await note.fill('Tom says it is in the run');
  await form.getByRole('button', { name: 'Record' }).click();
  // What Slack's own client finds, before anything is sent …
  await seen(form.getByText('Please complete this required field.'));
  await expect.poll(() => date.getAttribute('aria-invalid')).toBe('true');
  // … until something else stands there …
  await date.fill('2001-02-03');
  await gone(form.getByText('Please complete this required field.'));
  // … and what the app does.
  await form.getByRole('button', { name: 'Record' }).click();
  await seen(form.getByText(/passed|past/).first());
  expect(await date.inputValue()).toBe('2001-02-03');
  expect(await amount.inputValue()).toBe('a lot');
  expect(await note.inputValue()).toBe('Tom says it is in the run');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await gone(visitor.form);
});

it('by keyboard alone: a command with its completion, a form and its answer', async () => {
  const { keyboard } = visitor.page;
  await visitor.goTo('proj-apollo');
  await visitor.page.reload();
  await seen(visitor.said('Needs somebody today'));
  await visitor.focusBecomes({ role: 'textbox', name: 'Write to #proj-apollo' });
  await keyboard.type('/coll');
  await seen(visitor.page.getByRole('option', { name: /^\/collect/ }));
  await keyboard.press('Tab');
  await keyboard.type('status ACME');
  await keyboard.press('Enter');
  await seen(visitor.said('Only visible to you', 'ACME Ltd', 'INV-104'));

  await visitor.tabTo({ role: 'button', name: 'Shortcuts' });
  await keyboard.press('Enter');
  await visitor.focusBecomes({ role: 'menuitem', name: /^Log a conversation/ });
  await keyboard.press('Enter');
  const form = visitor.page.getByRole('dialog', { name: 'Log a conversation' });
  await seen(form.getByRole('combobox', { name: 'Client' }));
  await visitor.tabTo({ role: 'combobox', name: 'Client' });
  await keyboard.type('acm');
  await seen(visitor.page.getByRole('option', { name: 'ACME Ltd' }));
  await keyboard.press('Enter');
  await seen(form.getByRole('combobox', { name: 'Invoices' }));
  await visitor.tabTo({ role: 'combobox', name: 'Outcome' });
  await keyboard.type('no answer');
  await seen(visitor.page.getByRole('option', { name: 'no answer' }));
  await keyboard.press('Enter');
  await seen(form.getByText('This is what will be recorded:'));
  await visitor.tabTo({ role: 'button', name: 'Record' });
  await keyboard.press('Enter');
  await seen(visitor.form.getByText(/Logged for ACME Ltd/));
  await keyboard.press('Escape');
  await gone(visitor.form);
  await visitor.tabTo({ role: 'textbox', name: 'Write to #proj-apollo' });
});

it('whoever develops the app sees each request as it was sent, and its answer', async () => {
  const requests = await visitor.opensRequests();
  await requests.getByRole('searchbox', { name: 'Filter' }).fill('/collect status');
  const entry = requests.getByRole('listitem').filter({ hasText: '/collect status ACME' });
  await entry.getByRole('button', { name: /^To the app: \/collect status ACME.* 200/ }).click();
  await seen(entry.getByText(/command = \/collect\b/), entry.getByText(/trigger_id = \S+/));
  await entry.getByRole('checkbox', { name: 'As sent' }).check();
  await seen(entry.getByText(/command=%2Fcollect&text=status\+ACME/));
  await entry.getByText('Headers').first().click();
  await seen(entry.getByText(/x-slack-signature: v0=[0-9a-f]{6}…/));
  await requests.getByRole('button', { name: /^Close/ }).click();
});

it('everything that can be used has a name, and every part of the page a landmark', async () => {
  await visitor.goTo('proj-apollo');
  await seen(visitor.page.getByRole('banner'), visitor.sidebar, visitor.main);
  expect(await unnamed(visitor.page)).toEqual([]);
  for (const open of [() => visitor.opensRequests(), () => visitor.opensClock()]) {
    await open();
    expect(await unnamed(visitor.page)).toEqual([]);
  }
  await visitor.page.goto(`${product?.url}/#/home`);
  await seen(visitor.main.getByText(/^Your collections/));
  expect(await unnamed(visitor.page)).toEqual([]);
  await visitor.main.getByRole('button', { name: /^Log a conversation/ }).click();
  await seen(visitor.form.getByRole('combobox', { name: 'Client' }));
  expect(await unnamed(visitor.page)).toEqual([]);
  await visitor.page.keyboard.press('Escape');
  await gone(visitor.form);
});

it('a narrow dark window shows all of it, and nothing wider than itself', async () => {
  if (browser === undefined || product === undefined) throw new Error('nothing was started');
  const phone = await Visitor.arrive(browser, { width: 400, height: 800, dark: true });
  try {
    const { page } = phone;
    const places: (() => Promise<unknown>)[] = [
      async () => await seen(phone.said('Needs somebody today')),
      async () => await phone.opensClock(),
      async () => await phone.opensRequests(),
      async () => {
        await phone
          .pane('Requests')
          .getByRole('button', { name: /^Close/ })
          .click();
        await page.getByRole('button', { name: 'Open the sidebar' }).click();
        await seen(phone.place('proj-falcon'));
      },
      async () => {
        await phone.place('Collect').click();
        await phone.main.getByRole('link', { name: 'Messages' }).click();
        await phone
          .said('Meridian Hotels did not keep')
          .getByRole('button', { name: /^New date for the promise/ })
          .click();
        await seen(phone.form.getByLabel('How much?'));
      },
    ];
    const channel = await visitor.place('proj-apollo').getAttribute('href');
    await page.goto(`${product.url}/${channel}`);
    for (const go of places) {
      await go();
      expect(await tooWide(page)).toEqual([]);
    }
    const [ground, ink] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [style.backgroundColor, style.color].map((colour) => Number(/\d+/.exec(colour)?.[0]));
    });
    expect(ground).toBeLessThan(60);
    expect(ink).toBeGreaterThan(180);
    // The form is Dana's, wherever she has the page open.
    await phone.form.getByRole('button', { name: 'Cancel' }).click();
    await gone(visitor.form);
  } finally {
    await phone.page.close();
  }
});

it('a reload and a restart of the process show the same', async () => {
  await visitor.page.goto(`${product?.url}/${await visitor.place('proj-apollo').getAttribute('href')}`);
  await visitor.types('/collect log ACME promised Friday');
  const receipt = visitor.said('Only visible to you', 'ACME Ltd promised $12,400.00');
  await seen(receipt);
  await seen(visitor.said(/^(?!.*Only visible).*dana logged: ACME Ltd promised/s));
  const before = await everybodySees();
  await visitor.page.reload();
  await seen(receipt);
  expect(await everybodySees()).toEqual(before);

  await product?.restart();
  await seen(visitor.page.getByText('Connected again'));
  // What only one person sees is gone by then, as in Slack.
  await gone(receipt);
  expect(await everybodySees()).toEqual(before);
  await visitor.types('/collect undo');
  await seen(visitor.said(/dana took back: ACME Ltd promised/));
});

/** The last lines of what everybody sees: who it is from stands only above the first of several. */
async function everybodySees(): Promise<(string | undefined)[]> {
  const texts = await visitor.main.getByRole('article').allInnerTexts();
  const shared = texts.filter((text) => !text.includes('Only visible to you'));
  return shared.slice(-3).map((text) => text.split('\n').at(-1));
}

it('and the browser had nothing to complain about', () => {
  expect(visitor.complaints).toEqual([]);
});
