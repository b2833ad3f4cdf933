import { addDays, dateIn, instantAt, isLocalDate, type LocalDate, weekday } from '../../domain/local-date.js';
import type { ClockBody, ClockReport, ClockView, Done } from '../page-protocol.js';
import type { Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { mayRead, maySee } from './seen-by.js';

/** When a morning of the clock panel is, in the workspace's time zone: what is due at nine has come due. */
export const MORNING = '09:05';
/** When the app's side gets ready for it (figures of the night come in): before anything is due. */
const EARLY = '06:00';
const FRIDAY = 5;
/** No further at once: each day in between is run. */
const MOST_DAYS = 92;

/** Runs what the app's own clock starts, as of now; returns sentences about what it did. */
export type Strike = (now: Date) => Promise<readonly string[]>;

/** What a morning begins with, before the app's clock sees it. */
export type Prepare = (now: Date) => Promise<void>;

/** A morning that passed, with all that was posted in it, whoever may see that. */
interface Morning extends Pick<ClockReport['mornings'][number], 'day' | 'lines'> {
  readonly posted: readonly Message[];
}

/** Moves the clock, morning by morning, and tells what came of each. One move at a time. */
export class ClockDesk {
  #strike: Strike | null = null;
  #prepare: Prepare | null = null;
  #moving = false;
  #last: readonly Morning[] = [];

  constructor(private readonly workspace: Workspace) {}

  /** The app's jobs follow the clock from now on. */
  followedBy(strike: Strike, prepare: Prepare | null = null): void {
    this.#strike = strike;
    this.#prepare = prepare;
  }

  view(): ClockView {
    const { clock, team } = this.workspace;
    return {
      now: clock.now().toISOString(),
      ahead: clock.ahead,
      timezone: team.timezone,
      movesApp: this.#strike !== null,
      moving: this.#moving,
    };
  }

  /** `user`: only what this person may see is told in words; the rest is counted. */
  async move(to: ClockBody['to'], user: string): Promise<Done<ClockReport>> {
    if (this.#moving) return { ok: false, error: 'The clock is being moved already.' };
    if (to === 'stay') return { ok: true, ...this.#report(user) };
    const days = this.#mornings(to);
    if (typeof days === 'string') return { ok: false, error: days };
    this.#moving = true;
    try {
      const mornings: Morning[] = [];
      this.#last = mornings;
      for (const day of days) mornings.push(await this.#morning(day));
      return { ok: true, ...this.#report(user) };
    } catch (error) {
      // The clock has moved all the same; what the app's side could not do is for whoever runs it to see.
      console.error(error);
      return { ok: false, error: `The clock has moved, but the app's jobs failed: ${(error as Error).message}` };
    } finally {
      this.#moving = false;
      this.workspace.tellClock();
    }
  }

  /** The days whose mornings are to come, the last one wanted; or why it cannot be. */
  #mornings(to: Exclude<ClockBody['to'], 'stay'>): readonly LocalDate[] | string {
    const { clock, team } = this.workspace;
    const now = clock.now();
    const today = dateIn(now, team.timezone);
    // Before nine this day's own morning is the next one.
    let day = instantAt(today, MORNING, team.timezone) > now ? today : addDays(today, 1);
    if (typeof to === 'object') {
      if (!isLocalDate(to.date)) return `"${to.date}" is not a date. Write it as YYYY-MM-DD.`;
      if (to.date < day) return `${to.date} has passed: the clock only goes forward. Start over to go back.`;
    }
    const reached = (at: LocalDate): boolean =>
      to === 'next_morning' ? true : to === 'next_working_day' ? weekday(at) <= FRIDAY : at >= to.date;
    const days = [day];
    while (!reached(day)) {
      if (days.length >= MOST_DAYS) return `At most ${MOST_DAYS} days at once: every morning in between is run.`;
      day = addDays(day, 1);
      days.push(day);
    }
    return days;
  }

  #report(user: string): ClockReport {
    const { workspace } = this;
    const mornings = this.#last.map(({ day, lines, posted }) => {
      const seen = posted.filter((message) => {
        const channel = workspace.channel(message.channel);
        return channel !== null && maySee(workspace, channel, user) && mayRead(message, user);
      });
      return {
        day,
        lines,
        posted: seen.map(({ channel, ts, text }) => ({ channel, ts, text })),
        elsewhere: posted.length - seen.length,
      };
    });
    return { clock: { ...this.view(), moving: false }, mornings };
  }

  async #morning(day: LocalDate): Promise<Morning> {
    const { workspace } = this;
    const posted: Message[] = [];
    const off = workspace.on((change) => {
      if (change.kind === 'message' && change.before === null) posted.push(change.message);
    });
    try {
      if (this.#prepare !== null) {
        const early = instantAt(day, EARLY, workspace.team.timezone);
        if (early > workspace.clock.now()) workspace.clock.forwardTo(early);
        await this.#prepare(workspace.clock.now());
      }
      workspace.clock.forwardTo(instantAt(day, MORNING, workspace.team.timezone));
      const lines = this.#strike === null ? [] : await this.#strike(workspace.clock.now());
      return { day, lines, posted };
    } finally {
      off();
    }
  }
}
