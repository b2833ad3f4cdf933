import type { VNode } from 'preact';

const PATHS = {
  down: 'M5 8l5 5 5-5',
  right: 'M8 5l5 5-5 5',
  left: 'M12 5l-5 5 5 5',
  close: 'M5.5 5.5l9 9m0-9l-9 9',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  up: 'M5 12l5-5 5 5',
  lock: 'M5 9h10v7H5zM7 9V6.5a3 3 0 0 1 6 0V9',
} as const;

/** A small drawing beside words: says nothing to screen readers. */
export function Icon({ name }: { name: keyof typeof PATHS }): VNode {
  return (
    <svg class="bk-icon" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

export function Dots(): VNode {
  return (
    <svg class="bk-icon" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="4" cy="10" r="1.6" fill="currentColor" />
      <circle cx="10" cy="10" r="1.6" fill="currentColor" />
      <circle cx="16" cy="10" r="1.6" fill="currentColor" />
    </svg>
  );
}
