/**
 * Names, notes and typed lines come from outside; in a message they must only ever be read. Slack's mrkdwn has three
 * characters to escape (slack.md 1.5: that is what stops <!channel> and <@U…>) and none for its formatting signs, so
 * those become look-alikes that mean nothing to Slack.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ' };
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Line breaks, control characters, and the marks that turn the direction of writing (they can reverse an amount). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** ":moneybag:" in a name would become a picture ("08:55:10" has the same form and only looks the same). */
// The colon of a time ("22:00-6:00") begins none.
const EMOJI_COLON = /(?<!\d(?=:\d\d(?!\w))):(?=[\w+'-]{1,60}:)/g;
const WORD = /[\p{L}\p{N}]/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Where several code points are one sign: accents apart from their letter, joined emoji, flags, Hangul letters. */
const JOINED = /\p{M}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|[\u1100-\u11ff]/u;

/**
 * The signs of a text as a reader counts them, no more than `max` need (each is shown as one character or more). The
 * segmenter costs microseconds a sign, so it is asked only where code points do not do.
 */
function signsOf(line: string, max: number): string[] {
  const enough = line.length > max + 64 ? line.slice(0, max + 64) : line;
  if (!JOINED.test(enough)) return [...enough];
  return Array.from(segmenter.segment(enough), ({ segment }) => segment);
}

function oneLine(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '')
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** True where a cut between the two would leave half a number: "12|,400", "3|5". */
function insideNumber(before: string, after: string, next: string | undefined): boolean {
  if (!/[\d.,]$/.test(before)) return false;
  return /^\d/.test(after) || (/^[.,]/.test(after) && /^\d/.test(next ?? ''));
}

/**
 * As many pieces as `max` characters hold, with "…" where something was left out; never half a number, never half an
 * escape (a piece is whole or absent). Only a text that is one long number from its start is cut inside it.
 */
function joinWithin(pieces: readonly { readonly raw: string; readonly shown: string }[], max: number): string {
  let length = 0;
  let count = 0;
  for (const piece of pieces) {
    if (length + piece.shown.length > max) break;
    length += piece.shown.length;
    count += 1;
  }
  if (count === pieces.length) return pieces.map((piece) => piece.shown).join('');
  while (count > 0 && length + 1 > max) {
    count -= 1;
    length -= pieces[count]?.shown.length ?? 0;
  }
  let end = count;
  while (end > 0 && insideNumber(pieces[end - 1]?.raw ?? '', pieces[end]?.raw ?? '', pieces[end + 1]?.raw)) end -= 1;
  const kept = pieces.slice(0, end === 0 ? count : end);
  return `${kept
    .map((piece) => piece.shown)
    .join('')
    .trimEnd()}…`;
}

/**
 * A text from outside as one line of mrkdwn that does nothing: at most `max` characters, escapes counted. Gives "?"
 * for a text that has nothing to show, so that a sentence never has a hole.
 */
export function escapeText(text: string, max = 80): string {
  const line = oneLine(text).replace(EMOJI_COLON, '∶').replace(/^>/, '›');
  const raw = signsOf(line, max);
  const pieces = raw.map((piece, at) => {
    // Inside a word ("ar_2026.csv") Slack leaves the low line alone.
    const inWord = WORD.test(raw[at - 1] ?? '') && WORD.test(raw[at + 1] ?? '');
    const low = inWord ? '_' : 'ˍ';
    const shown = piece.replace(/[&<>*~`_]/g, (sign) =>
      sign === '_' ? low : (ENTITIES[sign] ?? LOOK_ALIKES[sign] ?? sign),
    );
    return { raw: piece, shown };
  });
  const shown = joinWithin(pieces, max);
  return shown === '' ? '?' : shown;
}

/**
 * A text from outside for a plain_text object (buttons, forms), which needs no escapes: one line, at most `max`
 * characters. "<!channel>" means nothing there; it is defused all the same.
 */
export function plainText(text: string, max: number): string {
  const line = oneLine(text).replace(/<(?=[!@#])/g, '‹');
  const pieces = signsOf(line, max).map((sign) => ({ raw: sign, shown: sign }));
  const shown = joinWithin(pieces, max);
  return shown === '' ? '?' : shown;
}

/** What somebody typed, to be read again: "<@U1|dana>" as "@dana", Slack's own escapes undone. */
export function readableLine(typed: string): string {
  return oneLine(
    typed
      .replace(/<@([A-Z0-9]+)\|([^>]*)>/g, '@$2')
      .replace(/<@([A-Z0-9]+)>/g, '@$1')
      .replace(/<#([A-Z0-9]+)\|([^>]*)>/g, (_whole, id: string, name: string) => `#${name === '' ? id : name}`)
      .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

/** A note that somebody typed, as one line that does nothing: a mention in it is a name, "@dana", and calls nobody. */
export function noteText(note: string, max: number): string {
  return escapeText(readableLine(note), max);
}

/** What somebody typed, in code type: formatting signs stay as they are, only a backtick would end it. */
export function codeText(typed: string, max = 1500): string {
  const pieces = signsOf(readableLine(typed), max).map((raw) => ({
    raw,
    shown: raw.replace(/[&<>`]/g, (sign) => ENTITIES[sign] ?? 'ˋ'),
  }));
  const shown = joinWithin(pieces, max);
  return `\`${shown === '' ? ' ' : shown}\``;
}

/** A text of our own that came another way than straight from text/: its code type and bold stay, it calls nobody. */
export function ownText(text: string, max: number): string {
  const shown = clipMrkdwn(
    oneLine(text).replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign),
    max,
  );
  return shown === '' ? '?' : shown;
}

/** A link, if the address is one that can be opened; else only its text. `label` is harmless already. */
export function linkTo(address: string | null, label: string): string {
  if (address === null || address.length > 1000) return label;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return label;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  const target = url.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('&', '&amp;');
  return `<${target}|${label.replaceAll('|', '¦')}>`;
}

/** Bold. The content has no asterisk of its own (escapeText saw to that). */
export function bold(text: string): string {
  return `*${text}*`;
}

/** What may not be cut in two: links and mentions, escapes, code, bold, numbers. */
const WHOLE = /<[^>\n]*>|&(?:amp|lt|gt);|`[^`\n]*`|\*[^*\n]*\*|\d[\d.,]*|[\s\S]/gu;

/** Our own mrkdwn within `max` characters: cut between whole pieces, so that no link, escape or number is halved. */
export function clipMrkdwn(text: string, max: number): string {
  if (text.length <= max) return text;
  let shown = '';
  for (const [piece] of text.matchAll(WHOLE)) {
    if (shown.length + piece.length + 1 > max) break;
    shown += piece;
  }
  return `${shown.trimEnd()}…`;
}

/**
 * Slack sees the end of bold only beside a space or a Western sign; beside a Chinese character it prints the
 * asterisks. A space of no width makes it see.
 */
export function settleBold(text: string): string {
  return text.replace(/`[^`\n]*`|\*[^*\n]+\*/g, (span, offset: number) => {
    if (span.startsWith('`')) return span;
    const before = text[offset - 1] ?? ' ';
    const after = text[offset + span.length] ?? ' ';
    return `${before > '\u2e7f' ? '\u200b' : ''}${span}${after > '\u2e7f' ? '\u200b' : ''}`;
  });
}

/** A sentence as a push line shows it: that knows no bold. */
export function withoutBold(text: string): string {
  return text.replace(/`[^`\n]*`|\*([^*\n]+)\*/g, (span, inside: string | undefined) => inside ?? span);
}
