import type { Answer, Call, Method } from '../method.js';
import { visibleChannel } from '../reach.js';
import { invalidArguments, Refusal } from '../refusal.js';

/** Suggested at a time. */
const MOST_PROMPTS = 4;

export const assistantMethods = {
  // docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
  'assistant.threads.setSuggestedPrompts': { scopes: ['assistant:write'], tier: 4, handle: suggest },
} satisfies Record<string, Method>;

function suggest(call: Call): Answer {
  call.args.require('channel_id', 'prompts');
  const prompts = call.args.json('prompts');
  if (!Array.isArray(prompts)) throw invalidArguments('must provide an array [json-pointer:/prompts]');
  if (prompts.length === 0) throw invalidArguments('no fewer than 1 items are allowed [json-pointer:/prompts]');
  if (prompts.length > MOST_PROMPTS) {
    throw invalidArguments(`no more than ${MOST_PROMPTS} items are allowed [json-pointer:/prompts]`);
  }
  for (const [at, prompt] of prompts.entries()) {
    for (const field of ['title', 'message']) {
      const text: unknown = (prompt as Readonly<Record<string, unknown>> | null)?.[field];
      if (typeof text !== 'string' || text === '') {
        throw invalidArguments(`missing required field: ${field} [json-pointer:/prompts/${at}/${field}]`);
      }
    }
  }
  const channel = visibleChannel(call, call.args.text('channel_id'));
  if (channel.kind !== 'im') throw new Refusal('channel_not_found');
  const thread = call.args.text('thread_ts');
  if (thread !== '' && call.workspace.message(channel.id, thread) === null) throw new Refusal('invalid_thread_ts');
  return {};
}
