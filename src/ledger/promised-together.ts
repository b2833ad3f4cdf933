import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { moneyFact } from './facts/common.js';
import type { PromisedTogether } from './facts/promise.js';
import { Prisma } from './prisma/client.js';
import { dateColumn } from './rows.js';

/** What `promisedTogether` selects; null: one promise at most is open. */
export const promisedTogetherColumn: z.ZodType<PromisedTogether | null> = z
  .object({ count: z.int(), amounts: z.array(moneyFact), until: dateColumn })
  .nullable();

/** The open promises of client `c` whose deadline has not passed, where there are several, as a subquery. */
export const promisedTogether = (today: LocalDate): Prisma.Sql => Prisma.sql`(
  SELECT json_build_object('count', sum(s.n)::int, 'until', max(s.until), 'amounts',
    json_agg(json_build_object('minor', s.minor, 'currency', s.currency) ORDER BY s.minor DESC, s.currency))
  FROM (
    SELECT x.currency, count(*) AS n, sum(x.amount)::bigint AS minor, max(x.promised_date) AS until
    FROM promise_to_pay x
    WHERE x.workspace_id = c.workspace_id AND x.client_id = c.id AND x.state = 'open' AND x.deadline >= ${today}::date
    GROUP BY x.currency
  ) s
  HAVING sum(s.n) > 1)`;
