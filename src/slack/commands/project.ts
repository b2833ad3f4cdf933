import { UserError } from '../../domain/user-error.js';
import { type PersonRef, requireRole } from '../../ledger/people.js';
import { setProject } from '../../ledger/projects.js';
import { readProject } from '../../understanding/read-project.js';
import type { Desk, Visit } from '../desk.js';
import { escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { misunderstood, questionMessage } from '../messages/question.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Command } from './command.js';
import { clientsOf } from './find-client.js';
import { introduced, named } from './people.js';

export const project: Command = {
  name: 'project',
  aliases: ['proj', '项目'],
  role: 'finance',
  async run(desk, visit, line) {
    await requireRole(desk.ledger, visit.actor, ['finance', 'manager']);
    const asked = { verb: line.verb, typed: line.rest };
    const reading = readProject(line.rest);
    if (reading.kind === 'question') return questionMessage({ ...asked, question: reading.question }, visit.lang);
    if (reading.kind === 'misunderstood') return misunderstood({ ...asked, problem: reading.problem }, visit.lang);
    const { request } = reading;
    // Without "here" and without a channel the one it is typed in is meant as well: it is where the person looks.
    const slackChannelId = request.channel ?? visit.slackChannelId;
    if (slackChannelId === null) throw new UserError('channel_needed');
    return await tieProject(desk, visit, {
      name: request.nameText,
      slackChannelId,
      owner: request.owner,
      backup: request.backup,
      clientTexts: request.clientTexts,
    });
  },
};

/**
 * Ties a project to a channel and its people, and says so. Throws UserError not_in_channel, channel_needed,
 * unknown_client, and what setProject throws.
 */
export async function tieProject(
  desk: Desk,
  visit: Visit,
  wanted: {
    readonly name: string;
    readonly slackChannelId: string;
    readonly owner: PersonRef | null;
    readonly backup: PersonRef | null;
    readonly clientTexts: readonly string[];
  },
): Promise<SlackMessage> {
  const { slackChannelId } = wanted;
  const channel = await desk.roster.channel(visit.workspace.id, slackChannelId);
  if (channel === null) throw new UserError('not_in_channel', { channel: `<#${slackChannelId}>` });
  if (channel.isDirect) throw new UserError('channel_needed');
  // A channel somewhere else must be one that the person is in: a private one's name is nobody else's business.
  const elsewhere = slackChannelId !== visit.slackChannelId;
  if (elsewhere && channel.isPrivate && !visit.actor.slackChannelIds.includes(slackChannelId)) {
    throw new UserError('not_in_channel', { channel: `<#${slackChannelId}>` });
  }
  const clients = await clientsOf(desk, visit, wanted.clientTexts);
  const receipt = await setProject(desk.ledger, visit.actor, {
    name: wanted.name,
    slackChannelId,
    owner: await introduced(desk, visit, wanted.owner),
    backup: await introduced(desk, visit, wanted.backup),
    clientIds: clients.map((client) => client.id),
  });
  const words = visit.lang.t.commands.project;
  const people = [
    receipt.owner === null ? words.noOwner : words.owner(named(receipt.owner)),
    ...(receipt.backup === null ? [] : [words.backup(named(receipt.backup))]),
  ];
  const lines = [
    words.set(escapeText(receipt.projectName), `<#${receipt.slackChannelId}>`),
    people.join(' · '),
    ...(receipt.beside.length === 0
      ? []
      : [words.beside(visit.lang.t.words.list(receipt.beside.map((name) => escapeText(name))), receipt.beside.length)]),
    ...(receipt.backupLeft && receipt.owner !== null
      ? [visit.lang.t.commands.assign.backupLeft(named(receipt.owner))]
      : []),
    ...(receipt.clientNames.length === 0
      ? []
      : [words.clients(visit.lang.t.words.list(receipt.clientNames.map((name) => escapeText(name))))]),
    ...(channel.isMember ? [] : [words.invite(`<#${receipt.slackChannelId}>`)]),
  ];
  return simpleAnswer(lines.join('\n'), words.digest(receipt.digestTime, `<#${receipt.slackChannelId}>`));
}
