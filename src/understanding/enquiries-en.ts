import type { EnquiryTable } from './enquiry-table.js';

// Sentences with the word order of a question ("what did ACME promise") and of a clause ("tell me what ACME promised").

const WHO =
  '(who|whom|who all|which one|which ones|which client|which clients|which customer|which customers|which account|which accounts|what client|what clients|what customers|which of our clients|which of the clients|which of our customers)';
const CLIENTS =
  '(clients|client|customers|customer|accounts|invoices|invoice|list|report|payers|debtors|amounts|bills)';
const NAME = '[the] [client|customer|project] {name} [project]';
const IN = '(in|on|at|for|from|with|of|within|by)';
const HERE = '(here|in this channel|for this channel|in this project|on this project|for this project|in here)';
const BROKEN = '(broken|unkept|missed|failed|not kept|bust|unfulfilled)';
const BROKE =
  '(broke|has broken|have broken|did not keep|has not kept|have not kept|missed|failed|did not fulfil|did not honour) (their|a|the|his|her|its|any|its last|their last) (promise|promises|word)';
const ANY =
  '(any|the|our|all|all the|are there any|do we have any|is there any|what are the|which are the|is there a|what)';
const US = '[us|to us]';
const PAY = '(pay|pay us|pay up|settle|send the money|transfer the money)';
const PAYING = '(paying|paying us|settling)';

export const englishEnquiries: EnquiryTable = [
  [
    { kind: 'help' },
    [
      'help me',
      'i need help',
      'how can you help [me|us]',
      'what can you [all] (do|answer|tell me|help with|help me with) [for me|for us]',
      'what do you (do|know)',
      'what can (i|we) (ask|type|say|do) [you] [here|with you]',
      'what (questions|things) can (i|we) ask [you]',
      'how (do you|does this|does it|does collect|does this bot) work',
      'how (do|can|should) (i|we) use (you|this|it|collect)',
      'what are you able to do',
      'what (commands|questions) (do you know|do you have|do you understand|are there)',
      'which (commands|questions) (do you know|do you have|do you understand|are there)',
    ],
  ],
  [
    { kind: 'overview' },
    [
      'what (should|do|can|must) i (do|do next|have to do|need to do|work on|look at) [today|now|next|first|this morning]',
      'what (is|are) (on my plate|on my list|waiting for me|for me to do|my tasks|my to dos|important|important today|there to do|there for me to do|next for me) [today|now]',
      'what matters [to me] [today|now|most]',
      'what needs (my attention|doing|to be done) [today|now|first]',
      '(anything|something) (for me|for me to do|new for me) [today]',
      'is there (anything|something) (for me|for me to do|i should do|i need to do) [today]',
      'my (overview|summary|day|tasks|to dos|to do list|clients)',
      'what do i need to know [today]',
      'overview',
    ],
  ],
  [
    { kind: 'escalations' },
    [
      `${WHO} (should|must|do|shall|can|could|would) (we|i|you|the team|management) [have to|need to|want to|to] escalate [today|next|first|now]`,
      `${WHO} (we|i) (should|must|need to|have to|ought to) escalate [today|next|first]`,
      `${WHO} (need|needs|require|requires|want|wants|deserve|deserves) [an|to be|a|some|to] (escalation|escalations|escalating|escalated|escalate)`,
      `${WHO} (should|must|has to|have to|ought to|could) be escalated [today|next|first]`,
      `${WHO} (is|are) [a|the|our|up for|due for|ready for|to be|an] (escalation|escalated|escalation candidate|escalation candidates|escalation cases)`,
      `${WHO} (need|needs|require|requires) (a decision|my decision|our decision|a manager|a decision from me)`,
      `${WHO} to escalate [today|next|first]`,
      'which (case|cases) (should|must|do) (we|i) [need to|have to] escalate',
      'which (case|cases|clients) (need|needs) (escalation|escalating|to be escalated|a decision|a manager)',
      'what (should|must|do) (we|i) [need to|have to] escalate',
      'what (is|are) [there|the|our] [to] (escalate|escalations|open escalations|escalation candidates)',
      'what needs (escalation|escalating|to be escalated|a decision|my decision)',
      '(is|are) there [any|anything|anybody|anyone|some] [clients|cases] [to|open] (escalate|escalations|escalation candidates|for escalation)',
      '(do we have|any|are there any) (open escalations|escalations|escalation candidates)',
      '(anyone|anybody|anything) to escalate',
      '[the|our|all|open|current] (escalation|escalations) [list|candidates|queue|today]',
    ],
  ],
  [
    { kind: 'overdue', of: 'owner' },
    [
      '(what|who|which clients|how much) (is|are) [still] overdue (for|with|of|from|by) {person}',
      "which of {person} 's (clients|customers|accounts) are [still] overdue",
      "{person} 's overdue [clients|client|customers|invoices]",
      "what are {person} 's overdue (clients|customers|invoices)",
      'what does {person} have overdue',
      'which (clients|customers) of {person} are overdue',
      'overdue [clients|invoices] [for|of|owner|by|from] {person}',
    ],
  ],
  [
    { kind: 'overdue', of: 'mine' },
    [
      '(what|who|which clients|how much) (is|are) [still] overdue (for me|of mine|with me|on my side)',
      'which of my (clients|customers|accounts|invoices) (is|are) [still] (overdue|late|past due)',
      'which (clients|customers) of mine (is|are) (overdue|late)',
      '(are|is) any of my (clients|customers|accounts) (overdue|late)',
      'what do i have overdue',
      `${WHO} (owe|owes) me [money|the most]`,
      `${WHO} (should|must|do|can|shall) i [need to|have to] (chase|remind|chase up|follow up with|dun) [today|first|next|now]`,
      '[what are] my (overdue|late) (clients|client|customers|invoices|accounts|ones|list)',
      'what is overdue mine',
    ],
  ],
  [
    { kind: 'overdue', of: 'here' },
    [
      `(what|who|how much|which clients|which invoices) (is|are) [still] (overdue|late|past due) ${HERE}`,
      `(is|are) (anything|anybody|anyone|any clients|any invoices) overdue ${HERE}`,
      `(anything|anybody|anyone|overdue) [overdue] ${HERE}`,
      `${WHO} (owe|owes) us [money] ${HERE}`,
    ],
  ],
  [
    { kind: 'overdue', of: 'all' },
    [
      `${WHO} (is|are) [still|currently|now] (overdue|late|past due|in arrears|behind|late payers) [on payment|on payments|with payment|with payments|with paying|on paying] [today]`,
      '(what|how much|how much money) (is|are) [still|currently|now|all] (overdue|late|past due|in arrears) [for us|in total|altogether|overall|today]',
      'what (invoices|bills|payments) are [still] (overdue|late|past due)',
      'which (invoices|bills|payments) are [still] (overdue|late|past due)',
      'how many (clients|customers|invoices) are (overdue|late|past due)',
      `${WHO} (has|have) [any] (overdue|late) (invoices|bills|payments)`,
      `${WHO} (has|have) not paid [us] [yet|on time]`,
      `${WHO} (owe|owes) us [money|the most|most|the most money]`,
      `${WHO} (should|must|do|shall) we [need to|have to] (chase|remind|chase up|follow up with|dun) [today|first|next|now]`,
      `(any|what are|which are|are there any|do we have any|do we have|is there any|who are) [the|our] (overdue|late) ${CLIENTS}`,
      '(is|are) (anything|anybody|anyone|any client|any clients|any customers|any invoices) [still] (overdue|late|past due)',
      '(is|are) there (anything|anybody|anyone) overdue',
      '(anything|anybody|anyone) overdue',
      'do any (clients|customers) owe us [money]',
      `[the|our|all] [the|our] (overdue|late) ${CLIENTS}`,
      '[the] list of [all|the|our] overdue (clients|customers|invoices|accounts)',
      'who is overdue and (by|for|with) how much',
      'who our overdue (clients|customers) are',
    ],
  ],
  [
    { kind: 'overdue', of: 'name' },
    [
      `(what|who|how much|which clients|which invoices|which customers) (is|are) [still|currently] (overdue|late|past due) ${IN} ${NAME}`,
      `which invoices (of|from|for|by) ${NAME} are [still] (overdue|late|past due)`,
      `(which|what) (clients|customers|accounts) (of|from|with) ${NAME} are [still] (overdue|late|past due)`,
      `which of ${NAME} 's (clients|customers|accounts) are [still] (overdue|late|past due)`,
      `${NAME} 's overdue (clients|customers)`,
      `which ${NAME} invoices are (overdue|late|past due)`,
      `how much of ${NAME} is overdue`,
      `(is|are) [there] (anything|anybody|anyone|any invoices|any clients) (overdue|late) ${IN} ${NAME}`,
      `is ${NAME} [still|currently|now] (overdue|late|past due|in arrears)`,
      `(anything|anybody|anyone|anything else) overdue ${IN} ${NAME}`,
      `[the|all] overdue (clients|invoices|amounts|amount|customers|list) ${IN} ${NAME}`,
      `overdue ${IN} ${NAME}`,
      `what is ${NAME} 's overdue [amount|balance|total]`,
      `${NAME} 's overdue (amount|balance|total|invoices|invoice)`,
      `${NAME} overdue [invoices|clients|list]`,
      `${WHO} (owe|owes) us [money] (in|on|within) ${NAME}`,
      `${WHO} has not paid [yet] (in|on|within) ${NAME}`,
    ],
  ],
  [
    { kind: 'promises', of: 'here', due: null },
    [
      `(what|which promises|what promises) (was|is|has been|are|were) [promised|open] ${HERE}`,
      `(promises|open promises|any promises|any open promises) ${HERE}`,
      `${WHO} (promised|has promised) [something|anything|to pay] ${HERE}`,
      `(are|is) there [any] [open] (promises|promise) ${HERE}`,
    ],
  ],
  [
    { kind: 'promises', of: 'mine', due: null },
    [
      '[what are|which are|all] my [open] promises',
      '(what|which) promises (do i have|are mine|have i got) [open]',
      '(what|which) [open] promises do my (clients|customers) have',
      'what (did|have) my (clients|customers) (promise|promised) [me|us|to pay]',
      'who (promised|has promised) me [money|something|to pay]',
      'promises (of mine|of my clients|to me|from my clients)',
    ],
  ],
  [
    { kind: 'promises', of: 'all', due: null },
    [
      `${WHO} (promised|has promised|have promised|promises|made a promise|has made a promise) ${US} [something|anything|to pay|payment|a payment|money|to pay us]`,
      '(what|which) promises (are|do we have|are still|have we got) [still] [open|there|outstanding|pending|running]',
      '(what|which) promises (are there|do we have|have we got)',
      'what (was|is|has been|have our clients|have clients|have the clients|did our clients|did clients|did the clients) (promised|promise) [us|to us]',
      '(are|is) there [any] [open|outstanding|pending] promises',
      '[do we have|any|the|all|our|all our|all the] [any] (open|outstanding|pending|current) promises',
      `${WHO} (will|is going to|are going to|wants to|want to|intends to) ${PAY} [soon|next]`,
      'all promises',
    ],
  ],
  [
    { kind: 'broken', of: 'all', due: null },
    [
      `${ANY} ${BROKEN} (promise|promises)`,
      `${BROKEN} (promise|promises)`,
      '(which|what|how many) promises (were|are|have been|got) (broken|not kept|missed|not met)',
      '(was|were|is|are) any (promise|promises) (broken|not kept|missed|not met)',
      `${WHO} ${BROKE}`,
      `${WHO} (promised|has promised) ${US} [to pay] (but|and|and then) [still] (did not|has not|have not|never) [yet] (pay|paid|paid yet|pay us|paid us)`,
    ],
  ],
  [
    { kind: 'broken', of: 'all', due: 'on' },
    [
      `${ANY} ${BROKEN} (promise|promises) (|on|in|of|from|for) {day}`,
      `${BROKEN} (promise|promises) (|on|in|of|from|for) {day}`,
      '(which|what|how many) promises (were|are|have been|got) (broken|not kept|missed|not met) [on|in] {day}',
      '(was|were|is|are) any (promise|promises) (broken|not kept|missed|not met) [on|in] {day}',
      `${WHO} ${BROKE} [on|in] {day}`,
    ],
  ],
  [
    { kind: 'broken', of: 'mine', due: null },
    [
      `[what are|which are|show] my ${BROKEN} (promise|promises)`,
      `which of my (clients|customers) ${BROKE}`,
      `[any] ${BROKEN} (promise|promises) (of mine|of my clients|from my clients|to me)`,
    ],
  ],
  [
    { kind: 'broken', of: 'here', due: null },
    [`[any] ${BROKEN} (promise|promises) ${HERE}`, `${WHO} ${BROKE} ${HERE}`],
  ],
  [
    { kind: 'broken', of: 'name', due: null },
    [
      `(did|has|have|does) ${NAME} [ever|already] (break|broken|broke|keep|kept|miss|missed) (a|any|its|their|the|his|her) (promise|promises) [to us]`,
      `[any|the|what are the] ${BROKEN} (promise|promises) (of|from|by|for) ${NAME}`,
      `${NAME} 's ${BROKEN} (promise|promises)`,
      `(which|how many|what) promises (did|has) ${NAME} (break|broken|broke|missed|miss|not keep|not kept)`,
    ],
  ],
  [
    { kind: 'promises', of: 'all', due: 'on' },
    [
      '(what|who|anything|anyone|which payments|what payments) [is|are] [due|promised|expected] (due|promised|expected|coming in) [to pay] [on|in|for] {day}',
      '(what|which payments|what payments) (is|are) (due|promised|expected) [on|in|for] {day}',
      'due [on|in] {day}',
      '(is|are) (anything|anyone|any payments|there anything) (due|promised|expected|coming in) [on|in|for] {day}',
      '(what|how much) (comes|is coming) in [on|in] {day}',
      '(payments|money) (due|expected|promised|coming in) [on|in|for] {day}',
      `${WHO} (promised|has promised|have promised|promises) ${US} [to pay|to pay us|payment|a payment|money|something] [on|for|in] {day}`,
      `${WHO} (will|should|is going to|are going to|wants to|is supposed to|has promised to|promised to|is expected to) ${PAY} [on|in] {day}`,
      `${WHO} (pays|pay) [us] [on] {day}`,
      `${WHO} (is|are|will be) ${PAYING} [on|in] {day}`,
      '(what|which) promises (are|come|fall) [due|on|for] [on|for|in] {day}',
      '(what|which) [open] promises (are there|do we have) (for|on) {day}',
      '(what|how much|what money) (was|is|has been) promised (for|on) {day}',
      '(what|how much|what money|how much money) (should|will) (come in|come|be paid|arrive) [on|in] {day}',
      '(what|how much|what money|how much money) (do|should) we (expect|get) [on|in] {day}',
      '[the|all|open] promises [due] (for|on) {day}',
      '[the|all|open] promises due {day}',
      '(is|are) (anything|any promises) (promised for|due on|due) {day}',
    ],
  ],
  [
    { kind: 'promises', of: 'all', due: 'by' },
    [
      `${WHO} (promised|has promised|have promised) ${US} [to pay|to pay us|payment|money] (by|until|before the end of) {day}`,
      `${WHO} (will|should|is going to|wants to|is supposed to) ${PAY} (by|until) {day}`,
      '(what|which) promises are due (by|until) {day}',
      '(what|how much) (was|is|has been) promised (by|until) {day}',
      '[the|all|open] promises [due] (by|until) {day}',
    ],
  ],
  [
    { kind: 'promises', of: 'mine', due: 'on' },
    [
      '(what|which) of my promises (are|come|fall) due [on|in] {day}',
      'which of my (clients|customers) (promised|promised to pay|will pay|are paying|should pay|pay) [on|for|in] {day}',
      'my promises [due] [for|on] {day}',
    ],
  ],
  [
    { kind: 'promises', of: 'name', due: null },
    [
      `(what|how much) (did|has|have|does|do) ${NAME} [ever|just|already|really|actually] (promise|promised|pledge|pledged|commit to|committed to|agree to|agreed to) ${US} [so far|to pay|to pay us|exactly|last|in total]`,
      `what (has|have) ${NAME} promised [us] [so far]`,
      `(what|how much) ${NAME} (promised|has promised|promises|pledged|is promising) [us] [to pay|so far]`,
      `[by] when (will|would|does|is|should) ${NAME} [going to|expected to|supposed to|planning to|want to|intend to|finally] ${PAY}`,
      `[by] when is ${NAME} ${PAYING}`,
      `[by] when (did|has|have|does) ${NAME} (promise|promised|want|agree|agreed|intend|commit|say they would|say it would) [to] ${PAY}`,
      `[by] when did ${NAME} say [that] (they|it|she|he) (would|will|wants to) ${PAY}`,
      `[by] when ${NAME} (will|wants to|promised to|is going to|has promised to) ${PAY}`,
      `when (do|will|can) we (get|expect|see|have) [our|the] money from ${NAME}`,
      `when (is|are) ${NAME} 's (payment|payments|money) (expected|coming|promised)`,
      `(did|has|have|does|do) ${NAME} (promise|promised|make|made|have|pledge|commit to) [us] (anything|something|any promise|any promises|a promise|to pay|to pay us|a date|a payment|payment|any date)`,
      `(is|are) there [a|any] [open] (promise|promises) (from|of|by|for|with) ${NAME}`,
      `do we have [a|any] [open] (promise|promises|commitment) (from|of|by) ${NAME}`,
      `[any|the|all|open] [open] (promise|promises) (from|of|by|for|made by) ${NAME}`,
      `(what are|which are|what is|what was) ${NAME} 's [open|last|latest|current|next] (promise|promises)`,
      `${NAME} 's [open|last|latest|current|next] (promise|promises)`,
      `(what|which) promises (does|did|has|have) ${NAME} (have|make|made|given|give) [open|us]`,
      `(what|which) promises are [still] open (for|of|from|with|by) ${NAME}`,
      `what was promised by ${NAME}`,
      `what (was|is|has been) promised (in|on|for) ${NAME}`,
      `${WHO} (promised|has promised) [something|anything|to pay|us|us something] (in|on) ${NAME}`,
      `${NAME} promises`,
    ],
  ],
  [
    { kind: 'promises', of: 'name', due: 'on' },
    [
      `(what|how much) did ${NAME} promise [us] [to pay] (for|on) {day}`,
      `(did|has) ${NAME} (promise|promised|commit to|agree to|agreed to|say|said) [us] [to pay|to pay us|pay|a payment|payment|money|something|anything] (for|on|by|) {day}`,
      `(will|is|does) ${NAME} (pay|pay us|paying|going to pay|supposed to pay) [on|by|in] {day}`,
    ],
  ],
  [
    { kind: 'status', of: 'name' },
    [
      `(how is|how are) ${NAME} (doing|going|looking|standing|getting on)`,
      `how (are things|is it going|is it|do things stand|do we stand|are we doing|is the situation) [going|standing|looking] (with|at|for) ${NAME}`,
      `what is the [current|latest] (status|state|situation|position|story|latest|news|balance|account|account balance|standing) (of|with|on|for|about|at|from) ${NAME}`,
      `what is (going on|up|new|open|outstanding|happening|unpaid) (with|at|from|for) ${NAME}`,
      `[what is] [the] (status|state|situation|latest|update|news|info|information|everything|all|balance) (of|for|on|about|with) ${NAME}`,
      `what is ${NAME} 's (status|balance|account|situation|position|standing|state)`,
      `${NAME} 's (status|balance|account|situation|open invoices|invoices|state|standing)`,
      `(where|how) do we stand with ${NAME}`,
      `where are we with ${NAME}`,
      `(what|how much|how much money) (does|do) ${NAME} [still|currently] owe [us] [in total|altogether|now]`,
      `(what|how much|how much money) ${NAME} (owes|owe|still owes) [us]`,
      `(does|do) ${NAME} [still] owe us [anything|money|something|any money]`,
      `(what|how much) (is|are) [still] (open|outstanding|unpaid|due|owed) (from|with|for|at|by) ${NAME}`,
      `which invoices (of|from|for) ${NAME} are [still] (open|unpaid|outstanding)`,
      `(what|which) invoices does ${NAME} [still] have [open]`,
      `what do we know about ${NAME}`,
      `[what|everything|all] about ${NAME}`,
      `what did ${NAME} (say|tell us) [last|lately|recently|last time]`,
      `what (was|is) [the|our] (last|latest) (contact|conversation|call|talk) (with|to) ${NAME}`,
      `when did (we|anyone|anybody|somebody|someone) last (talk|speak|talked|call|contact|hear|write) [to|with|from] ${NAME}`,
      `when (was|is) [the|our] last (contact|conversation|call) (with|to) ${NAME}`,
      `who (owns|looks after|is responsible for|takes care of|handles|is in charge of|manages) ${NAME}`,
      `who is the owner of ${NAME}`,
      `who is ${NAME} 's owner`,
      `(does|has|is) ${NAME} (have|got|in) (a dispute|any dispute|any disputes|disputes|dispute)`,
      // What is open, and what was promised, is what is known of it.
      `(did|has|have) ${NAME} [already|finally|now] (pay|paid) [us|up] [yet|already|now|anything|the invoice|the invoices|their invoices|their bill]`,
      `has [the|any] money (arrived|come in) from ${NAME} [yet|already]`,
      `(has|have) we (been paid by|received money from) ${NAME} [yet|already]`,
      `${NAME} status`,
    ],
  ],
];

/** Said so in any language: the words of the commands themselves. */
export const commandEnquiries: EnquiryTable = [
  [{ kind: 'help' }, ['help', '?', 'commands']],
  [{ kind: 'escalations' }, ['escalations', 'escalation']],
  [{ kind: 'overdue', of: 'mine' }, ['overdue (mine|me|my)']],
  [{ kind: 'overdue', of: 'all' }, ['overdue [all|everything]']],
  [{ kind: 'overdue', of: 'name' }, ['overdue {name}']],
  [{ kind: 'promises', of: 'mine', due: null }, ['promises [mine|me]']],
  [{ kind: 'promises', of: 'name', due: null }, ['promises {name}']],
  [{ kind: 'status', of: 'name' }, ['status {name}']],
];

export const englishLeads: readonly string[] = [
  '(hi|hello|hey|hi there|hello there|good morning|good afternoon|morning|dear|hey there)',
  '(collect|bot|team)',
  '(please|pls|plz|so|ok|okay|well|now|and|also|then|quick question|question|one question)',
  '(can|could|would|will) you [please] (tell|show|give|list|send|find) [me|us] [please]',
  '(can|could|would|will) you [please]',
  '(can|could|may) (i|we) [please] (see|have|get|know|ask)',
  '(tell|show|give|send|get) (me|us) [please]',
  '(show|list|display|find|check|look up)',
  '(do|would|can) you (know|happen to know|tell)',
  '(i|we) (want|would like|need|wanted|have) to (know|see|ask)',
  '(i|we) would like to (know|see|ask)',
  '(i am|i was) wondering',
  'let (me|us) know',
  '(remind|update) me [of|on]',
  '(any idea|do you have any idea)',
  'does (anyone|anybody|somebody) know',
];

export const englishTails: readonly string[] = [
  '(please|pls|plz|thanks|thank you|thx|cheers|many thanks|thanks a lot)',
  '(right now|now|currently|at the moment|at present|again|then|anyway|exactly|so far|already|as of today|as of now)',
  '(collect|bot)',
  'do you know',
];
