import type { Json, JsonObject } from '../workspace/model.js';
import { isFields } from './check.js';
import { childrenOf, elementsIn, everyBlock } from './nested.js';

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Five signs, as Slack makes them ("m/Sg+"), that are not yet taken. */
function newId(taken: Set<string>, random: () => number): string {
  for (let length = 5; ; ) {
    const id = Array.from({ length }, () => signs[Math.floor(random() * signs.length)] ?? 'A').join('');
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
    // A poor `random` may repeat itself: a longer id is a new one.
    length += 1;
  }
}

const isText = (value: JsonObject): boolean => typeof value.text === 'string';

/** Text objects say how they are read: `emoji` of plain text is true and `verbatim` of mrkdwn is false if nothing else was said. */
export function withTextDefaults(value: JsonObject): JsonObject {
  return textDefaults(value) as JsonObject;
}

function textDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => textDefaults(one));
  if (!isFields(value)) return value;
  const fields = value as JsonObject;
  if (fields.type === 'plain_text' && isText(fields)) return { ...fields, emoji: fields.emoji ?? true };
  if (fields.type === 'mrkdwn' && isText(fields)) return { ...fields, verbatim: fields.verbatim ?? false };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, textDefaults(one)]),
  );
}

const hasId = (value: unknown): boolean => typeof value === 'string' && value !== '';

const typedInputs = new Set(['plain_text_input', 'email_text_input', 'url_text_input', 'number_input']);

/** Slack says of a text input when it would act, even of one that does not. */
const onEnter: JsonObject = { trigger_actions_on: ['on_enter_pressed'] };

/**
 * Blocks as Slack keeps and returns them: a `block_id` for each block and an `action_id` for each interactive element
 * that came without (unique among these blocks), and the defaults of text objects and inputs filled in.
 */
export function withBlockIds(blocks: readonly JsonObject[], random: () => number = Math.random): JsonObject[] {
  const taken = new Set<string>();
  for (const { block } of everyBlock(blocks, '')) {
    if (hasId(block.block_id)) taken.add(block.block_id as string);
    for (const { element } of elementsIn(block)) if (hasId(element.action_id)) taken.add(element.action_id as string);
  }

  const element = (one: Json): Json => {
    if (!isFields(one) || one.type === 'image') return one;
    const fields = one as JsonObject;
    const kept = hasId(fields.action_id) ? fields : { ...fields, action_id: newId(taken, random) };
    if (!typedInputs.has(String(kept.type)) || kept.dispatch_action_config !== undefined) return kept;
    return { ...kept, dispatch_action_config: onEnter };
  };
  const keep = (given: JsonObject): JsonObject => {
    const block: Record<string, Json> = { ...given };
    if (!hasId(block.block_id)) block.block_id = newId(taken, random);
    const inner = childrenOf(given);
    if (inner !== null) block[inner.field] = inner.blocks.map((one) => keep(one as JsonObject));
    const has = new Set(elementsIn(given).map(({ at }) => at.split('/')[1]));
    for (const field of has) {
      const value = field === undefined ? undefined : block[field];
      if (field === undefined || value === undefined) continue;
      block[field] = Array.isArray(value) ? value.map((one: Json) => element(one)) : element(value);
    }
    if (given.type === 'input') return { optional: false, dispatch_action: false, ...block };
    return block;
  };
  return blocks.map((block) => keep(withTextDefaults(block)));
}
