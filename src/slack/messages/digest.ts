import type { KnownBlock } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { AgingFact } from '../../ledger/facts/common.js';
import type { DigestChange, DigestNotice } from '../../ledger/facts/digest.js';
import type { Lang } from '../../text/language.js';
import { actionIds } from './action-ids.js';
import { button, context, section } from './blocks.js';
import { digestRowBlock } from './digest-row.js';
import { bold, clipMrkdwn, escapeText } from './escape.js';
import { limits, rowsThatFit } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import {
  agingLine,
  agingMoney,
  channelName,
  column,
  fullDate,
  listed,
  mention,
  money,
  moneyList,
  named,
  personName,
  promisedAndDisputed,
  shortDate,
} from './wording.js';

/** What the channel reads at once; the rest is in the thread. */
const MOST_ROWS = 10;
const MOST_CURRENCIES = 6;
/** Up to here each change has its own words; beyond, changes of a kind share a line. */
const MOST_CHANGES = 6;
const MOST_OF_A_KIND = 3;

/** B3: the morning digest. What changed and who is needed, not all that is owed. */
export function digest(facts: DigestNotice, lang: Lang): SlackMessage {
  const { digest: say } = lang.t;
  const projects = projectsOf(facts, lang);
  const date = fullDate(facts.today, lang);
  const toCollect = column(facts.aging, 'toCollect');
  const amounts = toCollect.length === 0 ? null : moneyList(toCollect, lang);
  const rows = facts.data.stale ? [] : facts.rows;
  if (rows.length === 0 && facts.changes.length === 0 && !facts.data.stale)
    return { ...quiet(facts, projects, date, amounts, lang) };

  const head = [
    section(
      bold(say.title(projects, date)),
      button({
        text: lang.t.buttons.settings,
        label: lang.t.buttons.labels.settings,
        action: actionIds.settings,
        value: '{}',
      }),
    ),
    ...(facts.data.stale ? [section(bold(staleText(facts, lang)))] : []),
    ...sums(facts, lang),
  ];
  const tail: KnownBlock[] = [];
  if (facts.quietClients > 0 && !facts.data.stale) tail.push(context(say.quietClients(facts.quietClients)));
  if (facts.changes.length > 0) tail.push(section(changes(facts, lang)));
  tail.push(context(dataLine(facts, lang)));

  const title = facts.data.stale ? [] : [section(rows.length === 0 ? say.nobodyNeeded : bold(say.needsSomebody))];
  const fixed = [...head, ...title, ...tail];
  const { blocks, shown } = rowsThatFit(rows, (row) => [digestRowBlock(row, lang, facts.today)], fixed, MOST_ROWS);
  const left = rows.length - shown;
  const more = left > 0 ? [context(say.moreInThread(left))] : [];
  const push = facts.data.stale
    ? say.pushStale(projects, date, amounts ?? lang.t.digest.nothingToCollect)
    : say.push(projects, date, amounts ?? '0', rows.length);
  return {
    text: clipMrkdwn(amounts === null ? pushWithoutAmount(projects, date, rows.length, facts, lang) : push, limits.messageText),
    blocks: [...head, ...title, ...blocks, ...more, ...tail],
  };
}
