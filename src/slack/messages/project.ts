import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { bold, escapeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { mention, named, personName } from './wording.js';

/** The line in the channel: who tied it to a project, who owns it, when the digest comes; or that this was taken back. */
export function projectSet(facts: NoticeFacts<'project_set'>, lang: Lang): SlackMessage {
  const { project } = lang.t.answers;
  const { words } = lang.t;
  if (facts.undone === true) return simpleAnswer(project.takenBack(personName(facts.by), named(facts.projectName)));
  const headline = project.set(personName(facts.by), bold(named(facts.projectName)));
  const owner =
    facts.owner === null
      ? project.noOwner
      : project.owner(mention(facts.owner), facts.backup === null ? null : mention(facts.backup));
  return {
    text: words.sentences([project.set(personName(facts.by), named(facts.projectName)), owner]),
    blocks: [section(words.lines([headline, owner])), context(project.digest(escapeText(facts.digestTime, 20)))],
  };
}
