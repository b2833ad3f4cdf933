import { UserError } from '../../../src/domain/user-error.js';
import type { PersonHome } from '../../../src/ledger/facts/home.js';
import type { LogReceipt } from '../../../src/ledger/facts/receipt.js';
import { clientForm } from '../../../src/slack/messages/client-form.js';
import { type ConversationDraft, conversationForm } from '../../../src/slack/messages/conversation-form.js';
import { digestChannelForm, digestForm } from '../../../src/slack/messages/digest-form.js';
import { errorMessage } from '../../../src/slack/messages/error.js';
import { homeInstead, homeTab } from '../../../src/slack/messages/home.js';
import { mySettingsForm } from '../../../src/slack/messages/my-settings-form.js';
import { paymentForm } from '../../../src/slack/messages/payment-form.js';
import type { Preview } from '../../../src/slack/messages/preview.js';
import { projectForm } from '../../../src/slack/messages/project-form.js';
import { currencyForm, rolesForm, timezoneForm } from '../../../src/slack/messages/setup-forms.js';
import { snoozeForm } from '../../../src/slack/messages/snooze-form.js';
import type { Lang } from '../../../src/text/language.js';
import * as facts from '../messages/facts.js';
import { dana, day, usd } from '../messages/facts.js';
import { settingsOf } from './direct-cases.js';
import type { Situations } from './situations.js';

const privateMetadata = '{}';
const today = day('2026-11-23');
const acme = { id: 7, name: 'ACME' };
/** What was wrong with the line from which a form was opened: the first thing that the answer said. */
const problem = (lang: Lang): string => {
  const { text } = errorMessage({ error: new UserError('unknown_client', { client: 'ACMEE' }), typed: 'ACMEE' }, lang);
  return text;
};

const empty: ConversationDraft = {
  client: null,
  outcome: 'promised',
  parts: [{ amount: '', date: null }],
  invoices: [],
  finalDate: false,
  dispute: { reason: 'quality', amount: '', revisitOn: null },
  note: '',
};
const conversation =
  (draft: Partial<ConversationDraft>, preview: Preview<LogReceipt> | 'refused', said?: (lang: Lang) => string) =>
  (lang: Lang) =>
    conversationForm(
      {
        privateMetadata,
        draft: { ...empty, ...draft },
        preview: preview === 'refused' ? { kind: 'refused', text: lang.t.forms.chooseClient } : preview,
        problem: said === undefined ? null : said(lang),
      },
      lang,
    );

const settings = {
  digestTime: '09:00',
  digestWeekdays: [1, 2, 3, 4, 5],
  digestEnabled: true,
  digestQuietLine: true,
  country: null,
  timezone: null,
  locale: null,
  amountsShown: true,
  minimumAmount: 0,
};
const noClient = { name: '', aliases: '', contact: '', email: '', phone: '', owner: null, backup: null, project: null };

/** Forms in which there is more than one question. */
export const filledForms: Readonly<Record<string, Situations>> = {
  conversationForm: {
    empty: conversation({}, { kind: 'incomplete' }),
    'a promise, filled in': conversation(
      {
        client: acme,
        parts: [{ amount: '12,400', date: day('2026-11-27') }],
        invoices: [{ number: 'INV-104' }],
        finalDate: true,
        note: 'waits for approval',
      },
      { kind: 'receipt', receipt: facts.logged() },
    ),
    'six parts': conversation(
      { client: acme, parts: Array.from({ length: 6 }, () => ({ amount: '500', date: day('2026-11-27') })) },
      { kind: 'incomplete' },
    ),
    'a dispute': conversation({ client: acme, outcome: 'dispute' }, { kind: 'incomplete' }),
    'a call': conversation({ client: acme, outcome: null, invoices: [{ number: 'INV-104' }] }, { kind: 'incomplete' }),
    'refused, from a line that was not understood': conversation({ outcome: 'not_answered' }, 'refused', problem),
  },
  paymentForm: {
    empty: (lang) =>
      paymentForm(
        {
          privateMetadata,
          currencies: ['USD', 'EUR'],
          draft: { client: null, amount: '', currency: null, date: null, invoices: [], reference: '' },
          preview: { kind: 'incomplete' },
        },
        lang,
      ),
    'filled in, from a line that was not understood': (lang) =>
      paymentForm(
        {
          privateMetadata,
          currencies: ['USD', 'EUR'],
          draft: {
            client: acme,
            amount: '12,400',
            currency: 'USD',
            date: today,
            invoices: [{ number: 'INV-104' }],
            reference: 'TX 4711',
          },
          preview: { kind: 'receipt', receipt: facts.paid },
          problem: problem(lang),
        },
        lang,
      ),
  },
  clientForm: {
    'a new one': (lang) => clientForm({ privateMetadata, client: null, draft: noClient }, lang),
    'one on the books': (lang) =>
      clientForm(
        {
          privateMetadata,
          client: acme,
          draft: {
            name: 'ACME',
            aliases: 'Acme Ltd',
            contact: 'Mia Wong',
            email: 'mia@acme.example',
            phone: '',
            owner: 'U0DANA',
            backup: null,
            project: { id: 3, name: 'Apollo' },
          },
        },
        lang,
      ),
  },
  projectForm: {
    empty: (lang) => projectForm({ privateMetadata, name: '', slackChannelId: null, owner: null, backup: null }, lang),
    'filled in': (lang) =>
      projectForm(
        { privateMetadata, name: 'Apollo', slackChannelId: 'C0APOLLO', owner: 'U0DANA', backup: 'U0LEE' },
        lang,
      ),
  },
  digestChannelForm: {
    open: (lang) => digestChannelForm({ privateMetadata }, lang),
    'a channel that cannot be set': (lang) => digestChannelForm({ privateMetadata, problem: problem(lang) }, lang),
  },
  digestForm: {
    'as it begins': (lang) =>
      digestForm(
        {
          privateMetadata,
          channel: '<#C0APOLLO>',
          projectNames: ['Apollo'],
          settings,
          country: null,
          minimum: usd(0),
        },
        lang,
      ),
    'guests in the channel': (lang) =>
      digestForm(
        {
          privateMetadata,
          channel: '<#C0APOLLO>',
          projectNames: ['Apollo'],
          settings,
          guests: 2,
          country: null,
          minimum: usd(0),
        },
        lang,
      ),
    'amounts hidden, for whoever may not have them shown': (lang) =>
      digestForm(
        {
          privateMetadata,
          channel: '<#C0APOLLO>',
          projectNames: ['Apollo'],
          settings: { ...settings, amountsShown: false },
          mayShowAmounts: false,
          country: null,
          minimum: usd(0),
        },
        lang,
      ),
    'several projects, no amounts, a minimum': (lang) =>
      digestForm(
        {
          privateMetadata,
          channel: '<#C0APOLLO>',
          projectNames: ['Apollo', 'Zeus', 'Hermes'],
          settings: {
            ...settings,
            digestQuietLine: false,
            amountsShown: false,
            country: 'DE',
            locale: 'zh-CN',
            minimumAmount: 50_000,
          },
          country: 'US',
          minimum: usd(50_000),
        },
        lang,
      ),
  },
  snoozeForm: {
    empty: (lang) =>
      snoozeForm({ privateMetadata, client: null, until: null, note: '', today, latest: day('2027-01-22') }, lang),
    'filled in': (lang) =>
      snoozeForm(
        {
          privateMetadata,
          client: acme,
          until: day('2026-12-04'),
          note: 'their CFO is away',
          today,
          latest: day('2027-01-22'),
        },
        lang,
      ),
  },
  mySettingsForm: {
    'as the workspace has them': (lang) => mySettingsForm({ privateMetadata, settings: settingsOf() }, lang),
    'own hours, away': (lang) =>
      mySettingsForm(
        {
          privateMetadata,
          settings: settingsOf({
            notify: 'escalations',
            hours: { from: '09:00', until: '24:00', weekdays: [1, 2, 3], timezone: 'Asia/Shanghai', country: null },
            own: { times: true, weekdays: true },
            away: { from: day('2026-11-30'), until: day('2026-12-04') },
          }),
        },
        lang,
      ),
  },
  timezoneForm: { open: (lang) => timezoneForm({ privateMetadata, now: 'UTC' }, lang) },
  currencyForm: { open: (lang) => currencyForm({ privateMetadata, now: 'USD' }, lang) },
  rolesForm: {
    'of an admin': (lang) => rolesForm({ privateMetadata, decides: true }, lang),
    'of a manager': (lang) => rolesForm({ privateMetadata, decides: false }, lang),
  },
};

const none = { rows: [], total: 0 };
const waiting = {
  clientId: 9,
  clientName: 'Initech',
  toCollect: [usd(725_000)],
  daysOverdue: 63,
  silentDays: 21,
  promiseId: null,
};
const home: PersonHome = {
  today,
  role: 'member',
  empty: false,
  newcomer: true,
  setupOpen: false,
  broken: none,
  due: none,
  silent: none,
  noNextStep: none,
  clients: { rows: [], aging: [], page: 1, pages: 1, total: 0 },
  managing: null,
};
const own = {
  clientId: 7,
  clientName: 'ACME',
  owner: dana,
  aging: [facts.aging({ overdue: 1_240_000, toCollect: 940_000 })],
  daysOverdue: 18,
  promise: { id: 12, amount: usd(1_240_000), promisedDate: day('2026-11-27') },
};
const tab = (of: Partial<PersonHome>) => (lang: Lang) =>
  homeTab({ home: { ...home, ...of }, undelivered: { groups: [], more: 0 }, version: '1.2.3' }, lang);

/** The Home tab. */
export const homes: Readonly<Record<string, Situations>> = {
  homeTab: {
    'of a newcomer': tab({}),
    'of empty books': tab({ empty: true }),
    'of empty books, for finance': tab({ role: 'finance', empty: true }),
    'of empty books, for who sets Collect up': tab({ role: 'admin', empty: true, setupOpen: true }),
    'of a manager with work to do': tab({
      role: 'manager',
      newcomer: false,
      standIns: [{ clientId: 9, instead: { person: facts.dana, reason: 'away', until: day('2026-11-27') } }],
      broken: { rows: [facts.promise({ promisedDate: day('2026-11-20'), state: 'broken' })], total: 1 },
      due: { rows: [facts.promise({ clientName: 'Globex', promisedDate: day('2026-11-24') })], total: 7 },
      silent: { rows: [waiting, { ...waiting, clientName: 'Umbrella', silentDays: null }], total: 2 },
      noNextStep: { rows: [{ ...waiting, clientName: 'Hooli', daysOverdue: 3, silentDays: 0 }], total: 1 },
      clients: {
        rows: [own, { ...own, clientName: 'Wayne', daysOverdue: null, promise: null }],
        aging: [facts.aging()],
        page: 2,
        pages: 5,
        total: 41,
      },
      managing: {
        queue: { today, overdueClients: 41, candidates: [facts.candidate()], stale: true },
        week: { rows: [facts.promise()], total: 1, from: today, to: day('2026-11-29') },
      },
    }),
    'of a manager with nothing to decide': tab({
      role: 'admin',
      newcomer: false,
      managing: {
        queue: { today, overdueClients: 0, candidates: [], stale: false },
        week: { ...none, from: day('2026-12-28'), to: day('2027-01-03') },
      },
    }),
  },
  homeInstead: {
    'to a guest': (lang) =>
      homeInstead(errorMessage({ error: new UserError('guest'), typed: '' }, lang).blocks as never, lang),
  },
};
