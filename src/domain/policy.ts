import { z } from 'zod';
import { isCurrency } from './money.js';

const between = (min: number, max: number) => z.int().min(min).max(max);

const escalationValues = {
  /** R31: so many promises in a row not kept. */
  notKeptInRow: between(1, 20),
  /** R31: the oldest undisputed overdue invoice is so many calendar days late. */
  daysOverdue: between(1, 3650),
  /** R31: nobody spoke with the client for so many calendar days. */
  noContactDays: between(1, 365),
  /** R31: the owner did nothing about a message for so many working days. */
  ownerSilentWorkingDays: between(1, 60),
  /** R31: overdue and undisputed, in minor units by currency; a currency that is not listed has no limit. */
  amountLimits: z.record(z.string().refine(isCurrency, { error: 'not an ISO 4217 currency' }), z.int().positive()),
  /** The list is cut after so many: not every debtor belongs on it (R22). */
  maxCandidates: between(1, 200),
};

const values = {
  /** R7: working days after the promised date on which the money still counts as on time. */
  graceWorkingDays: between(0, 30),
  /** R8: percent of a promise that makes it kept. */
  keptThresholdPercent: between(1, 100),
  /** Digest: a client nobody spoke with for so many calendar days needs somebody. */
  silentDays: between(1, 365),
  /** Figures older than so many working days are too old to chase anybody on. */
  staleDataDays: between(1, 60),
  /** R20, R31: "keep with owner until" reaches at most so many calendar days ahead, never open-ended. */
  keepMaxDays: between(1, 365),
  /** For how many hours something that was typed can be undone. */
  undoHours: between(1, 720),
};

/** The settings of the rules with their defaults. Throws ZodError for a value out of range; drops unknown keys. */
export const policySchema = z.object({
  graceWorkingDays: values.graceWorkingDays.default(1),
  keptThresholdPercent: values.keptThresholdPercent.default(100),
  silentDays: values.silentDays.default(14),
  staleDataDays: values.staleDataDays.default(3),
  keepMaxDays: values.keepMaxDays.default(30),
  undoHours: values.undoHours.default(24),
  escalation: z
    .object({
      notKeptInRow: escalationValues.notKeptInRow.default(2),
      daysOverdue: escalationValues.daysOverdue.default(60),
      noContactDays: escalationValues.noContactDays.default(14),
      ownerSilentWorkingDays: escalationValues.ownerSilentWorkingDays.default(2),
      amountLimits: escalationValues.amountLimits.default({}),
      maxCandidates: escalationValues.maxCandidates.default(20),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof policySchema>;

/** A change as a person makes it: any of the settings and nothing else, so that a misspelt one is refused. */
export const policyChangeSchema = z.strictObject({
  ...z.object(values).partial().shape,
  escalation: z.strictObject(escalationValues).partial().optional(),
});
export type PolicyChange = z.infer<typeof policyChangeSchema>;

/** Of whoever has set nothing, which is nearly everybody. */
const defaults = policySchema.parse({});

type Json = Readonly<Record<string, unknown>>;

/** The known settings that hold an allowed value. */
function usable(json: Json, schemas: Readonly<Record<string, z.ZodType>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([key, schema]) => {
      if (!Object.hasOwn(json, key)) return [];
      const read = schema.safeParse(json[key]);
      return read.success ? [[key, read.data] as const] : [];
    }),
  );
}

function asObject(json: unknown): Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : {};
}

/**
 * The policy in force: the client's settings before the workspace's before the defaults, setting by setting (amount
 * limits currency by currency). Never throws: a stored value that is not allowed counts as not set, because one bad
 * setting must not stop the morning for everybody. Values are checked by `policyChangeSchema` when they are set.
 */
export function policyOf(workspaceJson: unknown, clientJson?: unknown): Policy {
  const layers = [asObject(workspaceJson), asObject(clientJson)].filter((layer) => Object.keys(layer).length > 0);
  if (layers.length === 0) {
    const { escalation } = defaults;
    return { ...defaults, escalation: { ...escalation, amountLimits: { ...escalation.amountLimits } } };
  }
  const escalations = layers.map((layer) => usable(asObject(layer.escalation), escalationValues));
  return policySchema.parse({
    ...Object.assign({}, ...layers.map((layer) => usable(layer, values))),
    escalation: {
      ...Object.assign({}, ...escalations),
      amountLimits: Object.assign({}, ...escalations.map((layer) => layer.amountLimits ?? {})),
    },
  });
}
