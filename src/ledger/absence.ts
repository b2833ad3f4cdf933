import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, selectRows } from './rows.js';

const awayRow = z.object({ id: z.int(), until: dateColumn });

/** Who of these people is away on a day, and until when (the last day of it). */
export async function awayOn(
  db: Transaction,
  workspaceId: number,
  personIds: readonly number[],
  day: LocalDate,
): Promise<Map<number, LocalDate>> {
  if (personIds.length === 0) return new Map();
  const rows = await selectRows(
    db,
    awayRow,
    Prisma.sql`
      select id, away_until::text as until from person
      where workspace_id = ${workspaceId} and id = any(${[...new Set(personIds)]}::int[])
        and ${day}::date between away_from and away_until`,
  );
  return new Map(rows.map(({ id, until }) => [id, until]));
}

/** Of people any of whom will do, those who are there; all of them where nobody is. */
export async function thosePresent<Person extends { readonly id: number }>(
  db: Transaction,
  workspaceId: number,
  people: readonly Person[],
  day: LocalDate,
): Promise<readonly Person[]> {
  const away = await awayOn(
    db,
    workspaceId,
    people.map(({ id }) => id),
    day,
  );
  const present = people.filter(({ id }) => !away.has(id));
  return present.length === 0 ? people : present;
}
