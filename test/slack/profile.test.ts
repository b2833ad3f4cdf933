import { expect, it } from 'vitest';
import { profileOf } from '../../src/slack/roster.js';

const admin = { name: 'eve', is_admin: true };

it.each([
  ['of this workspace', { ...admin, team_id: 'T1' }, { guest: false, admin: true }],
  ['whose team Slack does not say', admin, { guest: false, admin: true }],
  ['of another organisation, an admin there', { ...admin, team_id: 'T2' }, { guest: true, admin: false }],
  [
    'of another workspace of the same enterprise',
    { ...admin, team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } },
    { guest: false, admin: true },
  ],
  ['a guest', { name: 'eve', team_id: 'T1', is_restricted: true }, { guest: true, admin: false }],
])('somebody %s', (_who, user, expected) => {
  expect(profileOf('U1', user, 'T1')).toMatchObject(expected);
});
