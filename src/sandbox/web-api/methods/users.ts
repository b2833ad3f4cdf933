import type { Person } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { userObject } from '../objects/user-object.js';
import { pageOf } from '../paging.js';
import { Refusal } from '../refusal.js';

export const usersMethods = {
  'users.info': { scopes: ['users:read'], tier: 4, handle: info },
  'users.list': { scopes: ['users:read'], tier: 2, handle: list },
  'users.lookupByEmail': { scopes: ['users:read.email'], tier: 3, handle: lookupByEmail },
  'users.getPresence': { scopes: ['users:read'], tier: 3, handle: presence },
} satisfies Record<string, Method>;

function info(call: Call): Answer {
  return { user: asObject(call, namedPerson(call)) };
}

function list(call: Call): Answer {
  const people = call.workspace.people();
  const { page, nextCursor } = pageOf(people, (person) => person.id, {
    kind: 'user',
    cursor: call.args.text('cursor'),
    limit: call.args.limit(people.length, 1000),
  });
  const members = page.map((person) => asObject(call, person));
  return { members, cache_ts: call.now(), response_metadata: { next_cursor: nextCursor } };
}

function lookupByEmail(call: Call): Answer {
  call.args.require('email');
  const email = call.args.text('email').trim().toLowerCase();
  const found = call.workspace
    .people()
    .find((person) => !person.isBot && !person.deleted && person.email !== '' && person.email.toLowerCase() === email);
  if (found === undefined) throw new Refusal('users_not_found');
  return { user: asObject(call, found) };
}

function presence(call: Call): Answer {
  return { presence: namedPerson(call).deleted ? 'away' : 'active' };
}

function namedPerson(call: Call): Person {
  call.args.require('user');
  const person = call.workspace.person(call.args.text('user'));
  if (person === null) throw new Refusal('user_not_found');
  return person;
}

const asObject = (call: Call, person: Person): Record<string, unknown> =>
  userObject(person, {
    team: call.workspace.team,
    appId: call.app.appId,
    at: call.workspace.clock.now(),
    email: call.may('users:read.email'),
    locale: call.args.flag('include_locale'),
  });
