import type { Person, WorkspaceSeed } from './workspace/model.js';
import { seededChannel, seededPerson } from './workspace/seeded.js';

/** A small workspace for any app: an owner, two colleagues, a guest, and the usual channels. */
export function plainSeed(timezone: string): WorkspaceSeed {
  const person = (id: string, name: string, realName: string, facts: Partial<Person> = {}): Person =>
    seededPerson({ id, name, realName, email: `${name}@example.com`, timezone, ...facts });
  const all = ['U0ALEX00001', 'U0BEA000002', 'U0CHEN00003'];
  const channel = (id: string, name: string, members: readonly string[], kind: 'public' | 'private' = 'public') =>
    seededChannel({ id, name, members, kind, creator: 'U0ALEX00001' });
  return {
    team: { id: 'T0SANDBOX01', name: 'Sandbox', domain: 'sandbox', timezone },
    people: [
      person('U0ALEX00001', 'alex', 'Alex Moreau', { isAdmin: true, isOwner: true }),
      person('U0BEA000002', 'bea', 'Bea Santos'),
      person('U0CHEN00003', 'chen', 'Chen Wei', { locale: 'zh-CN', timezone: 'Asia/Shanghai' }),
      person('U0GUEST0004', 'gil', 'Gil (guest)', { isRestricted: true }),
    ],
    channels: [
      channel('C0GENERAL01', 'general', [...all, 'BOT']),
      channel('C0RANDOM002', 'random', all),
      channel('C0PROJECT03', 'project', [...all, 'U0GUEST0004', 'BOT']),
      channel('C0PRIVATE04', 'private', ['U0ALEX00001', 'U0BEA000002'], 'private'),
    ],
  };
}
