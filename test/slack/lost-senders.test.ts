import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { takeDue } from '../../src/ledger/outbox.js';
import type { Timer } from '../../src/slack/timer.js';
import { aPerson } from '../support/books.js';
import { TestClock } from '../support/clock.js';
import { mortalLedger } from '../support/mortal-ledger.js';
import { ADelivery, aMessage } from './a-delivery.js';

let setting: ADelivery;
let dana: number;

beforeEach(async () => {
  setting = await ADelivery.open();
  dana = await aPerson(setting.books, { name: 'dana' });
});
afterEach(async () => await setting.close());

const apollo = { channel: 'CAPOLLO' };
const seconds = (n: number) => setting.books.clock.advance({ minutes: n / 60 });
const sent = (n: number) => ({ sent: n, later: 0, failed: 0, unknown: 0 });

/** A timer whose wakings come when the test says so, and whose sleep is whatever the test makes of it. */
class HandTimer implements Timer {
  readonly #waiting = new Set<() => void>();
  constructor(readonly sleep: (ms: number) => Promise<void>) {}

  after(_ms: number, wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  ring(): void {
    const now = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of now) wake();
  }
}

describe('what a sender took that was killed', () => {
  beforeEach(async () => {
    await setting.say(aMessage('line', apollo), aMessage('direct', { person: dana }));
    await takeDue(setting.books.ledger, { limit: 10 });
  });

  it('goes out within a minute, by another replica or after a restart', async () => {
    const other = await setting.start();
    let passed = 0;
    for (; (await other.drain()).sent === 0; passed += 2) seconds(2);
    expect(passed).toBeGreaterThanOrEqual(30);
    expect(passed).toBeLessThanOrEqual(45);
    expect(setting.posts().toSorted()).toEqual(['CAPOLLO', 'DUDANA']);
  });

  it('goes out at once where nobody else can have been at work', async () => {
    seconds(1);
    const again = await setting.start({ alone: true });
    expect(await again.drain()).toEqual(sent(2));
    // Only at the start: what is taken later has somebody who takes it.
    await setting.say(aMessage('next', apollo));
    await takeDue(setting.books.ledger, { limit: 10 });
    seconds(15);
    expect(await again.drain()).toEqual(sent(0));
  });
});

describe('what a sender has that lives', () => {
  it('is left to it, however long its batch takes and however the other clock jumps', async () => {
    const { ledger } = setting.books;
    const elsewhere = new TestClock(ledger.clock.now().toISOString());
    const other = await setting.start({ ledger: { ...ledger, clock: elsewhere } });
    const timer: HandTimer = new HandTimer(async () => {
      for (let n = 0; n < 12; n += 1) {
        const before = (await setting.row('two')).notBefore.getTime();
        seconds(5);
        timer.ring();
        await expect.poll(async () => (await setting.row('two')).notBefore.getTime()).not.toBe(before);
        if (n === 6) elsewhere.advance({ hours: 3 });
        else if (n === 8) elsewhere.advance({ hours: -3 });
        else elsewhere.advance({ minutes: 0.2 });
        expect(await other.drain()).toEqual(sent(0));
      }
    });
    await setting.say(aMessage('one', apollo), aMessage('two', apollo));
    expect(await (await setting.start({ timer })).drain()).toEqual(sent(2));
    expect(await setting.row('two')).toMatchObject({ attempts: 1, doubts: 0 });
  });

  it('is given up by it where it stood still and another took it over', async () => {
    const other = await setting.start();
    const stoodStill = new HandTimer(async () => {
      for (let n = 0; n < 5; n += 1) {
        await other.drain();
        seconds(11);
      }
      expect((await setting.row('two')).state).toBe('sent');
    });
    await setting.say(aMessage('one', apollo), aMessage('two', apollo));
    expect(await (await setting.start({ timer: stoodStill })).drain()).toEqual(sent(1));
    expect(setting.slack.messages('CAPOLLO')).toHaveLength(2);
  });
});

describe('where the books do not answer for a while', () => {
  /** Books that fail whenever the test says so. */
  const failing = (fails: (operation: string) => boolean): Ledger => {
    const { ledger } = setting.books;
    const refuse = () => Promise.reject(new Error('the connection was cut'));
    const prisma = new Proxy(ledger.prisma, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name, target);
        if (name === '$queryRaw') return fails('query') ? refuse : target.$queryRaw.bind(target);
        if (name !== 'outboxMessage') return found;
        return new Proxy(target.outboxMessage, {
          get: (rows, operation) => (fails(String(operation)) ? refuse : Reflect.get(rows, operation, rows)),
        });
      },
    });
    return { ...ledger, prisma };
  };

  it('what was said is written down when they do, and not said again', async () => {
    let left = 20;
    const ledger = failing((operation) => operation === 'updateMany' && left-- > 0);
    await setting.say(aMessage('one', { person: dana }));
    expect(await (await setting.start({ ledger })).drain()).toEqual(sent(1));
    expect(left).toBeLessThan(0);
    expect(setting.posts()).toEqual(['DUDANA']);
    expect(await setting.row('one')).toMatchObject({ state: 'sent', doubts: 0 });
  });

  it('what was taken, though they did not say so, is said at once and only once', async () => {
    await setting.say(aMessage('one', apollo));
    let cuts = 1;
    const ledger = mortalLedger(setting.books.ledger, ({ what }) =>
      what.includes("set state = 'sending'") && cuts-- > 0 ? 'cut' : 'asked',
    );
    const delivery = await setting.start({ ledger });
    await expect(delivery.drain()).rejects.toThrow('the books are away');
    expect(await setting.row('one')).toMatchObject({ state: 'sending' });
    expect(await delivery.drain()).toEqual(sent(1));
    expect(setting.posts()).toEqual(['CAPOLLO']);
    expect(await setting.row('one')).toMatchObject({ state: 'sent', attempts: 1, doubts: 0, lastError: null });
  });

  it.each([3, 4])('what was taken and not said yet is not in doubt (query %i)', async (which) => {
    let queries = 0;
    // The first looks who is at work, the second takes the row, the others ask for limits before Slack is asked.
    const ledger = failing((operation) => {
      if (operation === 'query') queries += 1;
      return operation === 'query' && queries === which;
    });
    const delivery = await setting.start({ ledger });
    queries = 0;
    await setting.say(aMessage('one', apollo));
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 1 });
    expect(await setting.row('one')).toMatchObject({ state: 'pending', doubts: 0 });
    seconds(60);
    expect(await delivery.drain()).toEqual(sent(1));
  });
});
