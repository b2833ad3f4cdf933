import { Prisma } from './prisma/client.js';

/**
 * What is behind a client, as one common table: their last contact (contacts) and their promises not kept in a row
 * (promiseRecords), which must come before it. By one grouping, not by joins: the planner cannot foresee how many there
 * are of each.
 */
export const clientPast = Prisma.sql`
  past AS MATERIALIZED (
    SELECT client_id, max(dated_id) AS dated_contact, max(not_kept_in_row) AS not_kept_in_row
    FROM (
      SELECT client_id, dated_id, NULL::bigint AS not_kept_in_row FROM contact
      UNION ALL SELECT client_id, NULL, not_kept_in_row FROM promise_record
    ) x
    GROUP BY client_id
  )`;
