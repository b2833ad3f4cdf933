import type { LocalDate } from '../domain/local-date.js';

/** What Prisma wants for a DATE column: midnight UTC of that date. */
export const toDateColumn = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);
