import { tieProject } from '../commands/project.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { addressMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** A project with its channel and its people, as `/collect project` sets it up. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.project, addressMetadata, async ({ visit, text }) => {
    const { form } = visit.lang.t.commands;
    const name = text(fields.name);
    const slackChannelId = text(fields.channel);
    if (name === null) return { errors: { [fields.name]: form.empty } };
    if (slackChannelId === null) return { errors: { [fields.channel]: form.empty } };
    const person = (slackUserId: string | null) => (slackUserId === null ? null : { slackUserId });
    const answer = await tieProject(desk, visit, {
      name,
      slackChannelId,
      owner: person(text(fields.owner)),
      backup: person(text(fields.backup)),
      clientTexts: [],
    });
    return { answer };
  });
}
