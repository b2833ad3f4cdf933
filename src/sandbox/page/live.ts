import type { LiveEvent } from '../page-protocol.js';

const kinds = [
  'message',
  'message_gone',
  'channel',
  'channel_gone',
  'people',
  'home',
  'forms',
  'clock',
  'traffic',
  'notice',
  'reset',
] as const satisfies readonly LiveEvent['kind'][];

export interface LiveParts {
  /** Whose eyes. */
  readonly as: string;
  readonly event: (event: LiveEvent) => void;
  /** The line stands; after a gap something may have been missed, so everything is to be read anew. */
  readonly connected: () => void;
  readonly lost: () => void;
}

const retryMilliseconds = 1500;

/**
 * Listens to what happens in the workspace until the answer is called. The browser reconnects by itself after a dropped
 * line, but not after a refusal (a sandbox that is starting), so this does.
 */
export function listen(parts: LiveParts): () => void {
  let ended = false;
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    const stream = new EventSource(`/page/live?as=${encodeURIComponent(parts.as)}`);
    source = stream;
    stream.addEventListener('open', () => parts.connected());
    stream.addEventListener('error', () => {
      if (ended) return;
      parts.lost();
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(connect, retryMilliseconds);
    });
    for (const kind of kinds) {
      stream.addEventListener(kind, (event) => {
        const data = event instanceof MessageEvent && event.data !== '' ? JSON.parse(event.data) : {};
        parts.event({ ...data, kind } as LiveEvent);
      });
    }
  };
  connect();
  return () => {
    ended = true;
    clearTimeout(retry);
    source?.close();
  };
}
