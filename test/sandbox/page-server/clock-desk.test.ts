import { describe, expect, it, vi } from 'vitest';
import { ClockDesk } from '../../../src/sandbox/page-server/clock-desk.js';
import { aWorkspace } from '../a-workspace.js';

// Monday 2026-11-23, 11:00 in Berlin.
function desk() {
  const { workspace, timer } = aWorkspace();
  const clockDesk = new ClockDesk(workspace);
  const struck: string[] = [];
  clockDesk.followedBy(async (now) => {
    struck.push(now.toISOString());
    workspace.post({ channel: 'C0APOLLO', user: workspace.app.botUserId, text: `morning ${struck.length}` });
    workspace.post({ channel: 'C0SECRET', user: workspace.app.botUserId, text: 'for the board' });
    return ['One thing was due.'];
  }, null);
  return { workspace, timer, clockDesk, struck };
}

describe('moving the clock', () => {
  it('the next morning is run as of then, and what came of it is told', async () => {
    const { clockDesk, struck, workspace } = desk();
    const report = await clockDesk.move('next_morning', 'U0DANA');
    expect(struck).toEqual(['2026-11-24T08:05:00.000Z']);
    expect(report).toMatchObject({
      ok: true,
      clock: { now: '2026-11-24T08:05:00.000Z', movesApp: true, moving: false },
      mornings: [
        {
          day: '2026-11-24',
          lines: ['One thing was due.'],
          posted: [{ channel: 'C0APOLLO', text: 'morning 1' }],
          elsewhere: 1,
        },
      ],
    });
    expect(workspace.clock.now().toISOString()).toBe('2026-11-24T08:05:00.000Z');
  });

  it('what came of it is told to each as they may see it, without moving again', async () => {
    const { clockDesk, struck, workspace } = desk();
    await clockDesk.move('next_morning', 'U0DANA');
    workspace.join('C0SECRET', 'U0SAM');
    const report = await clockDesk.move('stay', 'U0SAM');
    expect(report).toMatchObject({
      ok: true,
      mornings: [{ day: '2026-11-24', posted: [{ text: 'morning 1' }, { text: 'for the board' }], elsewhere: 0 }],
    });
    expect(await clockDesk.move('stay', 'U0DANA')).toMatchObject({ mornings: [{ elsewhere: 1 }] });
    expect(struck).toHaveLength(1);
  });

  it('before nine the next morning is this one', async () => {
    const { clockDesk, timer, struck } = desk();
    timer.pass(20 * 3_600_000);
    await clockDesk.move('next_morning', 'U0DANA');
    expect(struck).toEqual(['2026-11-24T08:05:00.000Z']);
  });

  it('every morning up to a date is run, weekends too', async () => {
    const { clockDesk, struck } = desk();
    const report = await clockDesk.move({ date: '2026-11-30' }, 'U0SAM');
    expect(struck).toHaveLength(7);
    expect(report).toMatchObject({ ok: true, clock: { now: '2026-11-30T08:05:00.000Z' } });
    await clockDesk.move({ date: '2026-12-04' }, 'U0SAM');
    await clockDesk.move('next_working_day', 'U0SAM');
    expect(struck.at(-1)).toBe('2026-12-07T08:05:00.000Z');
  });

  it.each([
    ['yesterday', { date: '2026-11-22' }, 'has passed'],
    ['the morning that was', { date: '2026-11-23' }, 'has passed'],
    ['no date', { date: 'tomorrow' }, '"tomorrow" is not a date'],
    ['too far', { date: '2027-11-23' }, 'At most 92 days'],
  ])('%s is refused and nothing moves', async (_, to, why) => {
    const { clockDesk, struck } = desk();
    const answer = await clockDesk.move(to, 'U0DANA');
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(why) });
    expect(struck).toEqual([]);
  });

  it('a morning begins with what the app needs for it, before anything is due', async () => {
    const { clockDesk, workspace, struck } = desk();
    const seen: string[] = [];
    clockDesk.followedBy(
      async (now) => {
        seen.push(`strike ${now.toISOString()}`);
        return [];
      },
      async (now) => {
        seen.push(`prepare ${now.toISOString()} ${workspace.clock.now().toISOString()}`);
      },
    );
    await clockDesk.move('next_morning', 'U0DANA');
    expect(struck).toEqual([]);
    expect(seen).toEqual([
      'prepare 2026-11-24T05:00:00.000Z 2026-11-24T05:00:00.000Z',
      'strike 2026-11-24T08:05:00.000Z',
    ]);
  });

  it('one move at a time', async () => {
    const { clockDesk, struck } = desk();
    const moves = await Promise.all([
      clockDesk.move('next_morning', 'U0DANA'),
      clockDesk.move('next_morning', 'U0DANA'),
    ]);
    expect(moves.map(({ ok }) => ok)).toEqual([true, false]);
    expect(struck).toHaveLength(1);
  });

  it('an app that nobody moves along is said to stay behind', async () => {
    const { workspace } = aWorkspace();
    const alone = new ClockDesk(workspace);
    expect(alone.view().movesApp).toBe(false);
    expect(await alone.move('next_morning', 'U0DANA')).toMatchObject({
      ok: true,
      mornings: [{ lines: [], posted: [] }],
    });
  });
});

it('says that the jobs failed, and can be moved again', async () => {
  const { workspace } = aWorkspace();
  const desk = new ClockDesk(workspace);
  let fails = true;
  desk.followedBy(async () => {
    if (fails) throw new Error('no database');
    return [];
  });
  const told = vi.spyOn(console, 'error').mockReturnValue();
  expect(await desk.move('next_morning', 'U0DANA')).toEqual({
    ok: false,
    error: "The clock has moved, but the app's jobs failed: no database",
  });
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
  fails = false;
  expect(await desk.move('next_morning', 'U0DANA')).toMatchObject({ ok: true });
});
