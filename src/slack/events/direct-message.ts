import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';
import { answerAsking } from './answer-asking.js';
import { askingIn } from './asking.js';
import { droppedIn } from './dropped.js';
import { answerDropped } from './dropped-file.js';

/** What somebody writes to Collect, or drops for it, in their own conversation with it, in a thread there or not. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('message', async ({ event }) => {
    const asking = askingIn({ ...event });
    if (asking !== null) await desk.track(answerAsking(desk, asking, asking.text));
    const dropped = droppedIn({ ...event });
    if (dropped !== null) await desk.track(answerDropped(desk, dropped));
  });
}
