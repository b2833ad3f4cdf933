import type { LocalDate } from '../domain/local-date.js';

/** What Prisma wants for a DATE column: midnight UTC of that date. */
export const toDateColumn = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);

/** The calendar date in a DATE column as Prisma hands it out (midnight UTC). */
export const fromDateColumn = (column: Date): LocalDate => column.toISOString().slice(0, 10) as LocalDate;
