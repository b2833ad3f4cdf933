import type { RoleList } from '../../ledger/facts/roles.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { bold, clipMrkdwn, withoutBold } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { count, mention, personName } from './wording.js';

/** To somebody whose role was changed: by whom, what it was, what they may do now. */
export function roleChanged(facts: NoticeFacts<'role_changed'>, lang: Lang): SlackMessage {
  const { roleChanged: say } = lang.t.answers;
  const { names } = lang.t.commands.role;
  const { words } = lang.t;
  const role = names[facts.after];
  const headline = facts.by === null ? say.byOperator(role) : say.byPerson(personName(facts.by), role);
  return {
    text: clipMrkdwn(withoutBold(words.sentences([headline, say.can[facts.after]])), limits.messageText),
    blocks: [
      section(words.lines([headline, say.can[facts.after]])),
      context(say.before(names[facts.before])),
      context(say.why),
    ],
  };
}

/** So many people of one role are named, the rest are counted. */
const NAMED = 30;

/** Who has which role, and how to change one. */
export function roleList(list: RoleList, lang: Lang): SlackMessage {
  const { roleList: say } = lang.t.answers;
  const { words } = lang.t;
  const lines = (['admin', 'manager', 'finance'] as const).map((role) => {
    const people = list.holders
      .filter((holder) => holder.role === role)
      .map(({ person, fromSlack }) => (fromSlack ? say.fromSlack(mention(person)) : mention(person)));
    const rest = people.length - NAMED;
    const shown = rest > 0 ? [...people.slice(0, NAMED), say.more(rest, count(rest, lang))] : people;
    return say.group(say.groups[role], shown.length === 0 ? say.nobody : words.list(shown));
  });
  const holders = list.holders.length;
  return {
    text: say.push(holders, count(holders, lang)),
    blocks: [
      section(words.lines([bold(say.title), ...lines])),
      ...(list.members === 0 ? [] : [section(say.members(list.members, count(list.members, lang)))]),
      context(say.how),
    ],
  };
}
