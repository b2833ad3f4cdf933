import { z } from 'zod';

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
};

const id = z.int().positive();

/** A form about a promise, or, without one, about a client. */
export const promiseMetadata = metadataOf(z.strictObject({ ...returnAddress, clientId: id, promiseId: id.nullable() }));

/** A form about an escalation candidate. */
export const candidateMetadata = metadataOf(
  z.strictObject({ ...returnAddress, clientId: id, promiseId: id.nullable() }),
);

/** The form that holds a whole line. `auditId`: what the line recorded before. */
export const logMetadata = metadataOf(
  z.strictObject({ ...returnAddress, auditId: id.nullable(), permalink: z.url().nullable() }),
);
