import { AsyncLocalStorage } from 'node:async_hooks';
import type { Admission } from '../ledger/admission.js';
import type { RequestRow } from '../ledger/inbox.js';
import { RequestSteps } from '../ledger/inbox-step.js';
import { booksUnreachable } from './books-unreachable.js';
import { SlackNotKnown } from './session.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** A recorded request while it is worked on. */
export class RequestAtWork {
  #steps: RequestSteps;
  #fate: 'done' | 'left' | 'taken_back' = 'done';
  #failed = false;
  #stopping = false;
  readonly #since: number;

  #admission: { readonly slackUserId: string; readonly asked: Promise<Admission> } | null = null;

  /** Slack was answered, or said to whoever asked that it was not: nobody waits for an acknowledgement. */
  readonly unattended: boolean;

  /**
   * @param again an earlier process, or an earlier turn of this one, has tried it
   * @param since when Slack sent it, as performance.now() has it; null: nobody waits any more
   */
  constructor(
    readonly row: Pick<RequestRow, 'workspaceId' | 'id' | 'kind' | 'arrival' | 'receivedAt'>,
    again: boolean,
    since: number | null,
    /** Takes its row out of the books once it is told; resolves, also where it is not told. */
    private readonly erase: (told: Promise<void>) => Promise<unknown>,
  ) {
    this.unattended = since === null;
    this.#since = since ?? performance.now();
    this.#steps = new RequestSteps(row.workspaceId, row.id, row.receivedAt, again);
  }

  /** For the ledger: what it makes is made once. */
  get steps(): RequestSteps {
    return this.#steps;
  }

  /** What becomes of its row when the work ends. */
  get fate(): 'done' | 'left' | 'taken_back' {
    return this.#fate;
  }

  /** A fault of Collect's own ended it: whoever asked is told so, and may ask for the same again at once. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  failed(): void {
    this.#failed = true;
  }

  /** How long ago Slack sent it, in ms. */
  get age(): number {
    return performance.now() - this.#since;
  }

  /** The books are asked about who made it while it is written down. */
  expect(slackUserId: string, asked: Promise<Admission>): void {
    this.#admission = { slackUserId, asked };
  }

  /** What they say, once: whoever asks again later hears what is so then. Null: they were not asked. */
  takeAdmission(slackUserId: string): Promise<Admission> | null {
    const expected = this.#admission;
    this.#admission = null;
    return expected?.slackUserId === slackUserId ? expected.asked : null;
  }

  /** It is not done: it stays in the books for whoever looks for such requests. */
  leave(): void {
    this.#fate = 'left';
  }

  /**
   * Nothing was done about it and the same is to come again, mended. Resolves when the books expect that.
   *
   * @param tell says so first: a process that dies meanwhile leaves the request, and the next one says it. What comes
   *   again sooner waits for both. Whatever it throws is thrown, and the request is left
   */
  async takeBack(tell?: () => Promise<void>): Promise<void> {
    const told = tell?.();
    this.#fate = 'taken_back';
    const erased = this.erase(told ?? Promise.resolve());
    try {
      await told;
    } catch (error) {
      this.leave();
      throw error;
    }
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, TO_TAKE_BACK);
    });
    await Promise.race([erased, late]);
    clearTimeout(limit);
  }

  /** The process ends: no further try. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Does a part of the work. Where Slack puts off a call that it needs, it waits. Where the books go away under it, what it did may be in them or not, so nobody is told
   * that it is not: it is tried again for half a minute (what was made before is not made twice). Throws LeftForLater
   * after that, and where Slack refuses the bot's token, which may take longer: the request stays.
   */
  async through<T>(timer: Timer, work: () => Promise<T>): Promise<T> {
    const start = this.#steps;
    const anew = start.anew();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        const slack = slackFault(error);
        if (slack.kind === 'installation' || error instanceof SlackNotKnown) {
          this.leave();
          throw new LeftForLater(error);
        }
        if (!booksUnreachable(error) && slack.kind !== 'later') throw error;
        if (attempt > TRIES || this.#stopping) {
          this.leave();
          throw new LeftForLater(error);
        }
        const named = slack.kind === 'later' && slack.seconds !== null ? slack.seconds * 1_000 : 0;
        await timer.sleep(Math.max(named, Math.min(LONGEST_PAUSE, 125 * 2 ** attempt)));
        this.#steps = anew.anew();
      }
    }
  }
}

/** The form is waited for: so long at most, in ms, until its row is taken back. */
const TO_TAKE_BACK = 500;
/** So many tries with these pauses, in ms, are half a minute. */
const TRIES = 17;
const LONGEST_PAUSE = 2_000;

/**
 * The books, or Slack's consent, did not come back in time; the request stays, to be finished later. Nobody is told
 * anything yet.
 */
export class LeftForLater extends Error {
  constructor(cause: unknown) {
    super('what a request needs went away while it was worked on; it is finished later', { cause });
  }
}

const windows = new AsyncLocalStorage<string>();

/** Works on a press for which a window was opened already, while the books took their time: it is answered in there. */
export const withWindow = <T>(viewId: string | null, work: () => Promise<T>): Promise<T> =>
  viewId === null ? work() : windows.run(viewId, work);

/** The window that waits for what is being worked on; null: none was opened beforehand. */
export const waitingWindow = (): string | null => windows.getStore() ?? null;

const atWork = new AsyncLocalStorage<RequestAtWork | 'not_written_down'>();

/** Works on a recorded request: whatever is called in `work` finds it by `requestAtWork`. */
export const workingOn = <T>(request: RequestAtWork, work: () => Promise<T>): Promise<T> => atWork.run(request, work);

/** Answers a request that could not be recorded: whoever is admitted in `work` hears that nothing was saved. */
export const refusing = <T>(work: () => Promise<T>): Promise<T> => atWork.run('not_written_down', work);

/** The recorded request that is being worked on; null: this one needs no record. */
export function requestAtWork(): RequestAtWork | null {
  const request = atWork.getStore();
  return request === undefined || request === 'not_written_down' ? null : request;
}

export const isRefused = (): boolean => atWork.getStore() === 'not_written_down';
