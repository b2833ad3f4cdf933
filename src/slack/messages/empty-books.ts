import { type ActingRole, manages } from '../../domain/role.js';
import type { Lang } from '../../text/language.js';

/** What to do first where nothing is in the books yet: only what this person may do, the one thing to try on top. */
export function emptyBooks(role: ActingRole, lang: Lang): string {
  const { overview: say } = lang.t.status;
  if (role === 'member') return lang.t.words.lines([say.empty, ...say.emptyMember]);
  return lang.t.words.lines([say.empty, manages(role) ? say.emptySetup : say.emptyByHand, ...say.emptySteps]);
}
