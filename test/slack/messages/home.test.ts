import { describe, expect, it } from 'vitest';
import type { PersonHome } from '../../../src/ledger/facts/home.js';
import { type HomeFacts, homeTab } from '../../../src/slack/messages/home.js';
import { assertWithinLimits } from '../../../src/slack/messages/limits.js';
import { languageOf } from '../../../src/text/language.js';
import { renderText } from '../../support/render-text.js';
import * as facts from './facts.js';
import { day, usd } from './facts.js';

const none = { rows: [], total: 0 };
const initech = {
  clientId: 9,
  clientName: 'Initech',
  toCollect: [usd(725_000)],
  daysOverdue: 63,
  silentDays: 21,
  promiseId: null,
};
const acme = {
  clientId: 7,
  clientName: 'ACME',
  owner: facts.dana,
  aging: [facts.aging({ overdue: 1_240_000, toCollect: 940_000 })],
  daysOverdue: 18,
  promise: { id: 12, amount: usd(1_240_000), promisedDate: day('2026-11-27') },
};

const full: PersonHome = {
  today: day('2026-11-23'),
  role: 'manager',
  empty: false,
  newcomer: false,
  setupOpen: false,
  broken: {
    rows: [facts.promise({ promisedDate: day('2026-11-20'), received: usd(100_000), state: 'broken' })],
    total: 1,
  },
  due: { rows: [facts.promise({ clientName: 'Globex', promisedDate: day('2026-11-24') })], total: 7 },
  silent: { rows: [initech, { ...initech, clientName: 'Umbrella', silentDays: null }], total: 2 },
  noNextStep: {
    rows: [
      { ...initech, clientName: 'Hooli', daysOverdue: 3, silentDays: 2 },
      { ...initech, clientName: 'Stark', daysOverdue: 3, silentDays: 0 },
      { ...initech, clientName: 'Wayne', daysOverdue: 1, silentDays: null },
    ],
    total: 3,
  },
  clients: {
    rows: [
      acme,
      { ...acme, clientName: 'Due', daysOverdue: null, promise: null },
      { ...acme, clientName: 'Paused', aging: [facts.aging({ overdue: 50_000, toCollect: 0 })], promise: null },
      {
        ...acme,
        clientName: 'Later',
        aging: [facts.aging({ overdue: 0, toCollect: 0, outstanding: 300_000 })],
        daysOverdue: null,
        promise: null,
      },
    ],
    aging: [facts.aging()],
    page: 2,
    pages: 5,
    total: 41,
  },
  managing: {
    queue: { today: day('2026-11-23'), overdueClients: 41, candidates: [facts.candidate()], stale: false },
    week: { rows: [facts.promise()], total: 1, from: day('2026-11-23'), to: day('2026-11-29') },
  },
};

const shown = (home: PersonHome, language: string, more: Partial<HomeFacts> = {}): string => {
  const view = homeTab({ home, undelivered: { groups: [], more: 0 }, version: '1.2.3', ...more }, languageOf(language));
  assertWithinLimits(view as typeof view & { type: 'home' });
  return renderText(view);
};

describe('the Home tab', () => {
  it.each(['en', 'zh-CN'])('as a manager with clients of their own sees it (%s)', async (language) => {
    await expect(`${shown(full, language)}\n`).toMatchFileSnapshot(`snapshots/home.manager.${language}.txt`);
  });

  const member: PersonHome = {
    ...full,
    role: 'member',
    newcomer: true,
    broken: none,
    due: none,
    silent: none,
    noNextStep: none,
    clients: { rows: [], aging: [], page: 1, pages: 1, total: 0 },
    managing: null,
  };

  it.each(['en', 'zh-CN'])('as somebody new without clients sees it (%s)', async (language) => {
    await expect(`${shown(member, language)}\n`).toMatchFileSnapshot(`snapshots/home.newcomer.${language}.txt`);
  });

  it.each(['en', 'zh-CN'])('of empty books (%s)', async (language) => {
    await expect(`${shown({ ...member, empty: true }, language)}\n`).toMatchFileSnapshot(
      `snapshots/home.empty.${language}.txt`,
    );
  });

  it('keeps within the limits however much there is of everything', () => {
    const times = <Row>(row: Row, n: number): Row[] => Array.from({ length: n }, () => row);
    const [broken] = full.broken.rows;
    const [silent] = full.silent.rows;
    if (broken === undefined || silent === undefined) throw new Error('the picture has them');
    const five = <Row>(row: Row) => ({ rows: times(row, 5), total: 900 });
    shown(
      {
        ...full,
        newcomer: true,
        broken: five(broken),
        due: five(broken),
        silent: five(silent),
        noNextStep: five(silent),
        clients: { ...full.clients, rows: times(acme, 10) },
        managing: {
          queue: { today: full.today, overdueClients: 900, candidates: times(facts.candidate(), 30), stale: true },
          week: { rows: times(broken, 8), total: 900, from: full.today, to: full.today },
        },
      },
      'en',
      {
        undelivered: {
          groups: times(
            {
              kind: 'digest',
              state: 'failed' as const,
              reason: 'is_archived',
              slackChannelId: 'C0APOLLO',
              name: 'apollo',
              messages: 3,
              since: new Date('2026-11-20T08:00:00Z'),
              worksAgain: false,
            },
            5,
          ),
          more: 9,
        },
      },
    );
  });
});
