import type { Person, WorkspaceSeed } from '../sandbox/workspace/model.js';
import { seededChannel, seededPerson } from '../sandbox/workspace/seeded.js';

/** Ids of the sample's people, by the name they go by in the story. */
export const people = {
  dana: 'U07DANA0001',
  lee: 'U07LEE00002',
  fang: 'U07FANG0003',
  mia: 'U07MIA00004',
  sam: 'U07SAM00005',
  robin: 'U07ROBIN006',
  priya: 'U07PRIYA007',
} as const;
export type PersonName = keyof typeof people;

/** Ids of the sample's channels. */
export const channels = {
  general: 'C07GENERAL1',
  apollo: 'C07APOLLO02',
  falcon: 'C07FALCON03',
  yinhe: 'C07YINHE004',
  orion: 'C07ORION005',
  finance: 'C07FINANCE6',
  acme: 'C07ACME0007',
} as const;
export type ChannelName = keyof typeof channels;

/** The place of the app's own user in the members of a seed. */
const BOT = 'BOT';

/**
 * Lumen, a small software studio: two project managers in its home zone, one in Shanghai, finance, and the managing
 * director, who owns the Slack workspace. A freelancer is a guest in one channel, which so names no amounts, and one
 * channel is shared with a client's people.
 * The first person is who somebody new acts as.
 */
export function sampleTeam(timezone: string): WorkspaceSeed {
  const person = (name: PersonName, facts: Pick<Person, 'name' | 'realName' | 'title'> & Partial<Person>): Person =>
    seededPerson({ id: people[name], email: `${facts.name}@lumen.example`, timezone, ...facts });
  const channel = (
    name: ChannelName,
    called: string,
    topic: string,
    members: readonly (PersonName | typeof BOT)[],
    facts: Partial<WorkspaceSeed['channels'][number]> = {},
  ) =>
    seededChannel({
      id: channels[name],
      name: called,
      topic,
      members: members.map((member) => (member === BOT ? BOT : people[member])),
      creator: people.sam,
      ...facts,
    });
  return {
    team: { id: 'T07LUMEN001', name: 'Lumen Studio', domain: 'lumen-studio', timezone },
    people: [
      person('dana', { name: 'dana', realName: 'Dana Whitfield', title: 'Project manager, Apollo' }),
      person('lee', { name: 'lee', realName: 'Lee Okafor', title: 'Project manager, Falcon' }),
      person('fang', {
        name: 'wang.fang',
        realName: '王芳',
        title: '项目经理，银河',
        timezone: 'Asia/Shanghai',
        locale: 'zh-CN',
      }),
      person('mia', { name: 'mia', realName: 'Mia Lindqvist', title: 'Finance' }),
      person('sam', {
        name: 'sam',
        realName: 'Sam Ortega',
        title: 'Managing director',
        isAdmin: true,
        isOwner: true,
      }),
      person('robin', {
        name: 'robin',
        realName: 'Robin Adeyemi',
        title: 'Freelance designer',
        email: 'robin@adeyemi.example',
        isRestricted: true,
      }),
      person('priya', {
        name: 'priya',
        realName: 'Priya Raman (ACME)',
        title: 'Accounts payable at ACME',
        email: 'priya.raman@acme.example',
        isStranger: true,
      }),
    ],
    channels: [
      channel('apollo', 'proj-apollo', 'Apollo: the booking platform', ['dana', 'lee', 'mia', 'sam', BOT]),
      channel('falcon', 'proj-falcon', 'Falcon: care plans for shops', ['lee', 'dana', 'mia', 'sam', BOT]),
      channel('yinhe', 'proj-yinhe', '银河：上海的客户', ['fang', 'dana', 'mia', 'sam', BOT]),
      channel('orion', 'proj-orion', 'Orion: nobody has taken over from Noah yet', [
        'dana',
        'lee',
        'mia',
        'sam',
        'robin',
        BOT,
      ]),
      channel('general', 'general', 'Everybody at Lumen', ['dana', 'lee', 'fang', 'mia', 'sam']),
      channel('finance', 'finance', 'Month end, and what banks say', ['mia', 'sam'], { kind: 'private' }),
      channel('acme', 'ext-acme', 'With the people of ACME', ['dana', 'sam', 'priya', BOT], { isExtShared: true }),
    ],
  };
}
