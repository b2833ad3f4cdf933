import type { LocalDate } from '../../domain/local-date.js';
import type { Lang } from '../../text/language.js';
import { actionIds, addClientValue, changeValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { commandLine, quotedName } from './command-line.js';
import { codeText, escapeText, plainText } from './escape.js';
import type { SlackMessage } from './message.js';
import { typedOn } from './question.js';

/** Slack's picker shows more, a person reads five. */
const MOST_CANDIDATES = 5;

interface NamedClient {
  readonly id: number;
  readonly name: string;
}

export interface WhichClientFacts {
  /** The command's name. */
  readonly verb: string;
  /** All that stood behind the verb. */
  readonly typed: string;
  /** The part of it that names the client; null: none was named. */
  readonly clientText: string | null;
  /** The line only shows something: that nothing was saved need not be said. */
  readonly reads?: boolean;
  /** The day it was typed, where the question may be answered on another. */
  readonly on?: LocalDate;
  readonly match:
    | {
        readonly kind: 'several' | 'unnamed';
        readonly candidates: readonly NamedClient[];
        /** Of how many, where not all of them are candidates. */
        readonly total?: number;
      }
    | { readonly kind: 'unknown'; readonly nearest: readonly NamedClient[]; readonly mayAdd: boolean };
}

/** No client, several, or one that is not in the books: the candidates as buttons, what was typed kept. */
export function whichClient(facts: WhichClientFacts, lang: Lang): SlackMessage {
  const { questions: say, words, buttons } = lang.t;
  const { match, verb } = facts;
  const line = commandLine(verb, facts.typed);
  const typedName = facts.clientText ?? '';
  const candidates = (match.kind === 'unknown' ? match.nearest : match.candidates).slice(0, MOST_CANDIDATES);
  const text = questionText(facts, lang);
  const hint = match.kind === 'unknown' && !match.mayAdd ? [say.askToAdd] : [];
  return {
    text: words.sentences([text, ...hint]),
    blocks: [
      section(words.lines([text, ...hint])),
      ...actions([
        ...candidates.map((client, n) =>
          button({
            text: client.name,
            label: buttons.labels.choose(plainText(client.name, 60)),
            action: actionIds.rerun,
            n,
            value: rerunValue.encode({ text: withClient(facts, client.name), ...typedOn(facts) }),
          }),
        ),
        match.kind === 'unknown' && match.mayAdd && typedName !== ''
          ? button({
              text: buttons.addClient(plainText(typedName, 50)),
              label: buttons.addClient(plainText(typedName, 50)),
              action: actionIds.addClient,
              value: addClientValue.encode({ text: line, name: typedName }),
            })
          : null,
        button({
          text: buttons.other,
          label: buttons.labels.other,
          action: actionIds.change,
          value: changeValue.encode({ text: line, ...typedOn(facts) }),
        }),
      ]),
      context(words.sentences([...(facts.reads === true ? [] : [say.nothingSaved]), words.youTyped(codeText(line))])),
    ],
  };
}

function questionText(facts: WhichClientFacts, lang: Lang): string {
  const { questions: say, words } = lang.t;
  const { match } = facts;
  const typed = escapeText(facts.clientText ?? '');
  if (match.kind === 'unknown')
    return words.sentences([say.unknownClient(typed), ...(match.nearest.length > 0 ? [say.nearest] : [])]);
  if (match.candidates.length === 0) return say.unnamedNobody;
  const total = match.total ?? match.candidates.length;
  const left = total - Math.min(match.candidates.length, MOST_CANDIDATES);
  const question = match.kind === 'several' ? say.severalClients(typed, total) : say.unnamedClient;
  return left > 0 ? words.sentences([question, say.andMoreClients(left)]) : question;
}

/** The same line with the chosen client in it. */
function withClient({ verb, typed, clientText }: WhichClientFacts, name: string): string {
  const quoted = quotedName(name);
  if (clientText === null) return commandLine(verb, `${quoted} ${typed}`.trim());
  for (const written of [`"${clientText}"`, `“${clientText}”`, clientText]) {
    const at = typed.toLowerCase().indexOf(written.toLowerCase());
    if (at < 0) continue;
    const after = typed.slice(at + written.length);
    // Chinese needs no space between name and verb; quotes then end the name.
    return commandLine(verb, `${typed.slice(0, at)}${quoted}${/^\s|^$/.test(after) ? '' : ' '}${after}`);
  }
  return commandLine(verb, `${quoted} ${typed}`.trim());
}
