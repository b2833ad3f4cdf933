import type { ScriptedReply } from '../../support/slack-proxy.js';
import { ended, workFor, workToTheEnd } from '../campaign.js';
import { CHANNELS, channelId } from '../debtors.js';
import type { Finding } from '../finding.js';
import type { Scenario, Setting } from '../scenario.js';
import type { Seeded } from '../seeded.js';
import { Stage } from '../stage.js';

/** Of the requests that deliver messages, so many go wrong. */
const TROUBLED = 0.3;
/** What delivering a message asks of Slack. */
const DELIVERY = new Set(
  ['chat.postMessage', 'chat.update', 'conversations.open', 'conversations.history', 'conversations.replies'].map(
    (method) => `/api/${method}`,
  ),
);
const json = { 'content-type': 'application/json' };

/** Everything that Slack, or what is between, can answer to a request that is in order. */
const troubles: Readonly<Record<string, (seeded: Seeded) => ScriptedReply>> = {
  '429 with Retry-After': () => ({ status: 429, headers: { 'retry-after': '2' } }),
  '429 without Retry-After': () => ({ status: 429 }),
  '500 as text': () => ({ status: 500, body: 'oops' }),
  '503 as a page': () => ({ status: 503, headers: { 'content-type': 'text/html' }, body: '<html>later</html>' }),
  'a page with 200': () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' }),
  'cut before': () => ({ cut: 'before' }),
  'cut after': () => ({ cut: 'after' }),
  'answer cut half-way': () => ({ answer: 'half' }),
  slow: (seeded) => ({ slow: Math.round(seeded.between(100, 1_200)) }),
  internal_error: () => ({ error: 'internal_error' }),
  fatal_error: () => ({ error: 'fatal_error' }),
  service_unavailable: () => ({ error: 'service_unavailable' }),
  request_timeout: () => ({ error: 'request_timeout' }),
  ratelimited: () => ({ status: 200, headers: json, body: '{"ok":false,"error":"ratelimited"}' }),
  message_limit_exceeded: () => ({ error: 'message_limit_exceeded' }),
  invalid_auth: () => ({ error: 'invalid_auth' }),
};
/** It takes the bot's whole patience of 15 s, so there are few. */
const SILENCES = 2;

/** Of the answers to what people did, so many go wrong. */
const TROUBLED_ANSWERS = 0.25;
/** The same, at the addresses that answers go to. */
const answerTroubles: typeof troubles = {
  'answer: 429': () => ({ status: 429, headers: { 'retry-after': '1' } }),
  'answer: 500': () => ({ status: 500, body: 'oops' }),
  'answer: expired': () => ({ status: 404, headers: json, body: '{"ok":false,"error":"expired_url"}' }),
  'answer: cut before': () => ({ cut: 'before' }),
  'answer: cut after': () => ({ cut: 'after' }),
  'answer: cut half-way': () => ({ answer: 'half' }),
  'answer: slow': (seeded) => ({ slow: Math.round(seeded.between(100, 2_000)) }),
};
/** It takes the bot's whole patience of 10 s. */
const ANSWER_SILENCES = 2;

/** What Slack refuses for good, and where. */
const refusals: readonly (readonly [channel: number, error: string])[] = [
  [37, 'is_archived'],
  [38, 'not_in_channel'],
  [39, 'channel_not_found'],
  [40, 'restricted_action'],
];

async function play({ place, seeded, rounds }: Setting, seesHistory: boolean): Promise<Finding> {
  const refusedScopes = seesHistory ? [] : ['channels:history', 'groups:history', 'im:history'];
  const stage = await Stage.set(await place(), { refusedScopes });
  try {
    const counts = new Map<string, number>();
    let silences = SILENCES * rounds;
    let answerSilences = ANSWER_SILENCES * rounds;
    const befalls = (some: typeof troubles): ScriptedReply => {
      const [name, trouble] = seeded.one(Object.entries(some));
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return trouble(seeded);
    };
    const refused = new Map(refusals.map(([channel, error]) => [channelId(channel), error]));
    stage.weather((path, body) => {
      if (path.startsWith('/response/')) {
        if (!seeded.chance(TROUBLED_ANSWERS)) return null;
        if (answerSilences === 0 || seeded.chance(0.9)) return befalls(answerTroubles);
        answerSilences -= 1;
        counts.set('answer: none', (counts.get('answer: none') ?? 0) + 1);
        return { answer: 'none' };
      }
      if (!DELIVERY.has(path)) return null;
      const channel = new URLSearchParams(body).get('channel') ?? '';
      const error = path === '/api/chat.postMessage' ? refused.get(channel) : undefined;
      if (error !== undefined) return { error };
      if (!seeded.chance(TROUBLED)) return null;
      if (path === '/api/chat.postMessage' && silences > 0 && seeded.chance(0.1)) {
        silences -= 1;
        counts.set('no answer', (counts.get('no answer') ?? 0) + 1);
        return { answer: 'none' };
      }
      return befalls(troubles);
    });
    const work = workFor(stage, seeded, {
      logs: 60 * rounds,
      undos: 15,
      questions: 0,
      digests: CHANNELS,
      forms: 12,
      renames: 6,
    });
    stage.bot.launch();
    await stage.ready();
    await workToTheEnd(stage, work);
    await stage.restart();
    const finding = await ended(stage, work, {
      refused: new Set(refused.keys()),
      atMostOnce: !seesHistory,
      // However long it storms, in the end it does not.
      beforePass: (pass) => (pass === 6 ? stage.weather(quiet(refused)) : undefined),
    });
    return { claims: finding.claims, figures: { ...finding.figures, ...Object.fromEntries(counts) } };
  } finally {
    await stage.strike();
  }
}

/** Only what is refused for good goes on. */
const quiet =
  (refused: ReadonlyMap<string, string>) =>
  (path: string, body: string): ScriptedReply | null => {
    const error = refused.get(new URLSearchParams(body).get('channel') ?? '');
    return path === '/api/chat.postMessage' && error !== undefined ? { error } : null;
  };

export const slackFaults: Scenario = {
  name: 'slack-faults',
  engines: ['postgres'],
  play: (setting) => play(setting, true),
};

/** Without the scopes for reading history. */
export const slackFaultsUnseen: Scenario = {
  name: 'slack-faults-unseen',
  engines: ['embedded'],
  play: (setting) => play(setting, false),
};
