import type { LocalDate } from '../domain/local-date.js';
import type { StoryDays } from './story-days.js';
import type { ChannelName, PersonName } from './team.js';

/** Somebody types a line after /collect, or (`says`) writes a message. */
export interface Scene {
  readonly who: PersonName;
  readonly where: ChannelName;
  readonly types?: string;
  readonly says?: string;
}

/** What happens on a working day (counted from the last morning) at a time of day. */
export interface Act {
  readonly day: number;
  readonly time: string;
  readonly scenes: readonly Scene[];
}

/** The working day on which Lumen begins with Collect. */
export const FIRST_DAY = -10;

/** Mia has to be known before her files come in. */
export const opening: readonly Scene[] = [{ who: 'sam', where: 'apollo', types: 'role @mia finance' }];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "27 Nov 2026" */
function english(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** "2026年11月27日" */
function chinese(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/**
 * What people at Lumen did in the weeks before the last morning, so that on it: Meridian has broken its second promise
 * in a row and Dana is told; Blue Fjord's is due that day; Kestrel's was due the day before and breaks the next
 * morning; Northwind's dispute is to be looked at again; nobody has spoken with ACME for weeks; Castellan has broken a
 * final date; Lee has left a message about Vela unanswered; nobody owns Atlas. In Shanghai likewise, in Chinese.
 */
export function story(days: StoryDays): readonly Act[] {
  const on = (day: number): string => english(days.working(day));
  const before = (day: number): string => english(days.calendar(-day));
  const zh = (day: number): string => chinese(days.working(day));
  const dana = (types: string): Scene => ({ who: 'dana', where: 'apollo', types });
  const lee = (types: string): Scene => ({ who: 'lee', where: 'falcon', types });
  const fang = (types: string): Scene => ({ who: 'fang', where: 'yinhe', types });
  const mia = (types: string): Scene => ({ who: 'mia', where: 'orion', types });
  const says = (who: PersonName, where: ChannelName, text: string): Scene => ({ who, where, says: text });
  return [
    {
      day: FIRST_DAY,
      time: '10:00',
      scenes: [
        says('sam', 'general', 'From tomorrow Collect tells each project channel what is owed, and who has to act.'),
        { who: 'sam', where: 'apollo', types: 'project "Apollo" here owner @dana backup @lee' },
        { who: 'sam', where: 'falcon', types: 'project "Falcon" here owner @lee backup @dana' },
        { who: 'sam', where: 'yinhe', types: 'project "银河" here owner @wang.fang backup @dana' },
        // Her team writes Chinese: so does Collect there, whatever the workspace's language is.
        fang('晨报 语言 中文'),
        { who: 'sam', where: 'orion', types: 'project "Orion" here' },
        says('sam', 'orion', 'Noah left, so Orion has no owner for now. Mia looks at it until somebody takes it.'),
      ],
    },
    {
      day: FIRST_DAY,
      time: '14:20',
      scenes: [
        dana(`log ACME called on ${before(20)}, no answer`),
        dana(`log Meridian promised ${on(-8)}, Tom Fairley says the controller signs on Fridays`),
        dana(`log Castellan promised ${on(-9)}, last chance`),
        lee(`log Ember Bakery called on ${before(19)}, no answer`),
        lee(`log Vela Optics promised ${on(-7)}`),
        mia(`log Comet Media promised ${on(7)}, their own client pays first`),
        fang(`log 华瑞科技 ${chinese(days.calendar(-22))}电话 未接`),
        fang(`log 启明教育 对INV-93有异议 3万,未验收,复核${zh(-3)}`),
      ],
    },
    {
      day: -9,
      time: '11:30',
      scenes: [
        dana(`log Northwind disputes INV-99 5,000, the acceptance form is missing, revisit ${on(0)}`),
        says('dana', 'apollo', 'Northwind wants the acceptance form of phase 2 signed before they pay that part.'),
      ],
    },
    { day: -7, time: '16:10', scenes: [dana(`log Kestrel promised ${on(-1)}, when Marcus Bell is back`)] },
    {
      day: -6,
      time: '10:40',
      scenes: [
        dana(`log Meridian promised ${on(-2)}, Tom says this time it is in the run`),
        dana(`log Orchard Foods promised ${on(-1)}`),
        lee(`log Bay Street promised ${on(-2)}`),
        lee(`log Corner Pharmacy promised ${on(-1)}`),
        fang(`log 晨光设计 承诺${zh(-2)}付清`),
      ],
    },
    {
      day: -5,
      time: '15:05',
      scenes: [
        fang(`log 博远机械 承诺${zh(-1)}付清`),
        says('lee', 'falcon', 'The care plans of this month are out. Six of them are due on the same day, again.'),
      ],
    },
    {
      day: -4,
      time: '11:15',
      scenes: [
        dana(`log Blue Fjord promised ${on(0)}, Ingrid Solheim confirmed it`),
        lee(`log Tidal Surf promised ${on(0)}`),
        fang(`log 蓝海物流 承诺${zh(0)}付清`),
      ],
    },
    {
      day: -2,
      time: '14:45',
      scenes: [
        dana('log Castellan called: waiting for approval by their board'),
        mia('log Atlas Freight called, says they never got the purchase order'),
      ],
    },
    {
      day: -1,
      time: '15:30',
      scenes: [
        dana(`log Lakeside promised ${on(4)}, after the premiere`),
        says('mia', 'finance', 'Four transfers came in this afternoon, they will be in the next export.'),
        says('dana', 'orion', 'Who takes Orion? Atlas alone is more than all of Falcon’s shops together.'),
      ],
    },
  ];
}
