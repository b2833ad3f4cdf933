import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addWorkingDays, calendarOf } from '../../src/domain/calendar.js';
import { dateIn, localDate } from '../../src/domain/local-date.js';
import type { TypedLine } from '../../src/sample/play.js';
import { channels, people } from '../../src/sample/team.js';
import type { Message } from '../../src/sandbox/workspace/model.js';
import { buttonsOf } from '../slack/running-app.js';
import { Lumen, words } from './lumen.js';

// The sample's story as a newcomer meets it, in the product's own words. It is played once; what is tried on it is
// tried in the order of the README.

let lumen: Lumen;
let lines: readonly TypedLine[];
beforeAll(async () => {
  lumen = await Lumen.open();
  // Whatever was there before is gone when the story begins, and until its end nothing says that it was played.
  const { workspace, acting } = lumen.sandbox;
  await acting.send({ as: people.lee, channel: channels.general, threadTs: null, text: 'of another day' });
  lumen.played.write({ today: localDate('2020-01-01'), timezone: 'UTC' });
  const notes: unknown[] = [];
  workspace.on(({ kind }) => {
    if (kind === 'reset') notes.push(lumen.played.read());
  });
  lines = await lumen.play();
  expect(notes).toEqual([null]);
});
afterAll(async () => {
  await lumen?.close();
});

/** The last digest of a channel. */
const digest = (channel: 'apollo' | 'falcon' | 'yinhe' | 'orion'): string =>
  words(
    lumen
      .said(channel)
      .filter((one) => one.threadTs === null || one.threadTs === one.ts)
      .filter(({ text }) => /^(?:Collections,|回款晨报)/.test(text))
      .at(-1),
  );

/** Presses something of a message by its label. */
async function press(message: Message, label: string, as: string): Promise<void> {
  const button = buttonsOf({ blocks: message.blocks ?? undefined })[label];
  const block = message.blocks?.find((one) => JSON.stringify(one).includes(`"action_id":"${button?.action}"`));
  if (button === undefined || block === undefined) throw new Error(`no button ${label}: ${words(message)}`);
  const done = await lumen.sandbox.acting.action({
    as,
    container: { kind: 'message', channel: message.channel, ts: message.ts },
    blockId: String(block.block_id),
    actionId: button.action,
    input: null,
    values: {},
  });
  expect(done).toEqual({ ok: true });
}

describe('when the story has been played', () => {
  it('nothing of what was before is left', async () => {
    expect(lumen.said('general').map(({ text }) => text)).toEqual([expect.stringMatching(/^From tomorrow/)]);
    expect(await lumen.prisma.workspace.count()).toBe(1);
    expect(lumen.played.read()?.today).toBe(dateIn(lumen.sandbox.workspace.clock.now(), 'UTC'));
  });

  it('every line was taken as it was meant', () => {
    expect(lines).toHaveLength(28);
    const receipt = /promised .+ by|Logged for|lives in|has the role|承诺在|已记录|已更改/;
    for (const { types, answer } of lines) expect(`${types}: ${answer}`).toMatch(receipt);
  });

  it('the files of the last morning lie there to be looked at', () => {
    for (const name of ['clients.csv', 'receivables.csv', 'payments.csv', 'promises.csv']) {
      expect(readFileSync(join(lumen.directory, name), 'utf8').split('\n').length).toBeGreaterThan(4);
    }
  });

  it("Apollo's digest has sums, ages, every reason to act, what changed, and whose figures they are", () => {
    const text = digest('apollo');
    for (const part of [
      /\*\$50,500\.00 to collect\*, \$5,050\.00 more than on/,
      /Overdue \$79,480\.00\. Of what is due, \$23,980\.00 is promised and \$5,000\.00 in dispute/,
      /1-30 days \$43,730\.00 · 31-60 \$22,750\.00 · 61-90 \$9,000\.00 · over 90 \$4,000\.00/,
      /\*Meridian Hotels\* \$12,950\.00 · promise of .+ not kept, the 2nd in a row · <@U07DANA0001>/,
      /\*Blue Fjord Energy\* \$9,600\.00 · promised for today/,
      /\*Northwind Clinics\* \$5,000\.00 · in dispute, to be looked at again today/,
      /\*ACME Ltd\* \$12,400\.00 · 18 days overdue, nobody talked to them for 20 days/,
      /\*Juniper &amp; Sons\* \$3,150\.00 · newly overdue/,
      /3 more clients need nobody/,
      /Orchard Foods paid \$6,000\.00, promise kept/,
      /Meridian Hotels did not keep its promise/,
      /Juniper &amp; Sons newly overdue, \$3,150\.00/,
      /Lakeside Theatre promised \$7,900\.00 by/,
      /Figures of 08:55 today, from receivables\.csv · set up by/,
    ]) {
      expect(text).toMatch(part);
    }
  });

  it("Falcon's has more rows than it shows, and so many changes that those of a kind share a line", () => {
    const text = digest('falcon');
    expect(text).toMatch(/Bay Street Books\* \$1,400\.00 · promise of .+ kept only in part/);
    expect(text).toMatch(/nobody ever talked to them/);
    expect(text).toContain('2 more clients in the thread');
    expect(text).toContain('• Corner Pharmacy kept its promise of $1,200.00');
    expect(text).toMatch(/• Mosaic Dental newly overdue, \$2,240\.00 .+ and 3 more/);
    expect(words(lumen.said('falcon').at(-1))).toContain('Hazel Florist');
    expect(lumen.said('falcon').at(-1)?.threadTs).not.toBeNull();
  });

  it("Shanghai's is in Chinese, with two currencies; Orion has nobody who owns it and no amounts, since a guest reads there", () => {
    const text = digest('yinhe');
    expect(text).toContain('回款晨报 · 银河');
    expect(text).toContain('¥344,000.00');
    expect(text).toContain('US$5,400.00');
    // What is logged there is told there in Chinese too, and nothing is in English.
    const lines = lumen
      .said('yinhe')
      .filter(({ botId, text: line }) => botId !== null && /promised|Collections/.test(line));
    expect(lines).toEqual([]);
    expect(digest('orion')).toMatch(/\*Atlas Freight\* · \d days overdue · no owner/);
    expect(digest('orion')).toContain('Amounts are hidden: guests are in this channel.');
    expect(lumen.said('orion').map(words).join()).not.toContain('$');
    const quiet = lumen.said('orion').filter(({ text }) => /^Orion, .+ nothing new\. /.test(text));
    expect(quiet.length).toBeGreaterThan(3);
  });

  it('owners were told of broken promises in their language, the manager has the list of the week', () => {
    const [dana] = lumen.told('dana').slice(-1);
    expect(words(dana)).toMatch(/Meridian Hotels did not keep its promise of .+2nd promise not kept in a row/s);
    expect(Object.keys(buttonsOf({ blocks: dana?.blocks ?? undefined }))).toEqual(
      expect.arrayContaining(['They paid', 'New date', 'I called']),
    );
    expect(words(lumen.told('fang').at(-1))).toContain('晨光设计 未兑现');
    const list = words(lumen.told('sam').at(-1));
    for (const reason of [/the final date .+ not kept/, /has not answered the message/, /2 promises in a row/]) {
      expect(list).toMatch(reason);
    }
  });

  it('what came this morning is new to everybody, what came before is read', () => {
    const { workspace } = lumen.sandbox;
    for (const channel of ['apollo', 'falcon', 'orion'] as const) {
      const [digest] = lumen
        .said(channel)
        .filter(({ threadTs }) => threadTs === null)
        .slice(-1);
      const unread = lumen
        .said(channel)
        .filter(({ ts, channel }) => Number(ts) > Number(workspace.readUpTo(people.dana, channel)));
      expect(unread.length).toBeGreaterThan(0);
      expect(unread.length).toBeLessThan(4);
      expect(digest).toBeDefined();
    }
    expect(
      workspace
        .channels()
        .flatMap(({ id }) => workspace.messages(id))
        .filter((one) => one.ephemeralFor),
    ).toEqual([]);
  });

  it('its clock stands at a working day, not before nine', () => {
    const { clock } = lumen.sandbox.workspace;
    const today = dateIn(clock.now(), 'UTC');
    expect(calendarOf(null).isWorkingDay(today)).toBe(true);
    expect(clock.now().toISOString().slice(11, 16) >= '09:05').toBe(true);
    expect(clock.ahead).toBeGreaterThanOrEqual(0);
  });
});

describe("a newcomer's first minutes", () => {
  it('a promise is logged with the line of the README, and undone', async () => {
    const receipt = await lumen.type('dana', 'apollo', 'log ACME promised Friday');
    expect(words(receipt)).toMatch(/ACME Ltd promised \$12,400\.00 by Fri/);
    await press(receipt, 'Undo', people.dana);
    const { workspace } = lumen.sandbox;
    await workspace.until(
      () =>
        workspace
          .messages(receipt.channel)
          .find((one) => one.ephemeralFor === people.dana && /undone|taken back/i.test(words(one))),
      'word that it is undone',
    );
    expect(await lumen.prisma.promiseToPay.count({ where: { client: { name: 'ACME Ltd' }, state: 'open' } })).toBe(0);
  });

  it('the broken promise is answered with its buttons', async () => {
    const { workspace, acting } = lumen.sandbox;
    const told = lumen.told('dana').at(-1);
    if (told === undefined) throw new Error('Dana was not told');
    await press(told, 'New date', people.dana);
    const form = await workspace.until(
      () => workspace.forms(people.dana).find(({ payload }) => JSON.stringify(payload).includes('"datepicker"')),
      'the form of a new date',
    );
    expect(JSON.stringify(form.payload)).toContain('Meridian Hotels');
    await acting.close({ as: people.dana, viewId: form.id, all: true });

    // Dana records no money: what the client says is kept, and finance is to look for it.
    await press(told, 'They paid', people.dana);
    const changed = await workspace.until(() => {
      const now = workspace.message(told.channel, told.ts);
      return now !== null && words(now) !== words(told) ? now : null;
    }, 'the message to show it');
    expect(words(changed)).toContain('Meridian Hotels');
  });

  it('somebody in Shanghai is answered in Chinese', async () => {
    const receipt = await lumen.type('fang', 'yinhe', 'log 华瑞科技 承诺下周五付5万');
    expect(words(receipt)).toContain('¥50,000.00');
    // What the channel reads is in the channel's language; what is said about it in hers.
    const preview = words(await lumen.type('fang', 'yinhe', 'digest now'));
    expect(preview).toContain('本频道的晨报现在是这样，只有你看得到。');
    expect(preview).toContain('回款晨报 · 银河');
  });

  it('questions are answered: in a channel, in a thread there, in the messages with Collect', async () => {
    const { workspace, acting } = lumen.sandbox;
    const { botUserId } = workspace.app;
    const asked = async (as: string, channel: string, text: string, threadTs: string | null = null) => {
      const before = new Set(workspace.messages(channel).map(({ ts }) => ts));
      const done = await acting.send({ as, channel, threadTs, text });
      if (!done.ok) throw new Error(done.error);
      return await workspace.until(
        () => workspace.messages(channel).find(({ ts, user }) => user === botUserId && !before.has(ts)),
        `an answer to ${text}`,
      );
    };
    const decided = await asked(people.sam, channels.apollo, '@Collect who should we escalate?');
    expect(decided).toMatchObject({ ephemeralFor: people.sam, threadTs: null });
    expect(words(decided)).toContain('Meridian Hotels');

    const root = lumen.said('falcon').at(-1)?.threadTs ?? null;
    expect(root).not.toBeNull();
    const inThread = await asked(people.sam, channels.falcon, "@Collect what's overdue here?", root);
    expect(inThread).toMatchObject({ ephemeralFor: people.sam, threadTs: root });
    expect(words(inThread)).toContain('Falcon');

    const direct = workspace.direct(people.fang, botUserId).id;
    const answer = await asked(people.fang, direct, '华瑞科技承诺了什么？');
    expect(answer.ephemeralFor).toBeNull();
    expect(workspace.message(direct, answer.threadTs ?? '')?.text).toBe('华瑞科技承诺了什么？');
    expect(words(answer)).toContain('华瑞科技');

    // Robin is a guest there.
    expect(words(await asked(people.robin, channels.orion, '@Collect is ACME overdue?'))).not.toContain('$');
  });

  it('where the client reads along nothing is shown, and a guest is told nothing', async () => {
    expect(words(await lumen.type('dana', 'acme', 'status ACME'))).not.toContain('12,400');
    expect(words(await lumen.type('robin', 'orion', 'overdue'))).not.toContain('$');
  });

  it('the next working day breaks one promise and keeps another', async () => {
    const { workspace, clockDesk } = lumen.sandbox;
    const today = dateIn(workspace.clock.now(), 'UTC');
    const moved = await clockDesk.move('next_working_day', people.dana);
    if (!moved.ok) throw new Error(moved.error);
    const morning = moved.mornings.at(-1);
    expect(morning?.day).toBe(addWorkingDays(today, 1, calendarOf(null)));
    // On a Monday the list of the week comes too.
    expect(morning?.lines.slice(0, 4)).toEqual([
      "One payment came in with the morning's figures.",
      'The promise check decided one promise.',
      'One direct message went to an owner.',
      '4 channels got their digest.',
    ]);
    expect(morning?.posted.map(({ text }) => text).join('\n')).toContain('Kestrel Robotics did not keep its promise');
    expect(digest('apollo')).toMatch(/Blue Fjord Energy paid \$9,600\.00, promise kept/);
    expect(digest('apollo')).toContain('Figures of 06:00 today');
    expect(workspace.rateLimits).toBe(true);
  });

  it('on days off nothing is due', async () => {
    const { clockDesk } = lumen.sandbox;
    const moved = await clockDesk.move({ date: nextSaturday() }, people.dana);
    if (!moved.ok) throw new Error(moved.error);
    expect(moved.mornings.at(-1)?.lines).toEqual(['Nothing was due.']);
  });
});

function nextSaturday(): string {
  const day = new Date(lumen.sandbox.workspace.clock.now());
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 6);
  return day.toISOString().slice(0, 10);
}
