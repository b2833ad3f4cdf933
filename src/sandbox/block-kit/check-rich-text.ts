import { array, boolean, byType, type Check, number, object, oneOf, string, type } from './check.js';
import { limits } from './limits.js';

const style = object(
  {},
  {
    bold: boolean,
    code: boolean,
    italic: boolean,
    strike: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const some = string({ min: 1 });

const piece = byType({
  text: object({ type, text: some }, { style }),
  link: object({ type, url: some }, { text: some, unsafe: boolean, style }),
  user: object({ type, user_id: some }, { style }),
  usergroup: object({ type, usergroup_id: some }, { style }),
  channel: object({ type, channel_id: some }, { style }),
  team: object({ type, team_id: some }, { style }),
  broadcast: object({ type, range: oneOf('here', 'channel', 'everyone') }, { style }),
  color: object({ type, value: some }, { style }),
  date: object(
    { type, timestamp: number({ whole: true }), format: some },
    { url: string(), fallback: string(), style },
  ),
  emoji: object(
    { type, name: some },
    { unicode: string(), url: string(), skin_tone: number({ whole: true, min: 1, max: 6 }), style },
  ),
});
const border = oneOf(0, 1);
const section = object({ type, elements: array(piece) });

const parts = {
  rich_text_section: section,
  rich_text_list: object(
    { type, elements: array(byType({ rich_text_section: section })), style: oneOf('bullet', 'ordered') },
    { indent: number({ whole: true, min: 0, max: 8 }), offset: number({ whole: true, min: 0 }), border },
  ),
  rich_text_quote: object({ type, elements: array(piece) }, { border }),
  rich_text_preformatted: object({ type, elements: array(piece) }, { border, language: string() }),
};

/** A rich_text block; also what a rich_text_input, a table cell and a task hold. */
export const richText: Check = object(
  { type, elements: array(byType(parts)) },
  { block_id: string({ max: limits.id }) },
);
