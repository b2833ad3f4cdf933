// What a workspace is made of. Ids and fields are Slack's own where Slack has them.

/** Slack's form of an object that the app sent: blocks, elements, options. Checked by block-kit/, kept as it came. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** IANA; mornings of the clock panel are mornings here. */
  readonly timezone: string;
}

export interface Person {
  /** "U…". */
  readonly id: string;
  /** The handle, without "@": lower case, no spaces. */
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly email: string;
  /** IANA. */
  readonly timezone: string;
  /** "en-US", "zh-CN" … as users.info says it. */
  readonly locale: string;
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** Of another organisation. */
  readonly isStranger: boolean;
  readonly deleted: boolean;
  /** The app's own user, and any other bot. */
  readonly isBot: boolean;
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

export interface Channel {
  /** "C…" (public, private), "D…" (im), "G…" (mpim). */
  readonly id: string;
  readonly kind: ChannelKind;
  /** Empty for im. */
  readonly name: string;
  readonly topic: string;
  /** User ids, the bot's among them if it is in. */
  readonly members: readonly string[];
  readonly creator: string;
  /** Unix seconds. */
  readonly created: number;
  readonly isArchived: boolean;
  readonly isExtShared: boolean;
}

export interface Message {
  readonly channel: string;
  /** "1790000000.000100": unique in its channel, ascending. */
  readonly ts: string;
  /** Who wrote it (for a bot: its user). */
  readonly user: string;
  /** Null: written by a person. */
  readonly botId: string | null;
  readonly text: string;
  /** Null: text only. */
  readonly blocks: readonly JsonObject[] | null;
  readonly attachments: readonly JsonObject[] | null;
  /** Of the thread's first message, for replies. The first message itself has null, also when it was replied to. */
  readonly threadTs: string | null;
  /** A reply that is shown in the channel too. */
  readonly broadcast: boolean;
  readonly subtype: string | null;
  readonly metadata: { readonly event_type: string; readonly event_payload: JsonObject } | null;
  readonly edited: { readonly user: string; readonly ts: string } | null;
  /** Only this person sees it; such messages are not kept on disk and are in no history. */
  readonly ephemeralFor: string | null;
  /** Ids of StoredFile. */
  readonly files: readonly string[];
  /** False: `text` is shown as it stands. */
  readonly mrkdwn: boolean;
  /** By emoji name, in the order in which they came; who reacted, likewise. */
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
}

export interface StoredFile {
  /** "F…". */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  readonly user: string;
  /** Unix seconds. */
  readonly created: number;
  /** Channels it is shared in. */
  readonly channels: readonly string[];
}

/** A modal or Home tab as Slack keeps it: what the app sent, and Slack's own fields. */
export interface View {
  /** "V…". */
  readonly id: string;
  readonly type: 'modal' | 'home';
  /** What the app sent, checked (type, title, blocks, private_metadata, callback_id, external_id …). */
  readonly payload: JsonObject;
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  /** Whose screen it is on. */
  readonly user: string;
}

/** What the sandbox knows of the app: the parts of its manifest that Slack acts upon. */
export interface AppFacts {
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly name: string;
  readonly description: string;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
    readonly shouldEscape: boolean;
  }[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: 'global' | 'message';
    readonly callbackId: string;
    readonly description: string;
  }[];
  /** Granted: the manifest's scopes, the optional ones included unless they were refused. */
  readonly scopes: readonly string[];
  readonly events: readonly string[];
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  /** People cannot write to the app in its messages tab. */
  readonly messagesTabReadOnly: boolean;
  readonly interactivity: boolean;
  /** Where requests go; null: no app has been connected yet. `commands` and `options` may differ from `events` in a manifest. */
  readonly requestUrls: {
    readonly events: string | null;
    readonly interactivity: string | null;
    readonly options: string | null;
    readonly commands: Readonly<Record<string, string>>;
  };
}

/** Who and what a new workspace starts with. */
export interface WorkspaceSeed {
  readonly team: Team;
  readonly people: readonly Person[];
  /** The bot is a member where `members` names it by "BOT". */
  readonly channels: readonly Omit<Channel, 'created'>[];
}
