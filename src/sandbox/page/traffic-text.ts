import type { TrafficEntry } from '../page-protocol.js';

/** A body as a person reads it: JSON and forms spread over lines, JSON within a form's field as well. */
export function readable(body: string): string {
  const json = parsed(body);
  if (json !== undefined) return JSON.stringify(json, null, 2);
  if (!/^[\w.[\]-]+=[^\s]*$/.test(body)) return body;
  const fields = [...new URLSearchParams(body)].map(([name, value]) => {
    const inner = parsed(value);
    return `${name} = ${inner === undefined ? value : JSON.stringify(inner, null, 2)}`;
  });
  return fields.join('\n');
}

/** Only objects and lists: a bare number or word in a form is what it is. */
function parsed(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What went wrong: what the sandbox says of it, else the HTTP status, else the answer's own "ok": false. */
export function faultOf(entry: TrafficEntry): string | null {
  if (entry.error !== null) return entry.error;
  if (entry.answer === null) return null;
  if (entry.answer.status >= 400) return `HTTP ${entry.answer.status}`;
  return /^\s*\{"ok":\s*false\b.*?"error":\s*"([^"]+)"/.exec(entry.answer.body)?.[1] ?? null;
}

export interface TrafficFilter {
  readonly text: string;
  readonly direction: 'all' | TrafficEntry['direction'];
  readonly onlyErrors: boolean;
}

/** Entries that the filter lets through, the newest first. */
export function filtered(entries: readonly TrafficEntry[], filter: TrafficFilter): TrafficEntry[] {
  const wanted = filter.text.trim().toLowerCase();
  return entries
    .filter((entry) => filter.direction === 'all' || entry.direction === filter.direction)
    .filter((entry) => !filter.onlyErrors || faultOf(entry) !== null)
    .filter(
      (entry) =>
        wanted === '' ||
        [entry.title, entry.url, faultOf(entry) ?? '', entry.request.body, entry.answer?.body ?? ''].some((part) =>
          part.toLowerCase().includes(wanted),
        ),
    )
    .toReversed();
}
