import { requireRole } from '../../ledger/people.js';
import { tieProject } from '../commands/project.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { addressMetadata } from './metadata.js';
import { peopleIn } from './people-in.js';
import { onSubmit } from './submission.js';

/** A project with its channel and its people, as `/collect project` sets it up. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.project, addressMetadata, async ({ visit, text }) => {
    const { form } = visit.lang.t.commands;
    const name = text(fields.name);
    const slackChannelId = text(fields.channel);
    await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'projects');
    const picked = { owner: text(fields.owner), backup: text(fields.backup) };
    const { owner, backup, errors: wrong } = await peopleIn(desk, visit, picked);
    const errors = {
      ...(name === null ? { [fields.name]: form.empty } : {}),
      ...(slackChannelId === null ? { [fields.channel]: form.empty } : {}),
      ...wrong,
    };
    if (name === null || slackChannelId === null || Object.keys(errors).length > 0) return { errors };
    const answer = await tieProject(desk, visit, {
      name,
      slackChannelId,
      owner,
      backup,
      clientTexts: [],
    });
    return { answer };
  });
}
