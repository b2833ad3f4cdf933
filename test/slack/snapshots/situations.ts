import type { HomeView, ModalView } from '@slack/types';
import { readNotice } from '../../../src/ledger/notice.js';
import type { SlackMessage } from '../../../src/slack/messages/message.js';
import { noticeMessage } from '../../../src/slack/messages/notice.js';
import type { Lang } from '../../../src/text/language.js';

/** What a builder makes: a message, a form, a Home tab. */
export type Shown = SlackMessage | ModalView | HomeView;

/** Situations of one builder, each with a name; the file of the builder shows all of them one below the other. */
export type Situations = Readonly<Record<string, (lang: Lang) => Shown>>;

/** A notice as the outbox would hand it over: its facts are those of its schema. */
export const notice =
  (kind: string, of: unknown): ((lang: Lang) => SlackMessage) =>
  (lang) =>
    noticeMessage(readNotice(kind, JSON.parse(JSON.stringify(of))), lang);
