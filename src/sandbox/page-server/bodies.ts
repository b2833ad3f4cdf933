import { z } from 'zod';
import type {
  ActionBody,
  ClockRequest,
  CloseBody,
  DirectBody,
  ElementInput,
  HomeBody,
  OptionsBody,
  ReadBody,
  SendBody,
  ShortcutBody,
  SubmitBody,
  SwitchesBody,
} from '../page-protocol.js';
import type { JsonObject } from '../workspace/model.js';

// What the page sends (page-protocol.ts), checked.

const text = z.string();
const texts = z.array(text);
/** Of a message. */
const ts = text.regex(/^\d+(\.\d+)?$/);
const object = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const input: z.ZodType<ElementInput> = z.union([
  z.null(),
  z.strictObject({ value: text }),
  z.strictObject({ option: text }),
  z.strictObject({ options: texts }),
  z.strictObject({ date: text }),
  z.strictObject({ time: text }),
  z.strictObject({ dateTime: z.int() }),
  z.strictObject({ user: text }),
  z.strictObject({ users: texts }),
  z.strictObject({ channel: text }),
  z.strictObject({ channels: texts }),
  z.strictObject({ conversation: text }),
  z.strictObject({ conversations: texts }),
  z.strictObject({ richText: object }),
  z.strictObject({ files: texts }),
]);
const values = z.record(text, z.record(text, input));
const container = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: text, ts: text }),
  z.object({ kind: z.literal('view'), viewId: text }),
]);

export const send: z.ZodType<SendBody> = z.object({
  as: text,
  channel: text,
  threadTs: text.nullable(),
  text: text.max(
    40_000,
    'A message has at most 40,000 characters. Yours stays in the field: shorten it, or attach it as a file.',
  ),
});
export const action: z.ZodType<ActionBody> = z.object({
  as: text,
  container,
  blockId: text,
  actionId: text,
  input,
  values,
});
export const submit: z.ZodType<SubmitBody> = z.object({ as: text, viewId: text, values });
export const close: z.ZodType<CloseBody> = z.object({ as: text, viewId: text, all: z.boolean() });
export const options: z.ZodType<OptionsBody> = z.object({
  as: text,
  container,
  blockId: text,
  actionId: text,
  query: text,
});
export const shortcut: z.ZodType<ShortcutBody> = z.object({
  as: text,
  callbackId: text,
  message: z.object({ channel: text, ts: text }).nullable(),
});
export const home: z.ZodType<HomeBody> = z.object({ as: text, tab: z.enum(['home', 'messages']) });
export const read: z.ZodType<ReadBody> = z.object({ as: text, channel: text, ts });
export const direct: z.ZodType<DirectBody> = z.object({ as: text, with: text });
export const clock: z.ZodType<ClockRequest> = z.object({
  as: text,
  to: z.union([z.enum(['next_morning', 'next_working_day', 'stay']), z.object({ date: text })]),
});
export const switches: z.ZodType<SwitchesBody> = z.object({ rateLimits: z.boolean() });

export const messagesQuery = z.object({
  channel: text,
  thread: text.optional(),
  before: ts.optional(),
  limit: z.coerce.number().int().positive().default(50),
});
