import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';
import { answerAsking } from './answer-asking.js';
import { askingIn } from './asking.js';

/** "@Collect who should we escalate?", in a channel or in a thread there. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('app_mention', async ({ event }) => {
    const asking = askingIn({ ...event });
    if (asking === null) return;
    const { botUserId } = await desk.parts.session.identity();
    await desk.track(answerAsking(desk, asking, withoutMention(asking.text, botUserId)));
  });
}

/** What is asked is the rest, wherever in it Collect is called by its name. */
function withoutMention(text: string, botUserId: string): string {
  return text.replaceAll(new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>[:,，：]?`, 'g'), ' ').trim();
}
