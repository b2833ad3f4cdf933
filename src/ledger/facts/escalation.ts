import { z } from 'zod';
import {
  agingFact,
  inPush,
  insteadFact,
  lastConversationFact,
  localDateFact,
  moneyFact,
  personFact,
} from './common.js';
import { promiseFact } from './promise.js';

/** R31: each trigger with its numbers. `points` is its share of the rank (R22). */
export const escalationReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('broken_in_row'), points: z.number(), count: z.int() }),
  z.object({ kind: z.literal('final_date_broken'), points: z.number(), promisedDate: localDateFact }),
  z.object({ kind: z.literal('days_overdue'), points: z.number(), days: z.int(), limit: z.int() }),
  z.object({ kind: z.literal('amount'), points: z.number(), overdue: moneyFact, limit: moneyFact }),
  z.object({
    kind: z.literal('no_contact'),
    points: z.number(),
    /** null: never */ days: z.int().nullable(),
    limit: z.int(),
  }),
  z.object({
    kind: z.literal('dispute_past_revisit'),
    points: z.number(),
    revisitOn: localDateFact,
    amount: moneyFact,
  }),
  z.object({
    kind: z.literal('owner_silent'),
    points: z.number(),
    sentOn: localDateFact,
    owner: personFact.nullable(),
  }),
  z.object({ kind: z.literal('requested'), points: z.number(), by: personFact.nullable(), on: localDateFact }),
]);
export type EscalationReason = z.infer<typeof escalationReason>;

/**
 * What a manager decided from the buttons of a message that asks for it; or that nothing is overdue any more (`by`: who
 * recorded the money; null: a file brought it).
 */
const escalationDecision = z.object({
  kind: z.enum(['keep', 'escalate', 'settled']),
  by: personFact.nullable(),
  at: z.iso.datetime(),
  until: localDateFact.nullable(),
  auditId: z.int(),
});
export type EscalationDecisionFact = z.infer<typeof escalationDecision>;

export const escalationCandidate = z.object({
  rank: z.int(),
  clientId: z.int(),
  clientName: z.string(),
  owner: personFact.nullable(),
  aging: z.array(agingFact),
  /** Of all that is overdue in `aging`, what is disputed of it included. */
  oldestDaysOverdue: z.int(),
  points: z.number(),
  reasons: z.array(escalationReason).min(1),
  lastPromise: promiseFact.nullable(),
  /** The other parts of what was promised with it, as far as they stand; missing in what earlier versions wrote. */
  otherParts: z.array(promiseFact).optional(),
  lastConversation: lastConversationFact.nullable(),
  /** The decision of a manager in force or just lapsed, if there was one. */
  lastDecision: z
    .object({
      kind: z.enum(['keep', 'escalate', 'requested']),
      until: localDateFact.nullable(),
      by: personFact.nullable(),
      on: localDateFact,
    })
    .nullable(),
  /** Null or missing: nothing was decided since the message was written. */
  decision: escalationDecision.nullable().optional(),
});
export type EscalationCandidate = z.infer<typeof escalationCandidate>;

/** The list, both as the answer to /collect escalations and as Monday's DM to a manager. */
export const escalationListNotice = z.object({
  ...inPush,
  today: localDateFact,
  overdueClients: z.int(),
  candidates: z.array(escalationCandidate),
  stale: z.boolean(),
});
export type EscalationListNotice = z.infer<typeof escalationListNotice>;

/** After Escalate: to the owner (DM) and to the project's channel. */
export const escalatedNotice = z.object({
  ...inPush,
  clientId: z.int(),
  clientName: z.string(),
  by: personFact,
  owner: personFact.nullable(),
  reasons: z.array(escalationReason),
  note: z.string().nullable(),
  /** False: the channel's setting wants no amounts; absent: they are shown. */
  amountsShown: z.boolean().optional(),
  /** As what the reader gets it; missing: it is said to a channel, or an earlier version wrote it. */
  why: z.enum(['owner', 'backup', 'manager']).optional(),
  /** Whom the reader stands in for; null or missing: nobody, or it is said to a channel. */
  instead: insteadFact.nullable().optional(),
});
export type EscalatedNotice = z.infer<typeof escalatedNotice>;

/** After "Keep with the owner": to the owner, or whoever stands in. */
export const keptNotice = z.object({
  /** This and `why`: missing in what earlier versions wrote. */
  clientId: z.int().optional(),
  why: z.enum(['owner', 'backup', 'manager']).optional(),
  clientName: z.string(),
  by: personFact,
  until: localDateFact,
  note: z.string().nullable(),
});
export type KeptNotice = z.infer<typeof keptNotice>;

/** What a client promised after managers were asked to decide about it. */
export const promisedSince = z.object({
  by: personFact.nullable(),
  at: z.iso.datetime(),
  amount: moneyFact,
  date: localDateFact,
  level: z.int(),
});
export type PromisedSinceFact = z.infer<typeof promisedSince>;

/** After an owner pressed Escalate in a DM: to the managers. */
export const escalationRequestedNotice = z.object({
  ...inPush,
  clientId: z.int(),
  clientName: z.string(),
  by: personFact,
  note: z.string().nullable(),
  candidate: escalationCandidate.nullable(),
  /** What was decided since; null or missing: nothing. */
  decision: escalationDecision.nullable().optional(),
  /** The last date that the client named since; null or missing: none. */
  promisedSince: promisedSince.nullable().optional(),
  /** Who took the request back; null or missing: it stands. */
  takenBack: z.object({ by: personFact, at: z.iso.datetime() }).nullable().optional(),
});
export type EscalationRequestedNotice = z.infer<typeof escalationRequestedNotice>;
