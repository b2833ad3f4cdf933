import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LookUpPace, Pace } from '../../src/slack/pace.js';

/** The waits of messages that are all to go out at the same instant. */
const waits = (channels: readonly string[], pace = new Pace(), now = 1_000_000): number[] =>
  channels.map((channel) => pace.take(channel, now));

it('direct channels are looked up thirty at once, then fifty a minute', () => {
  const pace = new LookUpPace();
  const all = Array.from({ length: 33 }, () => pace.take(1_000_000));
  expect(all.slice(0, 30)).toEqual(Array(30).fill(0));
  expect(all.slice(30)).toEqual([1_200, 2_400, 3_600]);
  // After the clock was set back.
  expect(pace.take(1_000)).toBe(0);
});

describe('the pace of messages', () => {
  it('is one a second in a channel', () => {
    expect(waits(['A', 'A', 'B', 'A'])).toEqual([0, 1_000, 0, 2_000]);
  });

  it('is 300 a minute in all channels together, after a burst of 18', () => {
    const all = waits(Array.from({ length: 24 }, (_, n) => `C${n}`));
    expect(all.slice(0, 18)).toEqual(Array(18).fill(0));
    expect(all.slice(18)).toEqual([200, 400, 600, 800, 1_000, 1_200]);
  });

  it('lets a burst through again after a rest', () => {
    const pace = new Pace();
    const channels = Array.from({ length: 18 }, (_, n) => `C${n}`);
    waits(channels, pace);
    expect(waits(channels, pace, 1_000_000 + 18 * 200)).toEqual(Array(18).fill(0));
  });

  it('forgets what it knew before the clock was set back', () => {
    const pace = new Pace();
    waits(['A', 'A'], pace);
    expect(waits(['A', 'B'], pace, 1_000)).toEqual([0, 0]);
  });

  it('never lets more out than a bucket of 18 that fills five a second, nor two in a second to one channel', () => {
    const step = fc.record({ channel: fc.constantFrom('A', 'B', 'C', 'D', 'E'), later: fc.nat(400) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const pace = new Pace();
        let now = 1_000_000;
        const out: { at: number; channel: string }[] = [];
        for (const { channel, later } of steps) {
          now += later;
          const at = now + pace.take(channel, now);
          expect(out.filter((one) => one.channel === channel).every((one) => at - one.at >= 1_000)).toBe(true);
          out.push({ at, channel });
          // As the delivery does, whoever sends waits before taking the next place.
          now = at;
        }
        const times = out.map(({ at }) => at).toSorted((a, b) => a - b);
        times.forEach((last, end) => {
          times.slice(0, end).forEach((first, begin) => {
            expect(end - begin + 1).toBeLessThanOrEqual(18 + (last - first) / 200);
          });
        });
      }),
    );
  });
});
