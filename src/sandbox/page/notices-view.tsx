import type { VNode } from 'preact';
import { Icon } from './icons.js';
import { announced, dismiss, notices } from './notices.js';
import { connection } from './store.js';
import { words } from './words.js';

/** What is said in passing, and what only a screen reader says. */
export function Notices(): VNode {
  return (
    <>
      <div class="notices" role="alert">
        {connection.value === 'lost' && <p class="notice notice-problem">{words.connection.lost}</p>}
        {notices.value.map((notice) => (
          <p key={notice.id} class={`notice notice-${notice.tone}`}>
            <span>{notice.text}</span>
            <button
              type="button"
              class="tool"
              aria-label={words.dismiss}
              title={words.dismiss}
              onClick={() => dismiss(notice.id)}
            >
              <Icon name="close" />
            </button>
          </p>
        ))}
      </div>
      <p class="sr-only" role="status" aria-live="polite">
        {announced.value}
      </p>
    </>
  );
}
