import { requireRole } from '../../ledger/people.js';
import { roleList, setRole } from '../../ledger/roles.js';
import { readRole } from '../../understanding/read-role.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { roleList as roleListMessage } from '../messages/roles.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Command } from './command.js';
import { introduced, named } from './people.js';

const asksWho = (rest: string): boolean => rest.trim() === '';

export const role: Command = {
  name: 'role',
  aliases: ['roles', '角色', '权限'],
  role: 'manager',
  reads: asksWho,
  async run(desk, visit, line) {
    if (asksWho(line.rest)) return roleListMessage(await roleList(desk.ledger, visit.actor), visit.lang);
    await requireRole(desk.ledger, visit.actor, ['manager']);
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readRole(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    const person = await introduced(desk, visit, request.person);
    const done = await setRole(desk.ledger, visit.actor, person, request.role);
    const words = visit.lang.t.commands.role;
    const said = words.done(named(done.person), words.names[done.role]);
    return done.before === done.role ? simpleAnswer(said) : simpleAnswer(said, words.before(words.names[done.before]));
  },
};
