import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons.js';
import { words } from './words.js';

/** What stands beside the messages: a thread, the clock, the requests. Escape closes it. */
export function Pane(props: {
  readonly title: string;
  readonly note?: string;
  readonly wide?: boolean;
  /** What is inside takes the focus by itself. */
  readonly keepsFocus?: boolean;
  readonly close: () => void;
  readonly children: ComponentChildren;
}): VNode {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);

  // The reader is told what has opened, and keys go on from there; afterwards they go back to where they were.
  useEffect(() => {
    if (props.keepsFocus === true) return;
    const before = document.activeElement;
    const frame = heading.current?.closest('aside');
    heading.current?.focus();
    return () => {
      const inside = document.activeElement === document.body || frame?.contains(document.activeElement) === true;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <aside
      class={props.wide === true ? 'pane pane-wide' : 'pane'}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        props.close();
      }}
    >
      <div class="head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        {props.note !== undefined && <span class="topic">{props.note}</span>}
        <button
          type="button"
          class="tool head-close"
          aria-label={`${words.close}: ${props.title}`}
          title={words.close}
          onClick={props.close}
        >
          <Icon name="close" />
        </button>
      </div>
      {props.children}
    </aside>
  );
}
