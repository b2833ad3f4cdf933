import { signal } from '@preact/signals';

/** What lies over or beside the messages by choice, apart from threads, which have an address. */
export const panel = signal<'clock' | 'developer' | null>(null);
/** On a narrow screen the sidebar lies over the page. */
export const sidebarOpen = signal(false);

export function togglePanel(which: 'clock' | 'developer'): void {
  panel.value = panel.value === which ? null : which;
}
