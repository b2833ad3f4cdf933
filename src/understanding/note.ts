import type { Atom } from './atoms.js';
import type { Span } from './findings.js';
import { type Line, typedBetween } from './line.js';

/** The note: these stretches of the line as typed, joined where only small words stand between them; null if there are none. */
export function noteOf(line: Line, atoms: readonly Atom[], spans: readonly Span[]): string | null {
  const merged: { from: number; to: number }[] = [];
  const joining = new Set<number>();
  for (const atom of atoms)
    if (atom.kind === 'break' || atom.kind === 'filler') for (let at = atom.from; at < atom.to; at++) joining.add(at);
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    let gap = last?.to ?? 0;
    while (last !== undefined && gap < span.from && joining.has(gap)) gap++;
    if (last !== undefined && gap >= span.from) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  const pieces = merged.map(({ from, to }) => typedBetween(line, from, to).trim()).filter((piece) => piece !== '');
  if (pieces.length === 0) return null;
  const note = pieces.join(', ');
  const quoted = /^["“「『](.*)["”」』]$/su.exec(note);
  return quoted?.[1] !== undefined && !/["“”「」『』]/u.test(quoted[1]) ? quoted[1].trim() || null : note;
}
