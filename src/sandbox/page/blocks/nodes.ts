/** What mrkdwn, Markdown and rich text have in common once they are read: one tree, drawn by draw-nodes.tsx. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'underline'; readonly children: readonly Inline[] }
  /** Links and mentions inside code stay links and mentions. */
  | { readonly kind: 'code'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'emoji'; readonly name: string; readonly text: string }
  | { readonly kind: 'user'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'channel'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'group'; readonly id: string; readonly label: string | null }
  | { readonly kind: 'broadcast'; readonly range: 'here' | 'channel' | 'everyone' }
  | {
      readonly kind: 'date';
      /** Unix seconds. */
      readonly seconds: number;
      readonly format: string;
      readonly link: string | null;
      readonly fallback: string;
    }
  | { readonly kind: 'color'; readonly value: string };

export interface ListItem {
  readonly children: readonly Inline[];
  /** Lists and quotes inside the item (Markdown only). */
  readonly below: readonly TextBlock[];
  /** A task: done, not done; null: an ordinary item. */
  readonly done: boolean | null;
}

export type TextBlock =
  /** Lines that belong together; a break is a "\n" in a text. */
  | { readonly kind: 'lines'; readonly children: readonly Inline[] }
  /** An empty line. */
  | { readonly kind: 'gap' }
  /** A line that somebody made look like an item of a list ("• one"): kept as it stands, only its second line hangs. */
  | { readonly kind: 'hanging'; readonly mark: string; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly TextBlock[] }
  | { readonly kind: 'pre'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      /** How deep, from 0: decides the mark. */
      readonly indent: number;
      readonly start: number;
      readonly border: boolean;
      readonly items: readonly ListItem[];
    }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'table';
      readonly align: readonly ('left' | 'center' | 'right')[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Joins neighbouring texts, so that equal texts give equal trees. */
export function joined(nodes: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (node.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + node.text };
    else if (node.kind !== 'text' || node.text !== '') all.push(node);
  }
  return all;
}

const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:', 'slack:']);

/** The address of a link if it may be opened (never javascript: or data:), else null. */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url);
    return SAFE.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
