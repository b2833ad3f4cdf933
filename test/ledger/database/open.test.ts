import { expect, test } from 'vitest';
import { testLedger } from '../../support/database.js';

test('books start with one workspace and nothing else', async () => {
  const { prisma, workspace } = await testLedger();
  await prisma.client.create({ data: { workspaceId: workspace.id, name: 'ACME', nameKey: 'acme' } });
  const again = await testLedger({ currency: 'CNY' });
  expect(await again.prisma.client.count()).toBe(0);
  expect(again.workspace.currency).toBe('CNY');
});
