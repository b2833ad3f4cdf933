import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { UndoReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, clipMrkdwn, codeText, noteText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { fullDate, listed, money, named, wordFor } from './wording.js';

const MOST_PROMISES = 5;

/** What was taken back, what stands again; the line that made it can be changed and sent once more. */
export function undoReceipt(receipt: UndoReceipt, lang: Lang): SlackMessage {
  const { receipts, buttons, words } = lang.t;
  const headline = headlineOf(receipt, lang);
  const lines = receipt.restored.slice(0, MOST_PROMISES).map((promise) => restored(promise, lang));
  const before = recordedBy(receipt, lang);
  if (before !== null) lines.push(before);
  return {
    text: clipMrkdwn(headline, limits.messageText),
    blocks: [
      section(words.lines([bold(headline), ...lines])),
      ...actions([
        receipt.typed === null
          ? null
          : button({
              text: buttons.change,
              label: buttons.labels.change,
              action: actionIds.change,
              value: changeValue.encode({ text: receipt.typed }),
            }),
      ]),
      context(receipts.stays),
    ],
  };
}

/** How it had been recorded: the line that was typed, or what was filled in. */
function recordedBy({ typed, form, undone = [] }: UndoReceipt, lang: Lang): string | null {
  const { receipts, words } = lang.t;
  if (form === undefined) return typed === null ? null : receipts.undoneTyped(codeText(typed));
  const { outcome, amount, on, note } = form;
  const facts = [
    // What was promised stands in the headline.
    ...(outcome === null || undone.length > 0 ? [] : [wordFor(words.outcomes, outcome)]),
    ...(amount === null ? [] : [money(amount, lang)]),
    ...(on === null ? [] : [fullDate(on, lang)]),
    ...(note === null ? [] : [words.quoted(noteText(note, 300))]),
  ];
  return facts.length === 0 ? receipts.undoneForm : receipts.undoneFormOf(words.clause(facts));
}

function headlineOf({ kind, gone, clientName, undone = [] }: UndoReceipt, lang: Lang): string {
  const { receipts } = lang.t;
  const [first] = undone;
  if (first !== undefined) {
    const parts = undone.map((promise) =>
      receipts.promisedPart(money(promise.amount, lang), fullDate(promise.promisedDate, lang)),
    );
    return receipts.undonePromises(named(first.clientName), listed(parts, lang, MOST_PROMISES));
  }
  if (kind === 'project.set' && gone === true) return receipts.projectGone;
  if (!Object.hasOwn(receipts.undone, kind)) return receipts.undoneOther;
  const what = receipts.undone[kind as keyof typeof receipts.undone];
  return what(clientName === null ? receipts.theClient : named(clientName));
}

/** A payment that is undone can leave its promise open again, or not kept. */
function restored(promise: PromiseFact, lang: Lang): string {
  const { receipts, words } = lang.t;
  const client = named(promise.clientName);
  const amount = money(promise.amount, lang);
  const date = fullDate(promise.promisedDate, lang);
  return promise.state === 'open'
    ? receipts.restored(client, amount, date)
    : receipts.restoredAs(client, amount, date, wordFor(words.states, promise.state));
}
