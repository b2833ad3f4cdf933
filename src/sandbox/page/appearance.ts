import { signal } from '@preact/signals';

export type Appearance = 'system' | 'light' | 'dark';

/** index.html reads it too, before anything is drawn. */
const remembered = 'sandbox.appearance';

export const appearance = signal<Appearance>(known(localStorage.getItem(remembered)));

export function setAppearance(next: Appearance): void {
  appearance.value = next;
  localStorage.setItem(remembered, next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

function known(text: string | null): Appearance {
  return text === 'light' || text === 'dark' ? text : 'system';
}
