import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { withEmoji } from './emoji.js';
import { Floating } from './floating.js';
import { Dots } from './icon.js';
import { safeUrl } from './nodes.js';
import { objectsIn, stringIn, textIn } from './read-json.js';
import { type ElementProps, useElement } from './use-element.js';

/** The "…" menu: at most five actions, some of them links. */
export function Overflow(props: ElementProps): VNode {
  const { element, host } = props;
  const state = useElement(props, false);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const options = objectsIn(element, 'options');
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const close = (focus: boolean) => {
    setOpen(false);
    if (focus) button.current?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Tab') close(true);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="bk-button bk-overflow"
        aria-label={stringIn(element, 'accessibility_label') ?? host.words.blocks.moreActions}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={state.busy}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {state.busy ? <span class="bk-spinner" aria-hidden="true" /> : <Dots />}
      </button>
      {open && (
        <Floating anchor={button} align="end" onClose={() => close(false)}>
          <div ref={list} role="menu" class="bk-menu" aria-label={host.words.blocks.moreActions} onKeyDown={move}>
            {options.map((option) => {
              const value = stringIn(option, 'value') ?? '';
              const url = stringIn(option, 'url');
              const href = url === null ? null : safeUrl(url);
              const description = textIn(option, 'description');
              const press = () => {
                close(true);
                state.choose(
                  { option: value },
                  href === null ? undefined : () => window.open(href, '_blank', 'noopener,noreferrer'),
                );
              };
              return (
                <button key={value} type="button" role="menuitem" tabIndex={-1} class="bk-menu-item" onClick={press}>
                  <span>{withEmoji(textIn(option, 'text'))}</span>
                  {description !== '' && <span class="bk-description">{withEmoji(description)}</span>}
                </button>
              );
            })}
          </div>
        </Floating>
      )}
      {state.dialog}
    </>
  );
}
