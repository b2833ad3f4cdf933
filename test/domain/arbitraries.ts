import fc from 'fast-check';
import { addDays, type LocalDate, localDate } from '../../src/domain/local-date.js';

const start = localDate('2020-01-01');

/** Any date of the years 2020 to 2033. */
export const anyDate: fc.Arbitrary<LocalDate> = fc.integer({ min: 0, max: 5113 }).map((days) => addDays(start, days));

/** A date within two months of 2026-11-23, so that dates of one case lie close together. */
export const nearDate: fc.Arbitrary<LocalDate> = fc
  .integer({ min: -60, max: 60 })
  .map((days) => addDays(localDate('2026-11-23'), days));

/** Minor units, small ones and zero as likely as large ones. */
export const anyMinor: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 1_000_000_000_000 }),
);

export const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);
