import { actionIds } from '../../src/slack/messages/action-ids.js';
import { CHANNELS, channelId, clientName, invoiceOf, PEOPLE, personId } from './debtors.js';
import type { FormWindow } from './form-window.js';
import { type Act, buttonsOf, type From, type Manner, type People, saysNothingSaved, type Told } from './people.js';
import type { Seeded } from './seeded.js';

/** How often something is sent two times, as Slack does when it is in doubt, or a finger that trembles. */
const TWICE = 0.1;
/** Whoever read that nothing is saved yet, and hears nothing more for so long, in ms, does it again. */
const PATIENT = 8_000;

/** What it is that must be in the books afterwards. */
export type Wanted =
  /** A conversation whose line has this mark, one for each act that was acknowledged. */
  | { readonly kind: 'logged' }
  /** The same where every act has the same line: the button of a question. */
  | { readonly kind: 'chosen'; readonly mark: string }
  /** The audit entry with this id was taken back. */
  | { readonly kind: 'undone'; readonly auditId: number }
  /** This channel has its digest switched on. */
  | { readonly kind: 'switched'; readonly channel: string }
  /** The books call this channel so. */
  | { readonly kind: 'renamed'; readonly channel: string; readonly name: string }
  /** A question back: nothing. */
  | { readonly kind: 'nothing' };

/** Something that a person wants done, tried again until no error is shown. */
export interface Errand {
  readonly wanted: Wanted;
  /** Every try; the mark of a log's try is in its line. */
  readonly acts: Try[];
  readonly go: (people: People, attempt: number, heard: (told: Told) => void) => Promise<Try>;
  /** What the person does about an answer. */
  readonly heard?: (told: Told) => void;
}

export interface Try {
  readonly act: Act;
  /** Of a line that is to be recorded. */
  readonly mark: string | null;
  /** There was no error, and the person is not there yet. */
  readonly again?: boolean;
}

export interface Amount {
  readonly logs: number;
  /** Of the logs, so many are taken back by their receipt's button. */
  readonly undos: number;
  /** Questions, answered by their button. */
  readonly questions: number;
  readonly digests: number;
  /** Lines in a form, first with a date that can be read in two ways. */
  readonly forms: number;
  /** Channels that get another name. */
  readonly renames: number;
}

/** What the whole team wants done: lines, clicks on their answers, digests switched on. */
export class Work {
  readonly errands: Errand[] = [];
  readonly #waiting: Errand[] = [];
  readonly #attempts = new Map<Errand, number>();
  #under = 0;
  #awaited = 0;
  #patient = 0;

  constructor(
    readonly seeded: Seeded,
    amount: Amount,
    /** Day after which nothing promised is late. */
    private readonly promisedFor: string,
  ) {
    const logs = Array.from({ length: amount.logs }, (_, n) => this.#log(n, n < amount.undos));
    const questions = Array.from({ length: amount.questions }, (_, n) => this.#question(amount.logs + n));
    const digests = Array.from({ length: amount.digests }, (_, n) => this.#digest(n + 1));
    const forms = Array.from({ length: amount.forms }, (_, n) => this.#form(amount.logs + amount.questions + n));
    const renames = Array.from({ length: amount.renames }, (_, n) => this.#rename(n + 1));
    const all = [...logs, ...questions, ...digests, ...forms, ...renames];
    while (all.length > 0) {
      const [one] = all.splice(Math.floor(seeded.next() * all.length), 1);
      if (one !== undefined) this.#add(one);
    }
  }

  /** How many errands wait to be done. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether somebody waits, or looks for an answer with a button that will be pressed. */
  get over(): boolean {
    return this.#waiting.length === 0 && this.#under + this.#awaited + this.#patient === 0;
  }

  /** Sees to the next errand that waits; shown an error, the person tries again later. */
  async next(people: People): Promise<void> {
    const errand = this.#waiting.shift();
    if (errand === undefined) return;
    this.#under += 1;
    const attempt = (this.#attempts.get(errand) ?? 0) + 1;
    this.#attempts.set(errand, attempt);
    const again = (): void => {
      if (this.#attempts.get(errand) === attempt && !this.#waiting.includes(errand)) this.#waiting.push(errand);
    };
    const done = await errand.go(people, attempt, (told) => {
      // Whoever reads that nothing was saved does it again.
      if (saysNothingSaved(told)) again();
      else errand.heard?.(told);
    });
    errand.acts.push(done);
    this.#under -= 1;
    if (done.act.notYet) this.#wait(done.act, again);
    else if (!done.act.acknowledged || done.again === true) again();
  }

  #wait(act: Act, again: () => void): void {
    this.#patient += 1;
    setTimeout(() => {
      this.#patient -= 1;
      if (act.told.length === 0 || act.told.at(-1)?.form === true) again();
    }, PATIENT);
  }

  #add(errand: Errand): void {
    this.errands.push(errand);
    this.#waiting.push(errand);
  }

  #from(n: number): From {
    return { user: personId(1 + (n % PEOPLE)), channel: channelId(1 + (n % CHANNELS)) };
  }

  #line(n: number, date: string, mark: string): string {
    const client = 1 + (n % CHANNELS);
    return `log "${clientName(client)}" promised ${date} ${invoiceOf(client, Math.floor(n / CHANNELS))}, says ${mark}`;
  }

  #log(n: number, undone: boolean): Errand {
    let followed = false;
    if (undone) this.#awaited += 1;
    const heard = (told: Told): void => {
      const undo = buttonsOf(told).find(({ action }) => action === actionIds.undo);
      if (!undone || followed || undo === undefined) return;
      followed = true;
      this.#awaited -= 1;
      const { auditId } = JSON.parse(undo.value) as { auditId: number };
      this.#add(this.#press({ kind: 'undone', auditId }, undo, n));
    };
    return {
      wanted: { kind: 'logged' },
      acts: [],
      heard,
      go: async (people, attempt, heard) => {
        const mark = `k${n}x${attempt}z`;
        const manner = { heard, twice: this.#twice() };
        return { mark, act: await people.type(this.#line(n, this.promisedFor, mark), this.#from(n), manner) };
      },
    };
  }

  /** A date that can be read in two ways. */
  #question(n: number): Errand {
    const mark = `k${n}x0z`;
    let followed = false;
    this.#awaited += 1;
    const heard = (told: Told): void => {
      const choice = buttonsOf(told).find(({ action }) => action.startsWith(actionIds.rerun));
      if (followed || choice === undefined) return;
      followed = true;
      this.#awaited -= 1;
      this.#add(this.#press({ kind: 'chosen', mark }, choice, n));
    };
    return {
      wanted: { kind: 'nothing' },
      acts: [],
      heard,
      go: async (people, _attempt, heard) => ({
        mark: null,
        act: await people.type(this.#line(n, '03/04', mark), this.#from(n), { heard, twice: this.#twice() }),
      }),
    };
  }

  #press(wanted: Wanted, button: { readonly action: string; readonly value: string }, n: number): Errand {
    return {
      wanted,
      acts: [],
      go: async (people, _attempt, heard) => {
        const manner = { heard, twice: this.#twice() };
        return { mark: null, act: await people.press(button.action, button.value, this.#from(n), manner) };
      },
    };
  }

  /** A line in a form: what is wrong with it is corrected in the same form, which may come back late. */
  #form(n: number): Errand {
    let window: FormWindow | null = null;
    let windows = 0;
    let corrected = false;
    return {
      wanted: { kind: 'logged' },
      acts: [],
      go: async (people, _attempt, heard) => {
        const last = window?.acts.at(-1);
        // What says "one moment", or that nothing was saved, cannot be handed in again; nor what was closed.
        const shut = last !== undefined && (last.notYet || last.acknowledged) && last.told.at(-1)?.form !== true;
        if (shut) window = null;
        if (window === null) windows += 1;
        window ??= people.openForm(this.#from(n));
        const mark = `k${n}x${windows}z`;
        const right = corrected;
        const line = this.#line(n, right ? this.promisedFor : '03/04', mark);
        const act = await people.handIn(window, line, { heard, twice: right ? this.#twice() : null });
        // Told on the field, or by direct message where the form was gone.
        if (act.acknowledged) corrected = true;
        return { act, mark: right ? mark : null, again: !right || act.returned };
      },
      heard: (told) => {
        if (told.form === true) corrected = true;
      },
    };
  }

  /** Slack tells of it under one id, and now and then under another one too. */
  #rename(n: number): Errand {
    const channel = channelId(n);
    const name = `renamed-${n}`;
    const happenedAt = `${1_700_000_000 + n}.000100`;
    return {
      wanted: { kind: 'renamed', channel, name },
      acts: [],
      go: async (people, attempt) => {
        people.rename(channel, name);
        const event = { type: 'channel_rename', channel: { id: channel, name }, event_ts: happenedAt };
        const id = this.seeded.chance(TWICE) ? `Ev${n}x${attempt}` : `Ev${n}`;
        return { mark: null, act: await people.happened(event, id, attempt - 1, { twice: this.#twice() }) };
      },
    };
  }

  #twice(): Manner['twice'] {
    if (!this.seeded.chance(TWICE)) return null;
    return this.seeded.chance(0.5) ? 'at once' : 'later';
  }

  #digest(n: number): Errand {
    const channel = channelId(n);
    return {
      wanted: { kind: 'switched', channel },
      acts: [],
      go: async (people, _attempt, heard) => ({
        mark: null,
        act: await people.type('digest on', { ...this.#from(n), channel }, { heard, twice: this.#twice() }),
      }),
    };
  }
}
