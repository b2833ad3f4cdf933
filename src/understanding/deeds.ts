/**
 * Ways to ask for something to be recorded that are no line of a command: the words before and between, and the line
 * that they come to. `$1`, `$2`, `$3`: what stands in the brackets of the expression.
 */
export const deedWays: readonly (readonly [way: RegExp, line: string])[] = [
  [/^(?:note down|write down|save|add|record|note|remember|take note|make a note)(?: that)?[ :,]+(.+)$/isu, 'log $1'],
  [/^log(?: that)? (.+)$/isu, 'log $1'],
  [/^(?:assign|give) (.+?) to (<@\S+)(.*)$/isu, 'assign $1 $2$3'],
  [/^(?:mark|book|set)\s+(.+?)\s+(?:as\s+)?paid(?:\s+(.+))?$/isu, 'paid $1 $2'],
  [/^(?:book|record|enter|add|log)\s+(?:a\s+|the\s+)?payment\s+of\s+(.+?)\s+(?:from|by)\s+(.+)$/isu, 'paid $2 $1'],
  [/^(?:book|record|enter|add|log)\s+(?:a\s+|the\s+)?payment\s+(?:from|by)\s+(.+?)\s+of\s+(.+)$/isu, 'paid $1 $2'],
  [
    /^(?:undo|revert|take back)(?:\s+(?:that|it|this|the last one|my last entry|what i (?:just )?(?:logged|recorded)))?$/isu,
    'undo',
  ],
  [/^(?:记一下|记下来|记下|记录一下|记录|登记一下|登记|帮我记|记住|记)[\s:：,，]*(.+)$/su, '记录 $1'],
  [/^(?:把|将)\s*(.+?)\s*(?:标记为|标为|记为|登记为|设为)\s*(?:已付款|已付|付款|到账)\s*(.*)$/su, '到账 $1 $2'],
  [/^(?:登记|记录|录入)\s*(.+?)\s*(?:到账|回款|付款)\s*(.+)$/su, '到账 $1 $2'],
  [/^(?:撤销|撤回|取消)(?:一下)?(?:刚才的|上一条|那条|刚才那条|刚刚的)?$/su, '撤销'],
  // English behind its verb, so that "remind me who is overdue" stays a question.
  [
    /^(?:do not|don't|dont|stop) (?:remind|reminding)(?: me| us)? (?:of|about) (.+? (?:until|till) .+)$/isu,
    'snooze $1',
  ],
  [/^(?:hide|pause|postpone|sleep) (.+? (?:until|till) .+)$/isu, 'snooze $1'],
  [/^(.+?)(?:暂停提醒|先不提醒|先别提醒)(?:到|至)(.+)$/su, '暂停提醒 $1 到$2'],
  [/^(?:别|不要|先别|暂时别)提醒(?:我)?(.+?)(?:到|直到|至)(.+)$/su, '暂停提醒 $1 到$2'],
];
