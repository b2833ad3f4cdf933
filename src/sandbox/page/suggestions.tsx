import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Completion, Suggestion } from './completion.js';

export function suggestionId(listId: string, at: number): string {
  return `${listId}-${at}`;
}

/** What the composer offers, above it. The focus stays in the text: the keys are the composer's. */
export function Suggestions(props: {
  readonly id: string;
  readonly completion: Completion;
  readonly active: number;
  readonly pick: (item: Suggestion) => void;
}): VNode {
  const { completion, active, id } = props;

  useEffect(() => {
    document.getElementById(suggestionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);

  return (
    <div class={completion.short === true ? 'suggestions suggestions-short' : 'suggestions'}>
      <p class="suggestions-title">{completion.title}</p>
      <div role="listbox" id={id} aria-label={completion.title} class="suggestions-list">
        {completion.items.map((item, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the focus and its keys choose
          <div
            key={item.key}
            id={suggestionId(id, at)}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            class="suggestion"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.pick(item)}
          >
            <span class="suggestion-line">
              <strong>{item.label}</strong> {item.hint !== '' && <span class="suggestion-hint">{item.hint}</span>}
              {item.source !== '' && <span class="suggestion-source">{item.source}</span>}
            </span>
            {item.summary !== '' && <span class="suggestion-summary">{item.summary}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
