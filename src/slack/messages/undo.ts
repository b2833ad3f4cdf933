import type { UndoReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { bold, codeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { fullDate, money, named } from './wording.js';

/** What was taken back, what stands again; the line that made it can be changed and sent once more. */
export function undoReceipt(receipt: UndoReceipt, lang: Lang): SlackMessage {
  const { receipts, buttons, words } = lang.t;
  const noun = receipt.kind.split('.')[0] ?? '';
  const what = Object.hasOwn(receipts.undone, noun)
    ? receipts.undone[noun as keyof typeof receipts.undone]
    : receipts.undone.other;
  const headline = receipts.undoneOf(what, receipt.clientName === null ? null : named(receipt.clientName));
  const lines = receipt.restored
    .slice(0, 5)
    .map((promise) =>
      receipts.restored(named(promise.clientName), money(promise.amount, lang), fullDate(promise.promisedDate, lang)),
    );
  if (receipt.typed !== null) lines.push(receipts.undoneTyped(codeText(receipt.typed)));
  return {
    text: headline,
    blocks: [
      section(words.lines([bold(headline), ...lines])),
      ...actions([
        receipt.typed === null
          ? null
          : button({
              text: buttons.change,
              label: buttons.labels.other,
              action: actionIds.change,
              value: changeValue.encode({ text: receipt.typed }),
            }),
      ]),
      context(receipts.stays),
    ],
  };
}
