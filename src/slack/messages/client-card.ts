import type { CardReceipt } from '../../ledger/client-card.js';
import type { Lang } from '../../text/language.js';
import { escapeText } from './escape.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { undoableAnswer } from './undoable-answer.js';
import { personName } from './wording.js';

/** What a client's card says now that it was saved: the sentences of the commands for each part of it. */
export function cardReceipt(receipt: CardReceipt, lang: Lang): SlackMessage {
  const { commands, forms, words } = lang.t;
  const { contact, owner, backup, projectName } = receipt;
  const name = escapeText(receipt.client.name);
  const parts = contact === null ? [] : [contact.name, contact.email, contact.phone].filter((part) => part !== null);
  const lines = [
    ...(receipt.isNew ? [commands.client.added(name)] : []),
    ...(receipt.renamed === null ? [] : [commands.client.renamed(escapeText(receipt.renamed.before), name)]),
    ...receipt.dropped.slice(0, 20).map((alias) => commands.client.noAlias(name, escapeText(alias))),
    ...receipt.aliases.slice(0, 20).map((alias) => commands.client.alias(name, escapeText(alias))),
    ...(contact === null ? [] : [commands.client.contact(name, words.clause(parts.map((part) => escapeText(part))))]),
    ...(projectName === null ? [] : [commands.client.project(name, escapeText(projectName))]),
    ...(owner === null ? [] : [commands.assign.done(name, personName(owner))]),
    ...(owner === null || backup === null ? [] : [commands.assign.backup(personName(backup))]),
  ];
  if (lines.length === 0) return simpleAnswer(forms.nothingChanged(name));
  const text = words.lines(lines);
  return receipt.auditId === null ? simpleAnswer(text) : undoableAnswer(text, receipt.auditId, lang);
}
