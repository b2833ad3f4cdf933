import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  readonly key: string;
  readonly label: ComponentChildren;
  /** What is found by typing its first letters; the label where that is text. */
  readonly text?: string;
  /** Given: one of several is on. */
  readonly checked?: boolean;
  readonly run: () => void;
}

/**
 * A button that opens a list of things to do, by mouse and by arrow keys. The list lies in the browser's top layer, so that
 * nothing around it cuts it off.
 */
export function Menu(props: {
  readonly label: string;
  readonly title?: string;
  readonly buttonClass: string;
  readonly button: ComponentChildren;
  readonly items: readonly MenuItem[];
  /** Said where there is nothing to choose. */
  readonly empty?: string;
  readonly edge?: 'start' | 'end';
}): VNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    const menu = list.current;
    if (!open || menu === null || button.current === null) return;
    menu.showPopover();
    place(menu, button.current, props.edge ?? 'start');
    const first = menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? itemsOf(menu)[0];
    (first ?? menu).focus();
    const closed = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') setOpen(false);
    };
    menu.addEventListener('toggle', closed);
    return () => menu.removeEventListener('toggle', closed);
  }, [open, props.edge]);

  const shut = () => {
    list.current?.hidePopover();
    setOpen(false);
    button.current?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.buttonClass}
        aria-label={props.label}
        title={props.title}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {props.button}
      </button>
      {open && (
        <div
          ref={list}
          id={id}
          class="menu"
          role="menu"
          popover="auto"
          tabIndex={-1}
          aria-label={props.label}
          onKeyDown={(event) => moveByKey(event, list.current, shut)}
        >
          {props.items.map((item) => (
            <button
              key={item.key}
              type="button"
              class="menu-item"
              {...(item.checked === undefined
                ? { role: 'menuitem' as const }
                : { role: 'menuitemradio' as const, 'aria-checked': item.checked })}
              tabIndex={-1}
              onClick={() => {
                shut();
                item.run();
              }}
            >
              {item.label}
            </button>
          ))}
          {props.items.length === 0 && <p class="menu-empty">{props.empty}</p>}
        </div>
      )}
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item')];
}

function moveByKey(event: KeyboardEvent, menu: HTMLElement | null, shut: () => void): void {
  if (menu === null) return;
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const step = steps[event.key];
  if (step !== undefined) items.at(step % items.length)?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') shut();
  else if (event.key.length === 1 && event.key !== ' ') {
    const next = [...items.slice(at + 1), ...items].find((item) =>
      item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()),
    );
    next?.focus();
    return;
  } else return;
  if (event.key !== 'Tab') event.preventDefault();
  event.stopPropagation();
}

/** Beside its button, below it if there is room, and within the window. */
function place(menu: HTMLElement, button: HTMLElement, edge: 'start' | 'end'): void {
  const anchor = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const gap = 4;
  const left = edge === 'start' ? anchor.left : anchor.right - size.width;
  const fitsBelow = anchor.bottom + gap + size.height <= innerHeight - gap;
  const top = fitsBelow ? anchor.bottom + gap : anchor.top - gap - size.height;
  menu.style.left = `${Math.max(gap, Math.min(left, innerWidth - size.width - gap))}px`;
  menu.style.top = `${Math.max(gap, Math.min(top, innerHeight - size.height - gap))}px`;
}
