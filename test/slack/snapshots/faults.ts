type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** All nodes of a message, from top to bottom. */
function nodesIn(value: Json): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [];
}

const textOf = (value: Json | undefined): string => (isNode(value) && typeof value.text === 'string' ? value.text : '');

/** As a screen reader's user would compare them: without case, marks and spaces. */
const heard = (text: string): string => text.toLowerCase().replace(/[\s\p{P}]+/gu, '');

/** "Please note", an exclamation, blame, "click here": what Collect does not say, in either language. */
const NEVER = [
  /please note/i,
  /\boops\b/i,
  /(?<!<)[!！](?=\s|$|\p{L})/u,
  /\bclick here\b/i,
  /请注意/,
  /哎呀/,
  /点击?(?:这里|此处)/,
];

/** What a button that says nothing of what it does is called; a verb or a thing does. */
const SAYS_NOTHING = /^(?:ok|okay|yes|no|here|more|submit|click|确定|好的?|是|否|这里|提交)$/i;

/** Emoji by their names too: beside words they decorate, alone they would have to be known. */
const EMOJI = /:[a-z0-9_+-]+:|\p{Extended_Pictographic}/gu;
const LONGEST_BUTTON = 75;
const LONGEST_LABEL = 75;

/** Names keep their capital wherever they stand. */
const NAMES =
  /^(?:\p{Lu}+|Asia|Shanghai|Ltd|Initech|Globex|Acorn|Apollo|Zeus|Slack|Collect|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Dana|Lee|Sam|Kim)$/u;

/** Sentence case: the first word alone begins with a capital, names aside. */
function inTitleCase(text: string): boolean {
  const [, ...later] = text.split(/[^\p{L}\p{N}'’]+/u).filter((word) => word !== '');
  return later.some((word) => /^\p{Lu}/u.test(word) && !NAMES.test(word));
}

/** A push line that says something by itself: not a heading, no formatting marks. */
function isSentence(text: string, locale: string): boolean {
  if (locale === 'zh-CN') return /\p{L}/u.test(text) && text.length >= 6;
  // A file's name stands as it is written.
  return /^(?:\S+\.csv|[-*"“`@#<\d\p{Lu}$])/u.test(text) && text.split(/\s+/).length >= 3;
}

/** What Slack shows instead of a date or a link, and nothing of what it does not show: paths of buttons, code. */
const plainly = (text: string): string =>
  text.replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1').replace(/<https?:[^|>]*\|([^>]*)>/g, '$1');

/** Pieces that were put together wrongly, whatever the language: spaces, what JavaScript says for nothing, keys. */
const CARELESS = [
  /\S {2,}\S/,
  / [,.;:。，；：、](?=\s|$)/,
  /\b(?:undefined|null|NaN|Invalid Date)\b/,
  /\[object/,
  /\.\.(?!\.)/,
  /。。|，。|：。/,
];
/** In Chinese: a Western word or amount stands apart from the characters beside it, and marks are full. */
const CRAMPED = [
  /\p{Script=Han}[A-Za-z$€£]/u,
  /[A-Za-z]\p{Script=Han}/u,
  /\p{Script=Han}[,;:!?](?!\S*`)/u,
  /\p{Script=Han}\*[^*\s][^*\n]*\*|\*[^*\s][^*\n]*\*\p{Script=Han}/u,
];

/** What of a message or view a reviewer would send back: copy and accessibility. */
export function faultsOf(made: unknown, locale: string): string[] {
  const whole = JSON.parse(JSON.stringify(made)) as Node;
  const nodes = nodesIn(whole);
  const faults: string[] = [];
  const buttons = nodes.filter((node) => node.type === 'button');
  for (const button of buttons) {
    const text = textOf(button.text);
    const label = typeof button.accessibility_label === 'string' ? button.accessibility_label : '';
    if (!heard(label).includes(heard(text.replace(/…$/, '')))) faults.push(`"${text}" is not in its label "${label}"`);
    if (SAYS_NOTHING.test(text.trim())) faults.push(`"${text}" does not say what it does`);
    if (text.length > LONGEST_BUTTON || label.length > LONGEST_LABEL) faults.push(`"${text}" or its label is too long`);
    if (locale === 'en' && /^[A-Z][a-z]/.test(text) && inTitleCase(text))
      faults.push(`"${text}" is not in sentence case`);
  }
  if (buttons.filter((button) => button.style === 'primary').length > 1) faults.push('more than one primary button');
  for (const node of nodes) {
    if (node.type === 'image' && !/\p{L}/u.test(String(node.alt_text ?? ''))) faults.push('an image without words');
    if (node.type === 'header' && locale === 'en' && inTitleCase(textOf(node.text)))
      faults.push(`"${textOf(node.text)}" is not in sentence case`);
  }
  for (const title of [whole.title, whole.submit, whole.close].map((part) => textOf(part))) {
    if (locale === 'en' && inTitleCase(title)) faults.push(`"${title}" is not in sentence case`);
  }
  if (typeof whole.text === 'string' && !isSentence(whole.text, locale))
    faults.push(`push is no sentence: "${whole.text}"`);
  if (typeof whole.text === 'string' && /(?<![\w*])\*[^*\n]+\*(?!\w)/.test(whole.text))
    faults.push(`push has bold: "${whole.text}"`);
  const words = [typeof whole.text === 'string' ? whole.text : '', ...nodes.map((node) => textOf(node))];
  for (const text of words) {
    if (EMOJI.test(text) && !/[\p{L}\p{N}]/u.test(text.replace(EMOJI, '')))
      faults.push(`emoji without words: "${text}"`);
    EMOJI.lastIndex = 0;
  }
  for (const text of words) for (const never of NEVER) if (never.test(text)) faults.push(`says ${never}: "${text}"`);
  for (const text of words.map(plainly)) {
    for (const careless of CARELESS)
      if (careless.test(text)) faults.push(`put together wrongly, ${careless}: "${text}"`);
    const prose = text.replace(/`[^`]*`/g, '');
    if (locale === 'zh-CN')
      for (const cramped of CRAMPED) if (cramped.test(prose)) faults.push(`cramped, ${cramped}: "${text}"`);
  }
  return [...new Set(faults)];
}
