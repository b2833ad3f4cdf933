import type { EscalationCandidate } from '../../ledger/facts/escalation.js';
import type { ClientStatus } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { candidateButtons, candidateFacts, reasonText } from './escalation.js';
import { bold, clipMrkdwn } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { peopleLine, pushSums, statusBlocks } from './status.js';
import { fullDate, named } from './wording.js';

export interface BriefFacts {
  readonly status: ClientStatus;
  /** Null: by the rules it is not (any more) a candidate. */
  readonly candidate: EscalationCandidate | null;
}

/** One client's facts for a manager who has to decide: why it is here first, then all the figures. */
export function brief(facts: BriefFacts, lang: Lang): SlackMessage {
  const { escalations: say, status: words } = lang.t;
  const { status, candidate } = facts;
  const client = named(status.clientName);
  const why =
    candidate === null
      ? [say.notCandidate(client)]
      : [
          say.because(candidate.reasons.map((reason) => reasonText(reason, status.today, lang)).join(' · ')),
          candidateFacts(candidate, status.today, lang),
        ];
  const title = words.briefTitle(client, fullDate(status.today, lang));
  return {
    text: clipMrkdwn(lang.t.words.sentences([lang.t.words.label(title, pushSums(status, lang))]), limits.messageText),
    blocks: [
      section(bold(title)),
      section(lang.t.words.lines(why)),
      ...statusBlocks(status, lang),
      ...candidateButtons(candidate ?? status, lang, false),
      context(peopleLine(status, lang)),
    ],
  };
}
