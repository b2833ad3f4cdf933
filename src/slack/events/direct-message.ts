import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';
import { answerAsking } from './answer-asking.js';
import { askingIn } from './asking.js';

/** What somebody writes to Collect in their own conversation with it, in a thread there or not. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('message', async ({ event }) => {
    const asking = askingIn({ ...event });
    if (asking !== null) await desk.track(answerAsking(desk, asking, asking.text));
  });
}
