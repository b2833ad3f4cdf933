/** What the address after "#" says is on the screen. */
export type Route =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'channel';
      readonly channel: string;
      readonly thread: string | null;
      readonly message: string | null;
    }
  | { readonly kind: 'app'; readonly tab: AppTab };

export type AppTab = 'home' | 'messages' | 'about';

/** Anything that is no address of the page is the start. */
export function parseRoute(hash: string): Route {
  const [first = '', second, third] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (first === 'home' || first === 'messages' || first === 'about') return { kind: 'app', tab: first };
  if (!/^[CDG][A-Z0-9]+$/.test(first)) return { kind: 'start' };
  const ts = third !== undefined && /^\d+\.\d+$/.test(third) ? third : null;
  return {
    kind: 'channel',
    channel: first,
    thread: second === 'thread' ? ts : null,
    message: second === 'message' ? ts : null,
  };
}

/** Where a permalink as Slack writes it leads on this page; null: it is none. */
export function permalinkRoute(href: string): string | null {
  const found = /\/archives\/([CDG][A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(href);
  if (found === null) return null;
  const [, channel, seconds, micros, query] = found;
  const thread = new URLSearchParams(query ?? '').get('thread_ts');
  const ts = `${seconds}.${micros}`;
  return thread !== null && thread !== ts ? `#/${channel}/thread/${thread}` : `#/${channel}/message/${ts}`;
}
