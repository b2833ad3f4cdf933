/** What stands for a mention, a channel, a link or a date in Slack's markup. */
const MARKUP = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;
/** A span of bold, italics, struck out or code: its signs stand at the edges of words. */
const SPAN = /(^|[\s([{"'“‘,.;:!?>-])(```|[*_~`])(?=\S)([^\n]*?\S)\2(?=$|[\s)\]}"'”’,.;:!?<-])/gm;

/**
 * What somebody wrote in Slack as it is read: mentions by name, links by what they say, without signs of formatting,
 * Slack's escapes undone. One line.
 *
 * @param nameOf the name of a person by their Slack id; null: not known
 */
export function plainMessage(text: string, nameOf: (slackUserId: string) => string | null): string {
  let plain = text.replace(MARKUP, (_whole, sign: string, target: string, label: string | undefined) =>
    said(sign, target, label ?? '', nameOf),
  );
  // A span within another one comes free when the outer one is opened.
  for (let depth = 0; depth < 4; depth += 1) {
    const opened = plain.replace(SPAN, '$1$3');
    if (opened === plain) break;
    plain = opened;
  }
  return plain
    .replace(/^&gt;\s?/gm, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The people that a message mentions, by their Slack ids. */
export const mentionedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@([A-Z0-9]{1,30})(?:\|[^<>]*)?>/g)].map(([, id]) => id ?? '')),
];

function said(sign: string, target: string, label: string, nameOf: (slackUserId: string) => string | null): string {
  if (sign === '@') return `@${nameOf(target) ?? (label === '' ? target : label)}`;
  if (sign === '#') return `#${label === '' ? target : label}`;
  if (sign === '!') return label === '' ? `@${target.replace(/\^.*$/, '')}` : label;
  const address = target.replace(/^(?:mailto|tel):/, '');
  return label === '' ? address : label;
}
