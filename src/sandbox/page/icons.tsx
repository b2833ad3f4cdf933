import type { VNode } from 'preact';

const paths = {
  menu: 'M3 5h14M3 10h14M3 15h14',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  forward: 'M8 4l6 6-6 6',
  down: 'M5 8l5 5 5-5',
  updown: 'M6 8l4-4 4 4M6 12l4 4 4-4',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5V10l2.5 1.8',
  traffic: 'M7 16V4M7 4L4 7.5M7 4l3 3.5M13 4v12M13 16l-3-3.5M13 16l3-3.5',
  light:
    'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  dark: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z',
  system: 'M3 4h14v9H3zM7.5 16.5h5M10 13v3.5',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  shared: 'M8 12l4-4M9 5.5l1-1a3.2 3.2 0 0 1 4.5 4.5l-1.5 1.5M11 14.5l-1 1A3.2 3.2 0 0 1 5.5 11L7 9.5',
  reply: 'M3.5 4h13v9.5H9L5.5 17v-3.5h-2z',
  more: 'M4.200 10h.600M9.700 10h.600M15.200 10h.600',
  bolt: 'M11 2.5L4.5 11H10l-1 6.5L15.5 9H10z',
  clip: 'M15 9.2l-5.3 5.3a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-6 6a1 1 0 0 1-1.5-1.4l5.3-5.3',
  send: 'M3.5 4l13.5 6-13.5 6 2-6zM5.5 10H11',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  people:
    'M7.5 4.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM2.5 16c.4-3 2.3-4.4 5-4.4s4.600 1.400 5 4.400M13 5a2.500 2.500 0 0 1 0 4.700M14.800 12c1.600.6 2.500 2 2.700 4',
  file: 'M5 2.500h6.500L15 6v11.500H5zM11.500 2.500V6H15',
  check: 'M4 10.500l4 4 8-9',
  copy: 'M7 7h9v10H7zM13 7V3H4v10h3',
  restart: 'M4.500 8.500A6 6 0 1 1 4.200 12M4.500 4v4.500H9',
  jump: 'M10 4v11M5.500 10.500L10 15l4.500-4.500',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing of 20 by 20; a word or a label beside it says what it means. */
export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg
      class={name === 'more' ? 'icon icon-dots' : 'icon'}
      viewBox="0 0 20 20"
      width="18"
      height="18"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
