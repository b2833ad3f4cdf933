import type { Actor } from './actor.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import type { NoticeFacts } from './notice.js';
import { enqueue } from './outbox.js';

/**
 * Answers by direct message what can be answered nowhere else: there is no message, and no window was opened. Once a
 * `key`. Nothing for the operator.
 */
export async function answerApart(
  ledger: Ledger,
  { workspaceId, personId }: Actor,
  { key, text, blocks }: { readonly key: string; readonly text: string; readonly blocks: readonly object[] },
): Promise<void> {
  if (personId === null) return;
  const plain = JSON.parse(JSON.stringify(blocks)) as NoticeFacts<'late_answer'>['blocks'];
  await inOwnTransaction(ledger, (tx) =>
    enqueue(tx, workspaceId, ledger.clock.now(), [
      {
        notice: { kind: 'late_answer', facts: { text, blocks: plain } },
        dedupeKey: `late-answer:${key}`,
        to: { person: personId },
      },
    ]),
  );
}
