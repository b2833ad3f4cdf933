import { signal } from '@preact/signals';
import { parseRoute, type Route } from './address.js';

export const route = signal<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
});

/** Goes there without a step back to where one was. */
export function replaceRoute(hash: string): void {
  history.replaceState(null, '', hash);
  route.value = parseRoute(hash);
}

/** Goes to an address of the page ("#/C123"); the same one again is no new step back. */
export function go(hash: string): void {
  if (location.hash === hash) route.value = parseRoute(hash);
  else location.hash = hash;
}
