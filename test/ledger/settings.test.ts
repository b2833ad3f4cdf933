import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../src/ledger/people.js';
import { setSetting, settingsOf } from '../../src/ledger/settings.js';
import { workspaceInfo } from '../../src/ledger/workspaces.js';
import { actor, aPerson } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const set = (name: string, value: string) =>
  setSetting(books.ledger, operator(books.ledger, books.workspace), name, value);
const values = async () =>
  Object.fromEntries(
    settingsOf(await workspaceInfo(books.ledger, books.workspaceId)).map(({ name, value }) => [name, value]),
  );

describe('settings of a workspace', () => {
  it('are changed one by one, the others stay', async () => {
    await set('country', 'DE');
    await set('grace-working-days', '2');
    await set('escalate-days-overdue', '45');
    await set('escalate-amount', '50000 USD');
    await set('escalate-amount', '1000000 jpy');
    expect(await values()).toMatchObject({
      country: 'DE',
      timezone: 'UTC',
      'grace-working-days': '2',
      'escalate-days-overdue': '45',
      'escalate-no-contact-days': '14',
      'escalate-amount': '1000000 JPY, 50000.00 USD',
    });
    await set('escalate-amount', 'off USD');
    await set('country', '');
    expect(await values()).toMatchObject({ country: '', 'escalate-amount': '1000000 JPY' });
    expect(await books.prisma.auditEntry.count({ where: { kind: 'policy.set' } })).toBe(7);
  });

  it.each([
    ['timezone', 'Berlin'],
    ['currency', 'EURO'],
    ['country', 'XX'],
    ['grace-working-days', '-1'],
    ['grace-working-days', '1.5'],
    ['kept-threshold-percent', '0'],
    ['escalate-amount', '5 quid'],
    ['colour', 'blue'],
  ])('%s cannot be %s', async (name, value) => {
    await expect(set(name, value)).rejects.toMatchObject({ key: 'bad_setting', facts: { setting: name, value } });
    expect(await books.prisma.auditEntry.count()).toBe(0);
  });

  it('are for admins', async () => {
    await aPerson(books, { name: 'Kim', role: 'finance' });
    await aPerson(books, { name: 'Sam', role: 'manager' });
    await aPerson(books, { name: 'Ada', role: 'admin' });
    for (const name of ['Kim', 'Sam']) {
      const refused = setSetting(books.ledger, await actor(books, name), 'country', 'DE');
      await expect(refused).rejects.toMatchObject({ key: 'role_required', facts: { role: 'admin', allowed: ['Ada'] } });
    }
    expect((await setSetting(books.ledger, await actor(books, 'Ada'), 'country', 'DE')).workspace.country).toBe('DE');
  });
});
