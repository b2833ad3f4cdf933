import { expect, it } from 'vitest';
import { admissionsOf } from '../../src/ledger/admission.js';
import { aPerson } from '../support/books.js';
import { testLedger } from '../support/database.js';

it('people who ask at the same time are told apart, also who asks twice and whom nobody knows', async () => {
  const books = await testLedger();
  const { ledger, workspaceId } = books;
  const one = await aPerson(books, { name: 'One', role: 'manager' });
  const two = await aPerson(books, { name: 'Two', role: 'member' });
  const admissions = await admissionsOf(ledger, workspaceId, ['UTWO', 'UNOBODY', 'UONE', 'UTWO']);
  expect(admissions.map(({ person }) => person?.id ?? null)).toEqual([two, null, one, two]);
  expect(admissions.map(({ person }) => person?.role ?? null)).toEqual(['member', null, 'manager', 'member']);
  expect(admissions.map(({ workspace }) => workspace.id)).toEqual([1, 2, 3, 4].map(() => workspaceId));
});
