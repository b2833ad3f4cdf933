import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface FloatingProps {
  /** What it belongs to: it opens below (or above where there is more room), and presses there do not close it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly align: 'start' | 'end';
  /** As wide as the anchor at least. */
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A menu over the page. It is in the top layer, so that neither a scrolled list nor a dialog cuts it off. */
export function Floating({ anchor, align, wide = false, onClose, children }: FloatingProps): VNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = box.current;
    const at = anchor.current?.getBoundingClientRect();
    if (menu === null || at === undefined) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const scrolled = menu.scrollTop;
    const below = window.innerHeight - at.bottom - 8;
    const above = at.top - 8;
    menu.style.minWidth = wide ? `${at.width}px` : '';
    menu.style.maxWidth = `${window.innerWidth - 16}px`;
    menu.style.maxHeight = '';
    const size = menu.getBoundingClientRect();
    const upwards = size.height > below && above > below;
    const height = Math.min(size.height, 340, Math.max(120, upwards ? above : below) - 4);
    menu.style.maxHeight = `${height}px`;
    menu.scrollTop = scrolled;
    menu.style.top = `${upwards ? at.top - height - 4 : at.bottom + 4}px`;
    const left = align === 'start' ? at.left : at.right - size.width;
    menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - size.width - 8))}px`;
  });
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const isOutside = (target: EventTarget | null) =>
      target instanceof Node && box.current?.contains(target) !== true && anchor.current?.contains(target) !== true;
    const pressed = (event: Event) => {
      if (isOutside(event.target)) close.current();
    };
    // What it hangs on moves away.
    const scrolled = (event: Event) => {
      if (event.target instanceof Node && event.target.contains(anchor.current)) close.current();
    };
    const resized = () => close.current();
    document.addEventListener('pointerdown', pressed, true);
    document.addEventListener('scroll', scrolled, true);
    window.addEventListener('resize', resized);
    return () => {
      document.removeEventListener('pointerdown', pressed, true);
      document.removeEventListener('scroll', scrolled, true);
      window.removeEventListener('resize', resized);
    };
  }, [anchor]);
  return (
    <div ref={box} class="bk-floating" popover="manual">
      {children}
    </div>
  );
}
