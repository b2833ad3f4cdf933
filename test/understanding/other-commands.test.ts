import { describe, expect, test } from 'vitest';
import { nameKey } from '../../src/domain/name-key.js';
import { readMention, readPerson } from '../../src/understanding/mentions.js';
import { nearestNames } from '../../src/understanding/nearest-name.js';
import { readAssign } from '../../src/understanding/read-assign.js';
import { readClient } from '../../src/understanding/read-client.js';
import { readDigest } from '../../src/understanding/read-digest.js';
import { readOverdue } from '../../src/understanding/read-overdue.js';
import { readProject } from '../../src/understanding/read-project.js';
import { readRole } from '../../src/understanding/read-role.js';
import { splitCommand } from '../../src/understanding/split-command.js';

const understood = (request: unknown) => ({ kind: 'understood', request });
const dana = { slackUserId: 'U123' };
const lee = { slackUserId: 'U9' };

test.each([
  ['log ACME promised Friday', { verb: 'log', rest: 'ACME promised Friday' }],
  ['  LOG   “ACME”  ', { verb: 'log', rest: '“ACME”' }],
  ['ｌｏｇ ACME', { verb: 'log', rest: 'ACME' }],
  ['记录 华瑞科技 承诺', { verb: '记录', rest: '华瑞科技 承诺' }],
  ['paid Smith &amp; Sons 5', { verb: 'paid', rest: 'Smith & Sons 5' }],
  ['help', { verb: 'help', rest: '' }],
  ['', { verb: '', rest: '' }],
])('splitCommand(%j)', (text, split) => {
  expect(splitCommand(text)).toEqual(split);
});

describe('mentions', () => {
  test.each([
    ['<@U123|dana>', { kind: 'person', slackUserId: 'U123', name: 'dana' }],
    ['<@W1>', { kind: 'person', slackUserId: 'W1', name: null }],
    ['<#C123|proj-apollo>', { kind: 'channel', slackChannelId: 'C123', name: 'proj-apollo' }],
    ['<#C123|>', { kind: 'channel', slackChannelId: 'C123', name: null }],
    ['<!channel>', null],
    ['dana', null],
  ])('%s', (text, mention) => {
    expect(readMention(text)).toEqual(mention);
  });

  test.each([
    ['<@U123|dana>', dana],
    ['@dana', { text: 'dana' }],
    ['dana@example.com', { text: 'dana@example.com' }],
    ['<#C1|x>', null],
    ['@', null],
  ])('readPerson(%s)', (text, person) => {
    expect(readPerson(text)).toEqual(person);
  });
});

describe('project', () => {
  const nothing = { here: false, channel: null, owner: null, backup: null, clientTexts: [] };
  test.each([
    ['"Apollo" here owner <@U123|dana>', { ...nothing, nameText: 'Apollo', here: true, owner: dana }],
    [
      '“Apollo 2” here owner <@U123> backup <@U9|lee>',
      { ...nothing, nameText: 'Apollo 2', here: true, owner: dana, backup: lee },
    ],
    [
      'Apollo Mission <#C7|proj> owner @dana',
      { ...nothing, nameText: 'Apollo Mission', channel: 'C7', owner: { text: 'dana' } },
    ],
    [
      'Apollo here clients ACME, "Smith, Jones", 华瑞科技',
      { ...nothing, nameText: 'Apollo', here: true, clientTexts: ['ACME', 'Smith, Jones', '华瑞科技'] },
    ],
    [
      'Apollo clients ACME Ltd, Globex owner dana',
      { ...nothing, nameText: 'Apollo', clientTexts: ['ACME Ltd', 'Globex'], owner: { text: 'dana' } },
    ],
    ['阿波罗 这里 负责人 <@U123>', { ...nothing, nameText: '阿波罗', here: true, owner: dana }],
    ['Apollo', { ...nothing, nameText: 'Apollo' }],
  ])('%s', (text, request) => {
    expect(readProject(text)).toEqual(understood(request));
  });

  test.each([
    ['', 'empty'],
    ['here owner <@U1>', 'empty'],
    ['Apollo here owner', 'unexpected'],
    ['Apollo here nonsense', 'unexpected'],
  ])('%j cannot be used', (text, kind) => {
    expect(readProject(text)).toMatchObject({ kind: 'misunderstood', problem: { kind } });
  });
});

describe('assign', () => {
  test.each([
    ['ACME <@U123|dana>', { clientText: 'ACME', owner: dana, backup: null }],
    ['ACME to <@U123>', { clientText: 'ACME', owner: dana, backup: null }],
    ['Smith and Sons <@U123> backup <@U9>', { clientText: 'Smith and Sons', owner: dana, backup: lee }],
    ['ACME <@U123> <@U9>', { clientText: 'ACME', owner: dana, backup: lee }],
    ['"Smith, Jones" @dana', { clientText: 'Smith, Jones', owner: { text: 'dana' }, backup: null }],
    ['ACME to dana@example.com', { clientText: 'ACME', owner: { text: 'dana@example.com' }, backup: null }],
    ['华瑞科技 给 <@U123>', { clientText: '华瑞科技', owner: dana, backup: null }],
  ])('%s', (text, request) => {
    expect(readAssign(text)).toEqual(understood(request));
  });

  test.each([
    ['', 'empty'],
    ['ACME', 'unexpected'],
    ['ACME <@U1> please', 'unexpected'],
  ])('%j cannot be used', (text, kind) => {
    expect(readAssign(text)).toMatchObject({ kind: 'misunderstood', problem: { kind } });
  });
});

test.each([
  ['<@U123|dana> finance', { person: dana, role: 'finance' }],
  ['manager <@U123>', { person: dana, role: 'manager' }],
  ['@dana is member', { person: { text: 'dana' }, role: 'member' }],
  ['<@U123> 财务', { person: dana, role: 'finance' }],
])('role %s', (text, request) => {
  expect(readRole(text)).toEqual(understood(request));
});

test.each(['', 'finance', '<@U123>', '<@U123> boss'])('role %j cannot be used', (text) => {
  expect(readRole(text)).toMatchObject({ kind: 'misunderstood' });
});

test.each([
  ['ACME', { nameText: 'ACME', action: { kind: 'show' } }],
  ['add Acme Studios', { nameText: 'Acme Studios', action: { kind: 'add' } }],
  ['Acme Studios add', { nameText: 'Acme Studios', action: { kind: 'add' } }],
  ['ACME alias "Acme Ltd"', { nameText: 'ACME', action: { kind: 'alias', alias: 'Acme Ltd' } }],
  ['华瑞科技 别名 华瑞', { nameText: '华瑞科技', action: { kind: 'alias', alias: '华瑞' } }],
  ['ACME project Apollo', { nameText: 'ACME', action: { kind: 'project', projectText: 'Apollo' } }],
  [
    'ACME contact Mia Wong',
    { nameText: 'ACME', action: { kind: 'contact', name: 'Mia Wong', email: null, phone: null, position: null } },
  ],
  [
    'ACME contact "Mia Wong" <mailto:mia@acme.example|mia@acme.example> +49 30 1234567, accounts payable',
    {
      nameText: 'ACME',
      action: {
        kind: 'contact',
        name: 'Mia Wong',
        email: 'mia@acme.example',
        phone: '+49 30 1234567',
        position: 'accounts payable',
      },
    },
  ],
  [
    'Newco contact Mia Wong mia@newco.com +86 138 0000 0000',
    {
      nameText: 'Newco',
      action: {
        kind: 'contact',
        name: 'Mia Wong',
        email: 'mia@newco.com',
        phone: '+86 138 0000 0000',
        position: null,
      },
    },
  ],
  [
    'Newco contact Mia Wong <mailto:mia@newco.com|mia@newco.com> <tel:+8613800000000|+86 138 0000 0000>',
    {
      nameText: 'Newco',
      action: {
        kind: 'contact',
        name: 'Mia Wong',
        email: 'mia@newco.com',
        phone: '+86 138 0000 0000',
        position: null,
      },
    },
  ],
])('client %s', (text, request) => {
  expect(readClient(text)).toEqual(understood(request));
});

test.each([
  ['ACME rename Acme Group', 'ACME', 'Acme Group'],
  ['"Old Name" rename "New Name"', 'Old Name', 'New Name'],
  ['ACME rename to Acme Group', 'ACME', 'Acme Group'],
  ['ACME rename "to Go"', 'ACME', 'to Go'],
  ['华瑞科技 改名 华瑞集团', '华瑞科技', '华瑞集团'],
])('client %j gives another name', (text, nameText, name) => {
  expect(readClient(text)).toEqual(understood({ nameText, action: { kind: 'rename', name } }));
});

test.each(['', 'add', 'ACME alias', 'ACME rename', 'ACME contact', 'ACME add something'])(
  'client %j cannot be used',
  (text) => {
    expect(readClient(text)).toMatchObject({ kind: 'misunderstood' });
  },
);

test.each([
  ['', { action: 'show' }],
  ['off', { action: 'off' }],
  ['开启', { action: 'on' }],
  ['now', { action: 'now' }],
  ['09:30', { action: 'set', set: { time: '09:30' } }],
  ['weekdays mon-thu', { action: 'set', set: { weekdays: [1, 2, 3, 4] } }],
  ['weekdays: sun-thu', { action: 'set', set: { weekdays: [1, 2, 3, 4, 7] } }],
  ['weekdays mon,wed', { action: 'set', set: { weekdays: [1, 3] } }],
  ['weekdays and Sat', { action: 'set', set: { weekdays: [1, 2, 3, 4, 5, 6] } }],
  ['工作日 周一至周四', { action: 'set', set: { weekdays: [1, 2, 3, 4] } }],
  ['Mon to Thu 9:00', { action: 'set', set: { time: '09:00', weekdays: [1, 2, 3, 4] } }],
  ['at 9am weekdays', { action: 'set', set: { time: '09:00', weekdays: [1, 2, 3, 4, 5] } }],
  ['8:15 pm Mon, Wed and Fri', { action: 'set', set: { time: '20:15', weekdays: [1, 3, 5] } }],
  ['Sun-Thu country AE', { action: 'set', set: { weekdays: [1, 2, 3, 4, 7], country: 'AE' } }],
  ['country none quiet on', { action: 'set', set: { country: null, quiet: true } }],
  ['9点半 周一至周五 国家 中国', { action: 'set', set: { time: '09:30', weekdays: [1, 2, 3, 4, 5], country: 'CN' } }],
  ['timezone Asia/Shanghai', { action: 'set', set: { timezone: 'Asia/Shanghai' } }],
  ['language zh', { action: 'set', set: { locale: 'zh-CN' } }],
  ['language English quiet off', { action: 'set', set: { locale: 'en', quiet: false } }],
  ['language default', { action: 'set', set: { locale: null } }],
  ['语言 中文 金额 关', { action: 'set', set: { locale: 'zh-CN', amounts: false } }],
  ['语言英文 金额显示', { action: 'set', set: { locale: 'en', amounts: true } }],
  ['amounts off', { action: 'set', set: { amounts: false } }],
  ['amounts on 08:30', { action: 'set', set: { amounts: true, time: '08:30' } }],
  ['minimum 500', { action: 'set', set: { minimum: { value: '500', currency: null } } }],
  ['minimum 5,000 USD 9am', { action: 'set', set: { minimum: { value: '5000', currency: 'USD' }, time: '09:00' } }],
  [
    'minimum $1,250.50, amounts off',
    { action: 'set', set: { minimum: { value: '1250.5', currency: 'USD', sign: '$' }, amounts: false } },
  ],
  ['minimum 500, 9:00', { action: 'set', set: { minimum: { value: '500', currency: null }, time: '09:00' } }],
  ['minimum none', { action: 'set', set: { minimum: { value: '0', currency: null } } }],
  [
    '下限1万 周一至周五',
    { action: 'set', set: { minimum: { value: '10000', currency: null }, weekdays: [1, 2, 3, 4, 5] } },
  ],
  ['最低 500元', { action: 'set', set: { minimum: { value: '500', currency: null, sign: '元' } } }],
  ['下限 无', { action: 'set', set: { minimum: { value: '0', currency: null } } }],
])('digest %s', (text, request) => {
  expect(readDigest(text)).toEqual(understood(request));
});

test.each([
  ['25:00', '25:00'],
  ['country Germany', 'country'],
  ['timezone Mars/Olympus', 'Mars/Olympus'],
  ['sometimes', 'sometimes'],
  ['13pm', '13pm'],
  ['language Klingon', 'Klingon'],
  ['language', 'language'],
  ['amounts maybe', 'maybe'],
  ['minimum lots', 'lots'],
  ['minimum', 'minimum'],
  ['minimum half', 'half'],
])('digest %j cannot be used', (text, typed) => {
  expect(readDigest(text)).toMatchObject({ kind: 'misunderstood', problem: { kind: 'unexpected', typed } });
});

test.each([
  ['', { filter: { kind: 'all' }, page: 1 }],
  ['mine', { filter: { kind: 'mine' }, page: 1 }],
  ['我的', { filter: { kind: 'mine' }, page: 1 }],
  ['ACME Ltd page 3', { filter: { kind: 'named', text: 'ACME Ltd' }, page: 3 }],
  ['"mine"', { filter: { kind: 'named', text: 'mine' }, page: 1 }],
  ['<@U123|dana>', { filter: { kind: 'owner', person: dana }, page: 1 }],
  ['owner dana', { filter: { kind: 'owner', person: { text: 'dana' } }, page: 1 }],
  ['全部 第2页', { filter: { kind: 'all' }, page: 2 }],
  ['Studio 54', { filter: { kind: 'named', text: 'Studio 54' }, page: 1 }],
])('overdue %j', (text, request) => {
  expect(readOverdue(text)).toEqual(understood(request));
});

describe('the nearest names', () => {
  const names = ['ACME Ltd', 'Acme Studios', 'Globex', 'Initech', '华瑞科技', '华瑞实业'].map((name, id) => ({
    id,
    name,
    keys: [nameKey(name)],
  }));
  test.each([
    ['ACMEE', ['ACME Ltd', 'Acme Studios']],
    ['acme', ['ACME Ltd', 'Acme Studios']],
    ['Golbex', ['Globex']],
    ['initec', ['Initech']],
    ['华瑞', ['华瑞实业', '华瑞科技']],
    ['华端科技', ['华瑞科技']],
    ['zzzzzz', []],
    ['', []],
  ])('%s', (typed, nearest) => {
    expect(nearestNames(typed, names).map(({ name }) => name)).toEqual(nearest);
  });

  test('no more than asked for', () => {
    expect(nearestNames('a', names, 1).length).toBeLessThanOrEqual(1);
  });
});
