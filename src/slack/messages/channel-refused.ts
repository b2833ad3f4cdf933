import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { escapeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { channelLink, listed, named } from './wording.js';

/** To a manager: a channel takes no messages, whose they would be, and what to do about it. */
export function channelRefused(facts: NoticeFacts<'channel_refused'>, lang: Lang): SlackMessage {
  const { channelRefused: say } = lang.t.answers;
  const { words } = lang.t;
  const title = say.title(channelLink(facts.slackChannelId, facts.channelName, lang));
  const projects = facts.projectNames.map((name) => named(name));
  return {
    text: words.sentences([title, say.todo[facts.trouble]]),
    blocks: [
      section(
        words.lines([
          title,
          say.todo[facts.trouble],
          ...(projects.length === 0 ? [] : [say.projects(listed(projects, lang, 10))]),
        ]),
      ),
      context(say.once(escapeText(facts.code, 60))),
    ],
  };
}
