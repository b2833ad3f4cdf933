import { type Meanwhile, meanwhileOf } from '../../ledger/back-again.js';
import { clientsHeld, mySettings, setMySettings } from '../../ledger/my-settings.js';
import { formatCount } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import { readAway } from '../../understanding/read-away.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { channelName, fullDate, listed, shortDate } from '../messages/wording.js';
import type { Command } from './command.js';

/** So many channels are named. */
const MOST_CHANNELS = 5;

export const away: Command = {
  name: 'away',
  aliases: ['休假', '请假'],
  role: 'member',
  anywhere: true,
  async run(desk, visit, line) {
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readAway(line.rest, visit.reading);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { actor, lang } = visit;
    const { settings, handedOver } = await setMySettings(desk.ledger, actor, { away: reading.request });
    const { from, until } = settings.away ?? reading.request;
    const { clients, withoutBackup } = await clientsHeld(desk.ledger, actor);
    const say = lang.t.notifications.away;
    const count = (n: number) => formatCount(n, lang.locale);
    const last = fullDate(until, lang);
    const said = [
      from <= actor.today ? say.setUntil(last) : say.set(shortDate(from, lang, until), last),
      say.meanwhile(clients, count(clients)),
      ...(withoutBackup > 0 ? [say.noBackup(withoutBackup, count(withoutBackup))] : []),
      ...(handedOver > 0 ? [say.moved(handedOver, count(handedOver))] : []),
    ];
    return simpleAnswer(lang.t.words.sentences(said), say.undo);
  },
};

export const back: Command = {
  name: 'back',
  aliases: ['回来', '销假', '回来了'],
  role: 'member',
  anywhere: true,
  async run(desk, visit, line) {
    const say = visit.lang.t.notifications.away;
    // "back office …" may be a client's name: nothing is changed on a word more.
    if (line.rest !== '') {
      const problem = { kind: 'unexpected', typed: line.rest, example: '' } as const;
      return misunderstood({ verb: line.verb, typed: line.rest, problem }, visit.lang);
    }
    const before = await mySettings(desk.ledger, visit.actor);
    if (before.away === null) return simpleAnswer(say.notAway);
    await setMySettings(desk.ledger, visit.actor, { away: null });
    const meanwhile = await meanwhileOf(desk.ledger, visit.actor, before.away.from);
    return simpleAnswer(visit.lang.t.words.sentences([say.back, ...meanwhileSaid(meanwhile, visit.lang)]));
  },
};

/** What to know who was away, in counts; nothing where nothing came up. */
function meanwhileSaid(facts: Meanwhile, lang: Lang): string[] {
  const say = lang.t.notifications.away;
  const { waiting, toStandIns, conversations, clients, elsewhere } = facts;
  const count = (n: number) => formatCount(n, lang.locale);
  const channels = elsewhere.flatMap((name) => channelName(name, lang) ?? []);
  return [
    ...(waiting > 0 ? [say.waits(waiting, count(waiting))] : []),
    ...(toStandIns > 0 ? [say.wentElsewhere(toStandIns, count(toStandIns))] : []),
    ...(conversations > 0 ? [say.othersLogged(conversations, count(conversations), count(clients))] : []),
    ...(channels.length > 0 ? [say.notIn(listed(channels, lang, MOST_CHANNELS))] : []),
  ];
}
