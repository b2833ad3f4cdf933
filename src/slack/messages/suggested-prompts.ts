import type { Lang } from '../../text/language.js';
import { readQuestion } from '../../understanding/read-question.js';
import type { ReadingContext } from '../../understanding/reading.js';

/** A question that Slack shows as a button; whoever presses it sends it. */
export interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

/** Slack shows at most so many (slack.md 1.11). */
const MOST = 4;
/** A button that is longer is no button. */
const LONGEST = 75;

/**
 * Questions to begin a conversation with, in the person's language and about what is theirs. Only what Collect
 * understands is suggested: a client may be called so that the question about it reads as another one.
 *
 * @param about names that the person may see; null: there is none
 */
export function suggestedPrompts(
  about: { readonly client: string | null; readonly project: string | null; readonly decides: boolean },
  reading: ReadingContext,
  lang: Lang,
): { readonly title: string; readonly prompts: SuggestedPrompt[] } {
  const { ask, prompts: say } = lang.t.enquiries;
  const { client, project, decides } = about;
  const questions: readonly (readonly [string, string | null])[] = [
    [decides ? ask.escalations : ask.overdueMine, null],
    ...(client === null ? [] : ([[ask.promisesOf(client), client]] as const)),
    ...(project === null ? [] : ([[ask.overdueOf(project), project]] as const)),
    [say.thisWeek, null],
    [say.today, null],
    ...(decides ? ([[ask.overdueMine, null]] as const) : []),
  ];
  return {
    title: say.title,
    prompts: questions
      .filter(([question, name]) => question.length <= LONGEST && isUnderstood(question, name, reading))
      .slice(0, MOST)
      .map(([question]) => ({ title: question, message: question })),
  };
}

function isUnderstood(question: string, name: string | null, context: ReadingContext): boolean {
  const reading = readQuestion(question, context);
  if (reading.kind !== 'understood') return false;
  if (name === null) return true;
  const { enquiry } = reading;
  if (enquiry.kind !== 'promises' && enquiry.kind !== 'overdue') return false;
  return enquiry.of.kind === 'named' && enquiry.of.text === name;
}
