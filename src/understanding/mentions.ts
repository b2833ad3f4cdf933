/** Somebody named in a command: by Slack's own id, or by what was typed (a name, "@dana" that Slack did not resolve, an e-mail). */
export type PersonText = { readonly slackUserId: string } | { readonly text: string };

export type Mention =
  | { readonly kind: 'person'; readonly slackUserId: string; readonly name: string | null }
  | { readonly kind: 'channel'; readonly slackChannelId: string; readonly name: string | null };

const MENTION = /^<([@#])([A-Z][A-Z0-9]{1,30})(?:\|([^<>|]{0,100}))?>$/;

/** Reads one mention as Slack sends it with `should_escape`: `<@U123|dana>`, `<@U123>`, `<#C123|proj>`. Null for anything else. */
export function readMention(text: string): Mention | null {
  const match = MENTION.exec(text.trim());
  if (match === null) return null;
  const [, sign, id = '', shown] = match;
  const name = shown === undefined || shown === '' ? null : shown;
  return sign === '@' ? { kind: 'person', slackUserId: id, name } : { kind: 'channel', slackChannelId: id, name };
}

/** A person as typed: a mention, "@dana", "dana" or an e-mail; null if nothing is left or it is a channel. */
export function readPerson(text: string): PersonText | null {
  const typed = text.trim();
  const mention = readMention(typed);
  if (mention?.kind === 'person') return { slackUserId: mention.slackUserId };
  if (mention !== null) return null;
  const name = typed.replace(/^[@＠]/, '').trim();
  return name === '' ? null : { text: name };
}
