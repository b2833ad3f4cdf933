import { withBlockIds } from '../block-kit/block-ids.js';
import { textTooLong } from '../block-kit/block-text.js';
import { messageFaults } from '../block-kit/check-message.js';
import { type BlockFault, faultLines, faultSentence } from '../block-kit/fault.js';
import type { JsonObject, Message } from '../workspace/model.js';
import type { Call } from './method.js';
import { Refusal } from './refusal.js';

/** Slack cuts longer texts off and says so. */
const LONGEST_TEXT = 40_000;
const LONGEST_MARKDOWN = 12_000;
const MOST_ATTACHMENTS = 100;
/** Of the whole as JSON. Slack has a limit but names no number; its messages are about this large. */
const LARGEST_METADATA = 8_000;

/** What a message says, as it was sent: null stands for what was not sent. */
export interface Content {
  readonly text: string | null;
  readonly blocks: readonly JsonObject[] | null;
  readonly attachments: readonly JsonObject[] | null;
}

/**
 * Reads text, blocks and attachments. Throws no_text where none of them says anything, and what Slack throws for blocks
 * it does not take: invalid_blocks_format, invalid_blocks with each fault, msg_blocks_too_long.
 */
export function readContent(call: Call): Content {
  const blocks = readBlocks(call);
  const attachments = readAttachments(call);
  const text = readText(call, blocks);
  const isEmpty = (text ?? '').trim() === '' && blocks === null && (attachments ?? []).length === 0;
  if (isEmpty) throw new Refusal('no_text');
  return { text, blocks, attachments };
}

/** The text of a message that has blocks only: notifications need one, so Slack makes it from them. */
export function textFor(content: Content): string {
  return (
    content.text ??
    (content.blocks ?? [])
      .map(readableText)
      .filter((text) => text !== '')
      .join(' ')
  );
}

function readableText(block: JsonObject): string {
  const text = block.text;
  if (block.type !== 'section' && block.type !== 'header') return '';
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}

function readText(call: Call, blocks: readonly JsonObject[] | null): string | null {
  const { args } = call;
  if (args.has('markdown_text')) {
    if (args.has('text') || blocks !== null) throw new Refusal('markdown_text_conflict');
    const markdown = args.text('markdown_text');
    if (markdown.length > LONGEST_MARKDOWN) throw new Refusal('msg_too_long');
    return markdown;
  }
  if (!args.has('text')) return null;
  const text = args.text('text');
  const signs = [...text];
  if (signs.length <= LONGEST_TEXT) return text;
  const sentence = 'Your message was truncated but still posted. The `text` field accepts up to 40,000 characters.';
  call.warn('message_truncated', sentence);
  return signs.slice(0, LONGEST_TEXT).join('');
}

/**
 * The argument `blocks` as Slack keeps it; an empty list says as much as none. Throws invalid_blocks_format,
 * invalid_blocks with Slack's sentence for each fault, or msg_blocks_too_long.
 */
export function readBlocks(call: Call): JsonObject[] | null {
  if (!call.args.has('blocks') || call.args.text('blocks') === '') return null;
  const value = call.args.json('blocks');
  if (!Array.isArray(value)) throw new Refusal('invalid_blocks_format');
  if (value.length === 0) return null;
  refuseFaults(messageFaults(value));
  if (textTooLong(value)) throw new Refusal('msg_blocks_too_long');
  return withBlockIds(value as JsonObject[]);
}

function refuseFaults(faults: readonly BlockFault[]): void {
  if (faults.length === 0) return;
  throw new Refusal('invalid_blocks', {
    errors: faults.map(faultSentence),
    response_metadata: { messages: faultLines(faults) },
  });
}

function readAttachments(call: Call): JsonObject[] | null {
  if (!call.args.has('attachments') || call.args.text('attachments') === '') return null;
  const value = call.args.json('attachments');
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);
  if (!isList) throw new Refusal('invalid_attachments');
  if (value.length > MOST_ATTACHMENTS) throw new Refusal('too_many_attachments');
  return (value as JsonObject[]).map((attachment, at) => {
    const fallback = attachment.fallback ?? attachment.text ?? '[no preview available]';
    if (attachment.blocks === undefined) return { id: at + 1, ...attachment, fallback };
    refuseFaults(messageFaults(attachment.blocks, `/attachments/${at}/blocks`));
    return { id: at + 1, ...attachment, fallback, blocks: withBlockIds(attachment.blocks as readonly JsonObject[]) };
  });
}

/**
 * Metadata of a message: undefined where none was sent, null where an empty object takes away what there was.
 * Throws invalid_metadata_format or metadata_too_large.
 */
export function readMetadata(call: Call): Message['metadata'] | undefined {
  if (!call.args.has('metadata') || call.args.text('metadata') === '') return undefined;
  const value = call.args.json('metadata');
  if (!isObject(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== 'string' || type === '' || !isObject(payload)) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify({ type, payload }).length > LARGEST_METADATA) throw new Refusal('metadata_too_large');
  return { event_type: type, event_payload: payload as JsonObject };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
