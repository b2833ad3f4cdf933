import { aChannel, aClient, anInvoice, aPerson, aProject } from '../support/books.js';
import { RunningApp } from './running-app.js';

/** The team that the tests of this floor play with. */
export interface Team {
  readonly running: RunningApp;
  readonly acme: number;
  readonly dana: number;
  readonly kim: number;
  readonly sam: number;
}

/**
 * Project Apollo in #proj-apollo, owned by Dana (member), with Kim of finance and Sam, a manager; ACME Ltd owes
 * INV-104 ($9,400.00, 18 days overdue) and INV-107 ($3,000.00, due tomorrow). It is Monday 2026-11-23. The guest is in
 * #other: what is posted where one is names no amounts.
 */
export async function aTeam(): Promise<Team> {
  const running = await RunningApp.start();
  const { slack, books } = running;
  for (const name of ['dana', 'kim', 'sam']) slack.user({ id: `U${name.toUpperCase()}`, name });
  slack.user({ id: 'UGUEST', name: 'guest', is_restricted: true });
  slack.user({ id: 'UNEW', name: 'newcomer' });
  slack.user({ id: 'UBOSS', name: 'boss', is_admin: true });
  const members = ['UDANA', 'UKIM', 'USAM', 'UNEW'];
  slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members });
  slack.channel({ id: 'COTHER', name: 'other', members: ['UDANA', 'UKIM', 'UGUEST'] });
  slack.channel({ id: 'CSHARED', name: 'with-acme', members, is_ext_shared: true });
  const dana = await aPerson(books, { name: 'dana' });
  const kim = await aPerson(books, { name: 'kim', role: 'finance' });
  const sam = await aPerson(books, { name: 'sam', role: 'manager' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  const acme = await aClient(books, { name: 'ACME Ltd', projectId, aliases: ['ACME'] });
  await anInvoice(books, { clientId: acme, number: 'INV-104', due: '2026-11-05', amount: 940_000 });
  await anInvoice(books, { clientId: acme, number: 'INV-107', due: '2026-11-24', amount: 300_000 });
  const globex = await aClient(books, { name: 'Globex', projectId });
  await anInvoice(books, { clientId: globex, number: 'INV-200', due: '2026-11-20', amount: 900_000 });
  await aClient(books, { name: 'Hidden Corp' });
  return { running, acme, dana, kim, sam };
}
