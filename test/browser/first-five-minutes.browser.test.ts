import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.js';
import { picture } from './pictures.js';
import { Product } from './product.js';
import { gone, seen, Visitor } from './visitor.js';

// "The first five minutes" of the README in a real browser, in its order and with its pictures.

let product: Product | undefined;
let browser: Browser | undefined;
let visitor: Visitor;
beforeAll(async () => {
  browser = await launchChromium();
  product = await Product.start();
  visitor = await Visitor.arrive(browser);
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
});
Visitor.photographedWhere(() => visitor);

it("the page opens with this morning's digest", async () => {
  await visitor.page.goto(product?.url ?? '');
  await seen(
    visitor.page.getByText('It is not Slack'),
    visitor.main.getByRole('heading', { level: 1, name: '#proj-apollo' }),
    visitor.said('Needs somebody today', 'Figures of 08:55 today'),
  );
  const digest = visitor.said('Needs somebody today');
  for (const row of [
    /Meridian Hotels \$12,950\.00 · promise of .+ not kept, the 2nd in a row · @Dana/,
    /ACME Ltd \$12,400\.00 · \d+ days overdue, nobody talked to them for \d+ days/,
    /Orchard Foods paid \$6,000\.00, promise kept/,
  ]) {
    expect(await digest.innerText()).toMatch(row);
  }
  await picture(visitor, 'digest');
  await visitor.page.emulateMedia({ colorScheme: 'dark' });
  await picture(visitor, 'digest-dark');
  await visitor.page.emulateMedia({ colorScheme: 'light' });
});

it('a slash offers the command; a promise is logged, and the receipt says what is on record', async () => {
  const { composer, page } = visitor;
  await composer.pressSequentially('/col');
  await seen(page.getByRole('option', { name: /^\/collect/ }));
  await composer.pressSequentially('lect log ACME promised Friday');
  await composer.press('Enter');
  const receipt = visitor.said('Only visible to you', /ACME Ltd promised \$12,400\.00 by Fri/);
  await seen(receipt, visitor.said(/^(?!.*Only visible).*dana logged: ACME Ltd promised \$12,400\.00 by Fri/s));
  expect(await receipt.innerText()).toContain('Covers INV-104');
  expect(await composer.inputValue()).toBe('');
  await picture(visitor, 'receipt');
});

it('Undo takes it back, and the channel knows', async () => {
  await visitor.said('Only visible to you', 'ACME Ltd promised').getByRole('button', { name: /^Undo/ }).click();
  await seen(
    visitor.said('Only visible to you', /Taken back: ACME Ltd promised \$12,400\.00/),
    visitor.said(/dana took back: ACME Ltd promised \$12,400\.00/),
  );
});

it('Collect has told the owner of a broken promise; the money is on its way, says she, and takes it back', async () => {
  await seen(visitor.sidebar.getByRole('link', { name: /^Collect.*1 unread message/ }));
  await visitor.goTo('Collect');
  const message = visitor.said('Meridian Hotels did not keep its promise');
  const paid = message.getByRole('button', { name: 'They paid: record a payment of Meridian Hotels' });
  await seen(paid);
  expect(await message.innerText()).toMatch(/Promised \$12,950\.00, received \$0\.00.+2nd promise not kept in a row/s);
  await picture(visitor, 'broken-promise');
  await paid.click();
  await seen(message.getByText(/: the client says the money is on its way/));
  await gone(paid);
  await message.getByRole('button', { name: /^Undo/ }).click();
  await seen(paid);
});

it('she gives a new date in a form, and the message shows it', async () => {
  const message = visitor.said('Meridian Hotels did not keep its promise');
  await message.getByRole('button', { name: 'New date for the promise of Meridian Hotels' }).click();
  const form = visitor.page.getByRole('dialog', { name: 'Log a conversation' });
  expect(await form.getByLabel('How much?').inputValue()).toBe('12950.00 USD');
  await form.getByLabel('By when do they promise to pay?').fill(fridayInThreeWeeks());
  await form.getByLabel('What did they say?').fill('Half of it now, says Tom Fairley, the rest in January');
  await form.getByLabel('How much?').fill('6,475');
  await picture(visitor, 'form');
  await form.getByRole('button', { name: 'Record' }).click();
  const receipt = visitor.page.getByRole('dialog', { name: 'Collect' });
  await seen(receipt.getByText(/Meridian Hotels promised \$6,475\.00 by Fri/));
  await receipt.getByRole('button', { name: 'Close', exact: true }).click();
  await gone(visitor.form);
  await seen(message.getByText(/dana, .+\$6,475\.00/));
  await visitor.goTo('proj-apollo');
  await seen(visitor.said(/dana logged: Meridian Hotels promised \$6,475\.00 by Fri .+ \(3rd date\)/));
});

/** Later than any morning that this test reaches. */
function fridayInThreeWeeks(): string {
  const day = new Date(Date.now() + 21 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((5 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}

it('the clock moves to the next working day: a promise breaks, and its owner is told', async () => {
  const clock = await visitor.opensClock();
  await clock.getByRole('button', { name: 'Next working day' }).click();
  await seen(
    clock.getByRole('heading', { name: 'What came of it' }),
    clock.getByText(/^The promise check decided/).last(),
    clock.getByText(/^\d channels got their digest/).last(),
    // Answers that she alone sees were read as they came.
    visitor.sidebar.getByRole('link', { name: /^Collect.*1 unread message/ }),
  );
  await picture(visitor, 'clock');
  await clock.getByRole('link', { name: /Kestrel Robotics did not keep its promise/ }).click();
  const message = visitor.said('Kestrel Robotics did not keep its promise', /Promised \$6,480\.00, received \$0\.00/);
  await seen(message, message.getByRole('button', { name: 'I called: record a call with Kestrel Robotics' }));
  await clock.getByRole('button', { name: /^Close/ }).click();
});

it('a manager asks which clients need a decision', async () => {
  await visitor.becomes('Sam Ortega');
  await visitor.goTo('proj-apollo');
  await visitor.types('/collect escalations');
  const list = visitor.said('Only visible to you', /overdue clients need a decision/);
  await seen(list);
  expect(await list.innerText()).toMatch(/Castellan Group.+the final date .+ not kept/s);
  expect(await list.innerText()).toMatch(/Vela Optics.+has not answered the message/s);
  await list.evaluate((element) => {
    element.style.scrollMarginTop = '1rem';
    element.scrollIntoView();
  });
  await picture(visitor, 'escalations');
});

it('somebody without that role learns who has it', async () => {
  await visitor.becomes('Lee Okafor');
  await visitor.goTo('proj-apollo');
  await visitor.types('/collect escalations');
  await seen(visitor.said('Only visible to you', /Sam|sam/));
  expect(await visitor.main.getByText('need a decision').count()).toBe(0);
});

it('finance records money that came in; in Shanghai the answer is Chinese', async () => {
  await visitor.becomes('Mia Lindqvist');
  await visitor.goTo('proj-apollo');
  await visitor.types('/collect paid ACME 12,400');
  await seen(visitor.said('Only visible to you', /ACME Ltd.+\$12,400\.00/s, 'INV-104'));
  await visitor.becomes('王芳');
  await visitor.goTo('proj-yinhe');
  await visitor.types('/collect log 华瑞科技 承诺下周五付5万');
  await seen(visitor.said('Only visible to you', /承诺在 .+前支付 ¥50,000\.00/));
});

it('starts over: everything is as it was', async () => {
  const clock = await visitor.opensClock();
  await clock.getByRole('button', { name: 'Start over' }).click();
  const question = visitor.page.getByRole('alertdialog', { name: 'Start over?' });
  await question.getByRole('button', { name: 'Start over' }).click();
  await question.waitFor({ state: 'hidden', timeout: 170_000 });
  await visitor.becomes('Dana Whitfield');
  await visitor.goTo('Collect');
  const message = visitor.said('Meridian Hotels did not keep its promise');
  await seen(message.getByRole('button', { name: 'They paid: record a payment of Meridian Hotels' }));
  expect(await visitor.main.getByText('Kestrel Robotics did not keep').count()).toBe(0);
  await visitor.goTo('proj-apollo');
  await seen(visitor.said('Needs somebody today', 'Figures of 08:55 today'));
  expect(await visitor.main.getByText(/dana logged: ACME/).count()).toBe(0);
}, 300_000);

it('and the browser had nothing to complain about', () => {
  expect(visitor.complaints).toEqual([]);
});
