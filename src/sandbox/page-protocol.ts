import type { AppFacts, Channel, JsonObject, Message, Person, StoredFile, Team, View } from './workspace/model.js';

// What the page and the server say to each other, as JSON under /page/. Types only: the page imports this file.
// Every POST has content-type application/json (but for /page/upload) and is refused unless Host and Origin are the
// sandbox's own. `as` is the id of the person who acts.

/** What somebody put into an element, by kind. Null: cleared. */
export type ElementInput =
  | null
  | { readonly value: string } // plain_text_input, email, url, number: what was typed
  | { readonly option: string } // one option, by its value: static_select, external_select, radio_buttons, overflow
  | { readonly options: readonly string[] } // several: checkboxes, multi_static_select, multi_external_select
  | { readonly date: string } // YYYY-MM-DD
  | { readonly time: string } // HH:MM
  | { readonly dateTime: number } // Unix seconds
  | { readonly user: string }
  | { readonly users: readonly string[] }
  | { readonly channel: string } // channels_select
  | { readonly channels: readonly string[] }
  | { readonly conversation: string }
  | { readonly conversations: readonly string[] }
  | { readonly richText: JsonObject } // rich_text_input
  | { readonly files: readonly string[] }; // file_input, ids

/** What stands in the inputs of a form or message: by block_id, then action_id. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, ElementInput>>>>;

export type ActionContainer =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly viewId: string };

/** A message as one person sees it. */
export interface PageMessage extends Message {
  readonly replies: { readonly count: number; readonly users: readonly string[]; readonly latest: string } | null;
  readonly fileFacts: readonly StoredFile[];
}

export interface PageChannel extends Channel {
  /** The person is in it. */
  readonly isMember: boolean;
  readonly unread: number;
  /** Unread messages that mention the person, and everything in an im. */
  readonly mentions: number;
}

export interface ClockView {
  /** ISO instant of the sandbox's clock. */
  readonly now: string;
  /** How far it is ahead of the real one (negative: behind), ms. */
  readonly ahead: number;
  readonly timezone: string;
  /** The app's jobs follow this clock; false: only the workspace's own times do. */
  readonly movesApp: boolean;
  /** A move is under way. */
  readonly moving: boolean;
}

/** GET /page/state?as=U… */
export interface PageState {
  readonly team: Team;
  readonly me: Person;
  readonly people: readonly Person[];
  /** Public ones and those the person is in. */
  readonly channels: readonly PageChannel[];
  readonly app: AppFacts;
  readonly clock: ClockView;
  readonly rateLimits: boolean;
  /** The home tab as last published for this person. */
  readonly home: View | null;
  /** Open forms of this person, the top one last. */
  readonly forms: readonly View[];
  /** Sample data can be started over. */
  readonly canStartOver: boolean;
  /** Last ts read in each channel. */
  readonly read: Readonly<Record<string, string>>;
}

/** GET /page/messages?as=&channel=&thread=&before=&limit=: oldest first, at most `limit` (default 50) before `before`. */
export interface PageMessages {
  readonly messages: readonly PageMessage[];
  readonly hasMore: boolean;
}

/** One request between app and workspace, GET /page/traffic and the live stream. */
export interface TrafficEntry {
  readonly id: number;
  /** ISO, real time. */
  readonly at: string;
  readonly direction: 'to_app' | 'from_app';
  /** "chat.postMessage", "/collect log ACME …", "block_actions promise.paid", "app_home_opened". */
  readonly title: string;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Null: no answer (yet). */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  } | null;
  /** What went wrong, for a person: "operation_timeout", "not_in_channel" … */
  readonly error: string | null;
  readonly ms: number | null;
  readonly attempt: number;
}

/** GET /page/live?as=U…: server-sent events; `event:` is the kind, `data:` the rest as JSON. */
export type LiveEvent =
  | { readonly kind: 'message'; readonly message: PageMessage } // new or changed
  | { readonly kind: 'message_gone'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'channel'; readonly channel: PageChannel } // new or changed, unread included
  | { readonly kind: 'channel_gone'; readonly channel: string } // no longer visible to this person
  | { readonly kind: 'people'; readonly people: readonly Person[] }
  | { readonly kind: 'home'; readonly home: View }
  | { readonly kind: 'forms'; readonly forms: readonly View[]; readonly errors: FormErrors | null }
  | { readonly kind: 'clock'; readonly clock: ClockView }
  | { readonly kind: 'traffic'; readonly entry: TrafficEntry } // new, or answered (same id)
  | { readonly kind: 'notice'; readonly text: string } // what Slack's client would show in passing: "This app is not responding …"
  | { readonly kind: 'reset' }; // started over or other sandbox: load everything anew

/** By block_id. */
export type FormErrors = Readonly<Record<string, string>>;

// --- POST bodies and answers. A refusal is HTTP 200 {ok:false, error: a sentence for the person}. ---

export type Done<Facts = object> = ({ readonly ok: true } & Facts) | { readonly ok: false; readonly error: string };

/** /page/send: a message, or a slash command (the app's, or /invite, /remove, /leave, /join). */
export interface SendBody {
  readonly as: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly text: string;
}
/** /page/action: a press or a choice in a message, a form or Home. */
export interface ActionBody {
  readonly as: string;
  readonly container: ActionContainer;
  readonly blockId: string;
  readonly actionId: string;
  readonly input: ElementInput;
  /** Everything that stands in the container's inputs. */
  readonly values: FormValues;
}
/** /page/submit → Done<{errors: FormErrors | null; closed: boolean}>: errors keep the form open. */
export interface SubmitBody {
  readonly as: string;
  readonly viewId: string;
  readonly values: FormValues;
}
/** /page/close: the top form, or (`all`) the whole stack. */
export interface CloseBody {
  readonly as: string;
  readonly viewId: string;
  readonly all: boolean;
}
/** /page/options → Done<{options: JsonObject[]; groups: JsonObject[] | null}>. */
export interface OptionsBody {
  readonly as: string;
  readonly container: ActionContainer;
  readonly blockId: string;
  readonly actionId: string;
  readonly query: string;
}
/** /page/shortcut: `message` for message shortcuts. */
export interface ShortcutBody {
  readonly as: string;
  readonly callbackId: string;
  readonly message: { readonly channel: string; readonly ts: string } | null;
}
/** /page/home: the person opens a tab of the app. */
export interface HomeBody {
  readonly as: string;
  readonly tab: 'home' | 'messages';
}
/** /page/read: everything up to `ts` is read. */
export interface ReadBody {
  readonly as: string;
  readonly channel: string;
  readonly ts: string;
}
/** /page/direct → Done<{channel: PageChannel}>: the im with this person (or the app). */
export interface DirectBody {
  readonly as: string;
  readonly with: string;
}
/**
 * /page/clock → Done<ClockReport>. `date`: the morning of that day, at most 92 days ahead. `stay`: nothing moves; what came
 * of the last move, as this person may see it.
 */
export interface ClockBody {
  readonly to: 'next_morning' | 'next_working_day' | 'stay' | { readonly date: string };
}
export interface ClockReport {
  readonly clock: ClockView;
  /** Each morning that passed, and what came of it, in order. */
  readonly mornings: readonly {
    /** YYYY-MM-DD. */
    readonly day: string;
    /** What the app's side said of its run ("The promise check changed 2 promises."). */
    readonly lines: readonly string[];
    /** What was posted, where. Only what the person who asks may see is named; the rest is counted. */
    readonly posted: readonly { readonly channel: string; readonly ts: string; readonly text: string }[];
    readonly elsewhere: number;
  }[];
}
/** /page/clock takes `as` too. */
export type ClockRequest = ClockBody & { readonly as: string };
/** /page/switches */
export interface SwitchesBody {
  readonly rateLimits: boolean;
}
// POST /page/start-over {}: everything goes back to the sample's beginning. → Done
// POST /page/upload multipart/form-data: as, channel, threadTs?, text?, file. → Done
// GET /page/file/F…?as=U…: a file's bytes.
