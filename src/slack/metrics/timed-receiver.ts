import type { App, Receiver, ReceiverEvent } from '@slack/bolt';

/** What Slack asks for: `form` is one that was handed in, `options` the entries of a menu that is being typed into. */
export const requestKinds = ['command', 'press', 'form', 'shortcut', 'options', 'event', 'other'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Hears how long a request took, from when it was read and found to be Slack's, in seconds. */
export interface RequestTimes {
  acknowledged(kind: RequestKind, seconds: number): void;
  /** All work on it has ended, the answer included. */
  answered(kind: RequestKind, seconds: number): void;
}

/** The same receiver; each request that it hands to the app is timed. */
export function timed(receiver: Receiver, times: RequestTimes): Receiver {
  return {
    init: (app) => receiver.init(watching(app, times)),
    start: async (...args: unknown[]) => await receiver.start(...args),
    stop: async (...args: unknown[]) => await receiver.stop(...args),
  };
}

/** The app as the receiver sees it: of its door there is only one. */
function watching(app: App, times: RequestTimes): App {
  const processEvent = async (event: ReceiverEvent): Promise<void> => {
    const began = performance.now();
    const kind = kindOf(event.body);
    const passed = (): number => (performance.now() - began) / 1_000;
    const ack: ReceiverEvent['ack'] = async (response) => {
      const done = await event.ack(response);
      times.acknowledged(kind, passed());
      return done;
    };
    try {
      await app.processEvent({ ...event, ack });
    } finally {
      times.answered(kind, passed());
    }
  };
  return Object.create(app, { processEvent: { value: processEvent } }) as App;
}

function kindOf(body: ReceiverEvent['body']): RequestKind {
  if (typeof body.command === 'string') return 'command';
  return kinds.get(String(body.type)) ?? 'other';
}

const kinds: ReadonlyMap<string, RequestKind> = new Map([
  ['event_callback', 'event'],
  ['block_actions', 'press'],
  ['view_submission', 'form'],
  ['view_closed', 'form'],
  ['shortcut', 'shortcut'],
  ['message_action', 'shortcut'],
  ['block_suggestion', 'options'],
]);
