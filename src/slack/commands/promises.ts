import type { PromiseFact } from '../../ledger/facts/promise.js';
import { openPromises } from '../../ledger/promise-list.js';
import { formatDate, formatMoney } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import { context, section } from '../messages/blocks.js';
import { escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Command } from './command.js';
import { clientOf } from './find-client.js';
import { unquoted } from './unquoted.js';

/** Promises in one answer: far below Slack's 50 blocks and 13,000 characters. */
const SHOWN = 20;

export const promises: Command = {
  name: 'promises',
  aliases: ['promise', 'p', '承诺', '付款承诺'],
  role: 'member',
  async run(desk, visit, line) {
    const text = unquoted(line.rest);
    if (text === null || /^(mine|me|我的)$/i.test(text)) {
      const list = await openPromises(desk.ledger, visit.actor, { clientId: null, limit: SHOWN });
      return promiseList(list, null, visit.lang);
    }
    const found = await clientOf(desk, visit, line, text);
    if (found.kind === 'ask') return found.message;
    const list = await openPromises(desk.ledger, visit.actor, { clientId: found.client.id, limit: SHOWN });
    return promiseList(list, found.client.name, visit.lang);
  },
};

function promiseList(
  { promises: shown, total }: { readonly promises: readonly PromiseFact[]; readonly total: number },
  clientName: string | null,
  lang: Lang,
): SlackMessage {
  const words = lang.t.commands.promises;
  const client = clientName === null ? null : escapeText(clientName);
  if (total === 0) return simpleAnswer(client === null ? words.noneMine : words.noneClient(client));
  const title = client === null ? words.titleMine(total) : words.titleClient(client, total);
  const rows = shown.map((promise) => section(promiseRow(promise, lang)));
  const hidden = total - shown.length;
  return {
    text: title,
    blocks: [section(`*${title}*`), ...rows, ...(hidden > 0 ? [context(words.more(hidden))] : [])],
  };
}

function promiseRow(promise: PromiseFact, lang: Lang): string {
  const words = lang.t.commands.promises;
  const amount = formatMoney(promise.amount, lang.locale);
  const first = words.row(escapeText(promise.clientName), amount, formatDate(promise.promisedDate, lang.locale));
  const beside = [
    words.deadline(formatDate(promise.deadline, lang.locale)),
    ...(promise.level > 1 ? [words.level(promise.level, promise.slipDays)] : []),
    ...(promise.received.minor > 0 ? [words.received(formatMoney(promise.received, lang.locale))] : []),
    ...promise.covers.map((line) => escapeText(line.number)).slice(0, 5),
  ];
  return `${first}\n${beside.join(' · ')}`;
}
