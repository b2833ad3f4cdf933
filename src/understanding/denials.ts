import type { Outcome } from '../domain/outcome.js';
import { amountAt, clearedAt } from './amounts.js';
import { dateAt } from './dates.js';
import { invoicesAt } from './invoices.js';
import { type Line, tokenAt } from './line.js';
import { lexicon } from './phrases.js';

/** Words that say that what they go with does not happen. */
export interface Denial {
  /** What came of it; null: nothing but a remark ("has not paid yet"). */
  readonly outcome: Outcome | null;
  /** "Friday is impossible": it takes back the date before it. */
  readonly backward: boolean;
  /** It takes back a promise that stands before it: "promised Friday but refuses to pay now". */
  readonly final: boolean;
  readonly to: number;
}

type Force = 'unwilling' | 'unable' | 'not' | 'doubt';
/** What is denied: a word that binds, the money going out, the money having gone out. */
type Denied = 'word' | 'pay' | 'paid';

const FORCES = lexicon<Force>([
  [
    'unwilling',
    [
      '[is|are|was|were] (refuse|refuses|refused|refusing|decline|declines|declined|declining|reject|rejects|rejected|rejecting)',
      "(won't|wont|will not|shan't|shall not|wouldn't|wouldnt|would not|will never|would never)",
      "(they'll|he'll|she'll|we'll|it'll) (never|not)",
      'unwilling',
      'reluctant',
      '[is|are] against',
      '(refusal|unwillingness)',
      '(拒绝|拒不|拒|坚决不|坚持不|死活不|绝不|决不|再也不|不再)',
    ],
  ],
  [
    'unable',
    [
      "(can't|cant|cannot|can not|couldn't|couldnt|could not|can never)",
      'unable',
      'incapable',
      '(fail|fails|failed|failing)',
      '(inability|failure)',
      'too (broke|busy|short|weak|tight|poor|stretched|ill|small|expensive|much)',
      '(无法|没法|没法子|没办法|没有办法|没能力|没有能力|无力|不能|未能|没能|没有能|来不及|做不到|还不能|暂时不能)',
    ],
  ],
  [
    'doubt',
    [
      '(not sure|unsure|uncertain|not certain|doubt|doubts|doubtful|unlikely|not likely|unclear|not clear)',
      '(不确定|不知道|不清楚|不一定|未必|不见得|不敢|说不准|不好说)',
    ],
  ],
  [
    'not',
    [
      "(not|never|no|nor|neither|none|nothing|nobody|no one|noone|without|hardly|barely|nowhere|ain't|aint)",
      '(not a|not one|not a single) (cent|penny|dime|dollar|euro|word)',
      "(don't|dont|doesn't|doesnt|didn't|didnt|isn't|isnt|aren't|arent|wasn't|wasnt|weren't|werent|haven't|havent|hasn't|hasnt|hadn't|hadnt|needn't|shouldn't|shouldnt|mustn't|mightn't)",
      '(do|does|did|is|are|was|were|has|have|had|should|may|might|must|need) (not|never|no longer)',
      '[has|have|is|are] yet to',
      '(forgot|forgets|forgotten|stopped|stops|ceased|avoids|avoided|delays|delayed)',
      '(还|仍|仍然|依然|至今|一直|到现在|现在|暂|暂时|目前)[还](没|没有|未|不|不会|不能|尚未)',
      '(没|没有|未|不|尚未|别|并未|并没有|从未|从来没有|从没|无)',
      '(一分|一分钱|分文|一毛钱|一分一毫)[都|也|还](没|没有|未|不)',
    ],
  ],
]);

const DENIED = lexicon<Denied>([
  [
    'word',
    [
      '(promise|promises|promised|promising|promisd|repromise)',
      '(commit|commits|committed|commited|committing|commitment|commitments|committal)',
      '(guarantee|guarantees|guaranteed|guaranteeing|pledge|pledges|pledged|pledging|vow|vowed|undertake|undertook)',
      '(confirm|confirms|confirmed|confirming|confirmation)',
      '(agree|agrees|agreed|agreeing|agreement|assure|assures|assured|swear)',
      '(say|says|said|saying|state|stated|tell us|tell me|told us|told me|name|named|give|gave|given|set|fix|fixed) [us|me] [a|any|the] [payment] (date|day|when|deadline|timeline)',
      '(承诺|答应|保证|允诺|许诺|应承|同意|确认|约定|敲定|松口|表态)',
      '给[出|过|我们](日期|时间|准信|准话|说法)',
      '说[好|定](时间|日期|哪天)',
    ],
  ],
  [
    'pay',
    [
      '(pay|pays|paying|repay|prepay|pay up|pay out)',
      '(settle|settles|settling|clear|clears|clearing|transfer|transfers|transferring|wire|wires|wiring|remit|remits|remitting)',
      '(send|sends|sending|release|releases|releasing|make|makes|making|arrange|arranges|arranging|initiate|issue) [us] [the|a|any|their|our|more] (payment|payments|money|funds|transfer|wire|cheque|check|transfers)',
      '(payment|payments|transfer|transfers|cash)',
      '(afford|honor|honour)',
      '付[款|钱|清|出|完|齐]',
      '支付[款项]',
      '(打款|打钱|转账|转款|转钱|汇款|回款|还款|还钱|结款|结账|结算|结清|还清|清账|清款|给钱|给款|出款|放款|付现|掏钱|出钱|还债)',
      '(安排|处理|办理)(付款|支付|打款|汇款|回款|转账)',
    ],
  ],
  [
    'paid',
    [
      '(paid|repaid|settled|transferred|transfered|wired|remitted|cleared)',
      '(sent|released|made|arranged|issued|initiated|received|seen|got|gotten) [us] [the|a|any|their|our|more] (payment|payments|money|funds|transfer|wire|cheque|check)',
      '(到账|入账|到款|进账|收到[货]款|收到钱|收到付款|见到钱|见到款)',
    ],
  ],
]);

/** What may stand between the denial and what it denies, besides dates, amounts and invoices. */
const SMALL = lexicon<true>([
  [
    true,
    "to be been being am is are was were do does did have has had get gets got getting going gonna go want wants wanting wanted wish wishes intend intends intending intended intention intentions of mean meaning means able willing ready prepared keen happy in a an position allowed likely sure certain clear whether if when expected supposed inclined going really actually even yet still ever just now currently today any the us our me it this that these those their his her its they he she we you will would can could shall should may might on by before until till for at from with more anything further again longer plan plans planning planned need needs money funds full whole final time able everything anyone right either firmly so far already as all about single or soon quickly date dates cent penny dime 's".split(
      ' ',
    ),
  ],
  [true, ["they'll", "he'll", "she'll", "they're", "they've", "it'll", 'the moment', 'capacity', 'least']],
  [
    true,
    [
      ...'在于前之内就再先把给对会要能肯愿想可敢该也都又还得有被让向和与跟将拿出来按如那这此笔批的款钱货说到用需必须了着过',
    ],
  ],
  [
    true,
    [
      '之前',
      '以前',
      '以内',
      '愿意',
      '打算',
      '准备',
      '计划',
      '可能',
      '可以',
      '能够',
      '一定',
      '肯定',
      '按时',
      '准时',
      '按期',
      '如期',
      '立即',
      '马上',
      '现在',
      '目前',
      '暂时',
      '继续',
      '任何',
      '具体',
      '明确',
      '及时',
      '提前',
      '我们',
      '我方',
      '款项',
      '货款',
      '欠款',
      '尾款',
      '余款',
      '全款',
      '全额',
      '一次性',
      '他们',
      '对方',
      '意愿',
      '有意',
      '有钱',
      '办法',
    ],
  ],
]);

/** After what is denied: "paid nothing", "promised not to pay". */
const NOTHING = lexicon<true>([
  [
    true,
    [
      '(nothing|none|nada|zilch|zero|zip|nil)',
      '(not|never) to',
      '[us] (not|no) (a|one|a single) (cent|penny|dime|dollar|euro)',
      'no (money|payment|payments|cent|amount|date|money at all)',
      'not (before|until|till|earlier|sooner|by|on|a|any|at all|anything|yet|now)',
      'neither',
      'no one',
      'nobody',
      '零[元|块]',
    ],
  ],
]);
/** A zero by itself, with or without a currency. */
const ZERO = /^[^\p{L}\d\s]{0,3}\s?0+(?:[.,]0+)?(?![\d.,]\d|\d|\s?%)/u;

/** Behind a date: "Friday is not possible", 周五不行. */
const IMPOSSIBLE = lexicon<true>([
  [
    true,
    [
      "[is|are|was|will be|would be|it is|it's|that is|that's] (not|no longer|never) [really] (possible|realistic|feasible|doable|manageable|going to work|going to happen|an option|ok|okay|on|happening|achievable|acceptable)",
      "(isn't|isnt|wasn't|won't be|wont be) [really] (possible|realistic|feasible|doable|manageable|going to work|going to happen|an option|ok|okay|happening|achievable|acceptable)",
      '[is|was|would be] (impossible|unrealistic|unfeasible|unacceptable|out of the question|off|off the table|too early|too soon|too tight|too short notice|a no go|no good|no go)',
      "(won't|wont|will not|doesn't|doesnt|does not|didn't|cannot|can't|wouldn't) (work|happen|do|be met|be kept|hold|suit them|suit)",
      '(不行|不可能|不可以|来不及|太早|太赶|太快|太急|做不到|办不到|不现实|没戏|没门|没可能|赶不上|赶不及|没希望|肯定不行|恐怕不行|不成)',
    ],
  ],
]);
/** 付不了: what is denied stands before. */
const UNABLE_BEHIND = lexicon<true>([
  [
    true,
    [
      '(付|支付|还|打|汇|转|给|结|拿|凑|掏)不(了|起|出|上|成|完|清|动|到|齐|下来)[款|钱|账]',
      '(付款|打款|汇款|转账|回款|还款|给钱|付钱)不(了|成|上)',
    ],
  ],
]);

/** What has not come, or not gone out. */
const UNPAID = lexicon<true>([
  [
    true,
    [
      '[the|their|our|any] (payment|payments|money|funds|wire|transfer|cheque|check|remittance) [has|have|had|was|were|is|are] (not|never) [yet|been|yet been] (sent|made|received|arrived|released|issued|done|initiated|executed|come|come in|come through|gone out|out|there|here|in)',
      "[the|their|our|any] (payment|payments|money|funds|wire|transfer|cheque|check|remittance) (hasn't|hasnt|haven't|havent|wasn't|wasnt|isn't|isnt|didn't|didnt|did not|weren't) [yet|been] (sent|made|received|arrive|arrived|released|issued|done|initiated|executed|come|come in|come through|go out|gone out|out|there|here|in)",
      '[the|their|our] (payment|money|wire|transfer|cheque|check) (bounced|failed|missing|is missing)',
      '(no|not any|still no|zero) (payment|payments|money|funds|transfer|wire|cheque|check) [has|have] [been] [yet] (received|sent|made|arrived|seen|come in|in|yet|so far)',
      '(is|are|has|have) yet to (pay|settle|transfer|send|make|promise)',
      '(missed|skipped) [the|their|a|another|this] (payment|instalment|installment)',
      '[the|their|her|his] [is|are|was|were] still (unpaid|open|outstanding|not paid)',
      '(钱|款|货款|款项|付款|回款|尾款|余款)[也|都|一直|至今](还没|没|没有|未|尚未|还未|还没有)[有](到|到账|来|收到|付|打|汇|转|打过来|转过来|汇过来|打来|汇来)',
      '(没|没有|还没|还没有|未|尚未|一直没|至今没)(收到|见到|看到)[任何|我们的|他们的](款|钱|货款|付款|款项|回款|到账|汇款|打款|转账)',
      '(没|没有|还没|还没有|未|尚未|一直没|至今没|至今未)到账',
    ],
  ],
]);

/** So many tokens may stand between a denial and what it denies. */
const REACH = 14;

/** True for what a longer word makes something else of: 不过, 不久, "no later than". */
const OTHERWISE = lexicon<true>([
  [
    true,
    [
      'no later',
      'not later',
      'no more than',
      'not more than',
      'no less than',
      'not less than',
      'not only',
      'no matter',
      'no doubt',
      'no problem',
      'without (fail|doubt|delay|further delay)',
      'never mind',
      '(不过|不久|不晚于|不迟于|不超过|不少于|不低于|不仅|不但|不只|不好意思|不管|不论|无论|没问题|没关系|没事)',
    ],
  ],
]);

/**
 * A denial that begins at this token and, within its reach, what it denies: "refuse to promise", "haven't paid", 不肯周五付款. Also "paid nothing",
 * and "Friday is impossible" from its verb on. Null: nothing is denied here. `promisedTo`: where a phrase that promises and begins here ends.
 */
export function denialAt(line: Line, from: number, thisYear: number, promisedTo: number | null = null): Denial | null {
  if (OTHERWISE.at(line, from) !== null) return null;
  const impossible = IMPOSSIBLE.at(line, from);
  if (impossible !== null && followsDate(line, from, thisYear))
    return { outcome: 'answered', backward: true, final: true, to: impossible.to };
  const unable = UNABLE_BEHIND.at(line, from);
  if (unable !== null) return { outcome: 'asked_for_plan', backward: true, final: false, to: unable.to };
  if (tokenAt(line, from) === 'unpaid' && !/^[\p{L}\d]/u.test(tokenAt(line, from + 1)))
    return { outcome: null, backward: false, final: false, to: from + 1 };
  const unpaid = UNPAID.at(line, from);
  if (unpaid !== null) return { outcome: null, backward: false, final: false, to: unpaid.to };
  return nothingAt(line, from, promisedTo) ?? forcedAt(line, from, thisYear);
}

/** Whether a date stands before this token, "payment" and small words apart. */
function followsDate(line: Line, from: number, thisYear: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - REACH); at--) {
    const date = dateAt(line, at, thisYear);
    if (date !== null && date.to <= from) {
      for (let next = date.to; next < from; next++) if (!BESIDE_DATE.test(tokenAt(line, next))) return false;
      return true;
    }
  }
  return false;
}
const BESIDE_DATE =
  /^(?:payment|payments|date|deadline|it|that|this|for|them|us|to|pay|付|款|支|打|汇|前|之|内|会|都|是|的|话|那|他|们)$/;

/** "paid nothing", "promised not to pay", "paid 0", 付了0元. */
function nothingAt(line: Line, from: number, promisedTo: number | null): Denial | null {
  const denied = DENIED.at(line, from) ?? (promisedTo === null ? null : ({ value: 'word', to: promisedTo } as const));
  if (denied === null) return null;
  let at = denied.to;
  while (/^(?:us|me|that|they|will|would|have|to|pay|过|了|们|我)$/.test(tokenAt(line, at)) && at - denied.to < 5) at++;
  const done = denied.value === 'paid' || (at > denied.to && /^[了过]$/.test(tokenAt(line, denied.to)));
  const outcome = done ? null : 'answered';
  const nothing = OTHERWISE.at(line, at) === null ? NOTHING.at(line, at) : null;
  if (nothing !== null) return { outcome, backward: false, final: false, to: nothing.to };
  const offset = line.tokens[at]?.start;
  if (!done || offset === undefined || !ZERO.test(line.folded.slice(offset, offset + 24))) return null;
  return { outcome, backward: false, final: false, to: tokenAt(line, at).startsWith('0') ? at + 1 : at + 2 };
}

function forcedAt(line: Line, from: number, thisYear: number): Denial | null {
  const first = FORCES.at(line, from);
  if (first === null) return null;
  let force: Force = first.value;
  let passive = false;
  for (let at = first.to; at <= from + REACH; ) {
    if (OTHERWISE.at(line, at) !== null) return null;
    const denied = deniedAt(line, at, thisYear);
    if (denied !== null) {
      const outcome = outcomeOf(force, denied.value, passive, tokenAt(line, from));
      const final = outcome === 'refused' || (outcome === null && isPast(line, from));
      return { outcome, backward: false, final, to: denied.to };
    }
    const again = FORCES.at(line, at);
    const small = SMALL.at(line, at);
    // of two of them one may turn the other back
    if (again !== null) force = 'doubt';
    else if (WILLING.at(line, at) !== null && force !== 'doubt') force = 'unwilling';
    else if (ABLE.at(line, at) !== null && force !== 'doubt') force = 'unable';
    passive ||= /^(?:be|been|being)$/.test(tokenAt(line, at));
    const next =
      again?.to ??
      dateAt(line, at, thisYear)?.to ??
      invoicesAt(line, at)?.to ??
      small?.to ??
      amountAt(line, at)?.to ??
      null;
    if (next === null) return null;
    at = next;
  }
  return null;
}

/** Whether a denial stands before this token, with nothing but small words and dates between: "did not really". */
export function isTurned(line: Line, at: number, thisYear: number): boolean {
  for (let from = at - 1; from >= Math.max(0, at - REACH); from--) {
    let to = FORCES.at(line, from)?.to ?? null;
    while (to !== null && to < at)
      to = FORCES.at(line, to)?.to ?? dateAt(line, to, thisYear)?.to ?? SMALL.at(line, to)?.to ?? null;
    if (to === at) return true;
  }
  return false;
}

/** One Chinese character that pays only where nothing else follows it: 没打 and 没打5万, but not 没打电话. */
const LONE = /^[汇打转还结付给](?=$|[\s了款钱过,;.!?()\d一二两三四五六七八九十百千万半全余尾周月明后下本这])/u;

function deniedAt(line: Line, at: number, thisYear: number): { readonly value: Denied; readonly to: number } | null {
  const found = DENIED.at(line, at);
  if (found !== null) return found;
  const clear = clearedAt(line, at);
  if (clear !== null) return { value: 'pay', to: clear.to };
  const token = line.tokens[at];
  if (token?.kind !== 'han' || !/[汇打转还结付给]/.test(token.s)) return null;
  const alone = LONE.test(line.folded.slice(token.start, token.end + 1)) || dateAt(line, at + 1, thisYear) !== null;
  return alone ? { value: 'pay', to: at + 1 } : null;
}

/** "did not pay", 没付: of what lies behind, not of what is still to come ("has not paid yet", 还没付). */
const isPast = (line: Line, from: number): boolean => /^(?:didn't|didnt|did|没)$/.test(tokenAt(line, from));

function outcomeOf(force: Force, denied: Denied, passive: boolean, first: string): Outcome | null {
  if (denied === 'word' || force === 'doubt') return 'answered';
  if (denied === 'paid') return force === 'unwilling' ? 'answered' : null;
  if (force === 'unwilling') return passive ? 'answered' : 'refused';
  if (force === 'unable') return 'asked_for_plan';
  if (NOT_YET.test(first)) return null;
  return /^(?:no|nor|neither|none|nothing|nobody|noone|without|hardly|barely|无)$/.test(first) ? 'answered' : 'refused';
}
const NOT_YET =
  /^(?:[没未尚还仍至一分并从到]|did|didn't|didnt|has|hasn't|hasnt|have|haven't|havent|had|hadn't|yet|forgot|forgets|forgotten)$/;

const WILLING = lexicon<true>([
  [
    true,
    [
      '(willing|prepared|ready|keen|happy|going|gonna|want|wants|wanted|wanting|wish|wishes|intend|intends|intending|intention|intentions|plan|plans|planning|inclined|mean)',
      '(肯|愿|想|打算|准备|愿意|计划|意愿|有意)',
    ],
  ],
]);
const ABLE = lexicon<true>([
  [true, ['able', 'allowed', 'position', 'capacity', 'afford', '能', '能够', '有钱', '办法', 'means']],
]);
