import { lineOf } from './line.js';

/**
 * The verb of a command line and what follows it, as typed but for Slack's escapes (`&amp;`). The verb is in lower case, half width and
 * simplified ("ＬＯＧ" is "log"); a Chinese verb is its own word up to the next space. Which verbs there are is not known here.
 */
export function splitCommand(text: string): { verb: string; rest: string } {
  const line = lineOf(text);
  const [first] = line.tokens;
  if (first === undefined) return { verb: '', rest: '' };
  const space = line.folded.slice(first.start).search(/\s/);
  const end = space < 0 ? line.text.length : first.start + space;
  const verb = line.folded.slice(first.start, end).replace(/^\/+|[:;,.!?]+$/g, '');
  return { verb, rest: line.text.slice(end).trim() };
}
