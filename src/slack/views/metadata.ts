import { z } from 'zod';
import { disputeReasons } from '../../domain/dispute.js';
import type { LocalDate } from '../../domain/local-date.js';
import { media } from '../../domain/outcome.js';
import type { Offer } from '../../ledger/offers.js';

/** Slack hands private_metadata back as it was given: at most 3,000 characters. */
export interface Metadata<Value> {
  write(value: Value): string;
  /** Null for anything that this version did not write. */
  read(text: string): Value | null;
}

export function metadataOf<Value>(schema: z.ZodType<Value>): Metadata<Value> {
  return {
    write: (value) => JSON.stringify(schema.parse(value)),
    read: (text) => {
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
  };
}

/** Where a form was opened from, so that its answer finds the way back. */
export const returnAddress = {
  /** The channel; null for the Home tab and global shortcuts. */
  channel: z.string().nullable(),
  /** Where the receipt goes; null: it is shown in the form's own window. */
  responseUrl: z.url().nullable(),
  /** The message it was opened from is the person's own: the receipt takes its place. */
  replace: z.boolean(),
  /** The thread in which the receipt is said; absent: none. */
  threadTs: z.string().optional(),
  /** What was offered in the message that it was opened from: done here, it is done. Absent: nothing was. */
  offer: z
    .strictObject({
      message: z.string(),
      line: z.string(),
      on: z.iso
        .date()
        .transform((text) => text as LocalDate)
        .nullable(),
    })
    .optional(),
};

/** A form's memory has room for so much of an offer, as JSON; a longer line is not settled in its message. */
const LONGEST_OFFER = 800;

/** An offer for a form's memory. */
export const offered = (offer: Offer): { readonly offer?: Offer } =>
  JSON.stringify(offer).length > LONGEST_OFFER ? {} : { offer };

const id = z.int().positive();

/** A form about a promise, or, without one, about a client. */
export const promiseMetadata = metadataOf(z.strictObject({ ...returnAddress, clientId: id, promiseId: id.nullable() }));

/** A form about an escalation candidate. */
export const candidateMetadata = metadataOf(
  z.strictObject({ ...returnAddress, clientId: id, promiseId: id.nullable() }),
);

const day = z.iso.date().transform((text) => text as LocalDate);

/**
 * The form of a conversation. `auditId`: what it takes the place of; `said`: what was understood of the line it came
 * from and has no field; `promiseId`: the promise from whose message or row it was opened; `kept`: what was filled in and has no field as long as the outcome is another one.
 */
export const conversationMetadata = metadataOf(
  z.strictObject({
    ...returnAddress,
    auditId: id.nullable(),
    permalink: z.url().nullable(),
    promiseId: id.nullable().optional(),
    said: z.strictObject({
      medium: z.enum(media),
      direction: z.enum(['out', 'in']),
      contactText: z.string().nullable(),
      happenedOn: day.nullable(),
    }),
    kept: z.strictObject({
      parts: z.array(z.strictObject({ amount: z.string(), date: day.nullable() })),
      finalDate: z.boolean(),
      dispute: z.strictObject({ reason: z.enum(disputeReasons), amount: z.string(), revisitOn: day.nullable() }),
    }),
  }),
);
export type ConversationMetadata = NonNullable<ReturnType<typeof conversationMetadata.read>>;

/** A form that is about nothing but what is chosen in it. */
export const addressMetadata = metadataOf(z.strictObject(returnAddress));

/**
 * A client's card; null: a new client's. `name`: its name when the form was opened; `aliases`: the other names that stood
 * in the form; absent: none did.
 */
export const clientMetadata = metadataOf(
  z.strictObject({
    ...returnAddress,
    clientId: id.nullable(),
    name: z.string().optional(),
    aliases: z.array(z.string()).optional(),
  }),
);

/** A form for what can be typed too. `auditId`: what it takes the place of. */
export const lineMetadata = metadataOf(
  z.strictObject({ ...returnAddress, auditId: id.nullable(), permalink: z.url().nullable() }),
);

/** The form of a payment; `promiseId`: the promise from whose message it was opened. */
export const paymentMetadata = metadataOf(
  z.strictObject({
    ...returnAddress,
    auditId: id.nullable(),
    permalink: z.url().nullable(),
    promiseId: id.nullable().optional(),
  }),
);
export type PaymentMetadata = NonNullable<ReturnType<typeof paymentMetadata.read>>;

/** The form that holds a whole line. `auditId`: what the line recorded before. */
export const logMetadata = lineMetadata;
