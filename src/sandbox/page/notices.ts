import { signal } from '@preact/signals';

export interface Notice {
  readonly id: number;
  readonly tone: 'problem' | 'done';
  readonly text: string;
}

/** What is said in passing, at the lower edge. */
export const notices = signal<readonly Notice[]>([]);
/** What only a screen reader says: messages that arrive. */
export const announced = signal('');

const lifeMilliseconds = { problem: 12_000, done: 4000 };
const announcementMilliseconds = 3000;
let silence: ReturnType<typeof setTimeout> | undefined;
let last = 0;

/** Says something in passing. Problems stay longer, and can be dismissed like the others. */
export function notify(tone: Notice['tone'], text: string): void {
  last += 1;
  const id = last;
  const others = notices.value.filter((notice) => notice.text !== text);
  notices.value = [...others, { id, tone, text }].slice(-4);
  setTimeout(() => dismiss(id), lifeMilliseconds[tone]);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Lets a screen reader say it; afterwards it is gone, so that nobody finds it again while reading the page. */
export function announce(text: string): void {
  announced.value = text;
  clearTimeout(silence);
  silence = setTimeout(() => {
    announced.value = '';
  }, announcementMilliseconds);
}
