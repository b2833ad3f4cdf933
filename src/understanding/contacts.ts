import { isCapitalised, type Line, tokenAt, typedBetween } from './line.js';
import { lexicon } from './phrases.js';

const SURNAMES = new Set([
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤施温康季俞章鲁葛庞殷游倪安申柯',
]);
const TITLES = lexicon<true>([
  [
    true,
    [
      '总[监|经理|裁]',
      '[副|大|小]总',
      '经理',
      '会计',
      '主任',
      '先生',
      '女士',
      '小姐',
      '主管',
      '老师',
      '工',
      '董[事长]',
      '姐',
      '哥',
      '科长',
      '处长',
      '部长',
      '财务',
      '出纳',
      '老板',
      '院长',
      '校长',
      '局长',
      '助理',
      '秘书',
    ],
  ],
]);
const ROLES = lexicon<true>([
  [
    true,
    [
      '财务[部|经理|总监|人员]',
      '会计',
      '出纳',
      '采购[部]',
      '老板',
      '负责人',
      '老总',
      '总经理',
      '法务',
      '前台',
      '助理',
      '秘书',
    ],
  ],
]);
const HONORIFICS = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'herr', 'frau', 'prof']);
const DETERMINERS = new Set(['their', 'the', 'his', 'her', 'our']);
/** Capitals that are no name. */
const NO_NAMES = new Set([
  'po',
  'inv',
  'i',
  'ok',
  'eod',
  'eom',
  'cob',
  'asap',
  'vat',
  'sow',
  'uat',
  'q',
  'we',
  'they',
  'he',
  'she',
  'it',
  'the',
  'a',
  'no',
  'not',
  'yes',
  'but',
  'and',
  'or',
  'if',
  'so',
  'says',
  'because',
  'will',
  'their',
]);

export interface PersonFound {
  readonly text: string;
  readonly to: number;
}

/** 王总, 李经理, 小张: a surname makes it sure. */
export function chinesePersonAt(line: Line, from: number): PersonFound | null {
  const first = tokenAt(line, from);
  if ((first === '小' || first === '老') && SURNAMES.has(tokenAt(line, from + 1))) {
    return { text: typedBetween(line, from, from + 2), to: from + 2 };
  }
  if (!SURNAMES.has(first) || line.tokens[from]?.kind !== 'han') return null;
  const title = TITLES.at(line, from + 1);
  return title === null ? null : { text: typedBetween(line, from, title.to), to: title.to };
}

/** Up to three capitalised words, an honorific before them: "Mia Wong", "Mr. Wong". `stops`: where something else begins. */
export function englishNameAt(line: Line, from: number, stops: (at: number) => boolean): PersonFound | null {
  let at = from;
  if (HONORIFICS.has(tokenAt(line, at))) {
    at++;
    if (tokenAt(line, at) === '.') at++;
  }
  const names = at;
  while (at - names < 3 && isCapitalised(line, at) && !NO_NAMES.has(tokenAt(line, at)) && !stops(at)) at++;
  return at === names ? null : { text: typedBetween(line, from, at), to: at };
}

/** 财务, 会计, 老板: a person where one is expected. */
export function roleAt(line: Line, from: number): PersonFound | null {
  const role = ROLES.at(line, from);
  return role === null ? null : { text: typedBetween(line, from, role.to), to: role.to };
}

/** Somebody after "spoke to", "with", 联系: also in small letters, also "their CFO" and 财务. */
export function expectedPersonAt(line: Line, from: number, stops: (at: number) => boolean): PersonFound | null {
  const sure = chinesePersonAt(line, from) ?? englishNameAt(line, from, stops);
  if (sure !== null) return sure;
  const role = roleAt(line, from);
  if (role !== null) return role;
  const determined = DETERMINERS.has(tokenAt(line, from));
  const at = determined ? from + 1 : from;
  const token = line.tokens[at];
  if (token === undefined || token.kind !== 'word' || stops(at)) return null;
  return { text: typedBetween(line, from, at + 1), to: at + 1 };
}

/** "Mia at ACME": the company after "at" or "from", as far as capitals and "&" go. */
export function employerAt(line: Line, from: number, stops: (at: number) => boolean): PersonFound | null {
  const word = tokenAt(line, from);
  if (word !== 'at' && word !== 'from') return null;
  let at = from + 1;
  while (at - from <= 6 && (isCapitalised(line, at) || (tokenAt(line, at) === '&' && at > from + 1)) && !stops(at))
    at++;
  return at === from + 1 ? null : { text: typedBetween(line, from + 1, at), to: at };
}
