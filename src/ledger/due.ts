import { Prisma } from './prisma/client.js';
import { latest } from './rate-gates.js';

/**
 * SQL: the time of outbox_message `m` has come. A clock that was fast when a row was written, and was set back since,
 * holds nothing up: what was to be said at once is due whatever the clock says now, and nothing is put off for long, but
 * for somebody's working hours.
 */
export const isDue = (now: Date): Prisma.Sql => Prisma.sql`(
  m.not_before <= ${now} or m.attempts = 0 and m.not_before = m.created_at
    or m.last_error is not null and m.not_before > ${latest(now)} and m.held_until is distinct from m.not_before)`;
