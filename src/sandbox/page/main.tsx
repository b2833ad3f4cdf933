import { render } from 'preact';
import { permalinkRoute } from './address.js';
import { panel, sidebarOpen } from './panels.js';
import { nextRegion } from './regions.js';
import { go, route } from './route.js';
import { SandboxPage } from './sandbox-page.js';
import { begin } from './session.js';
import { startPulse } from './store.js';
import { language } from './words.js';

document.documentElement.lang = language;

const root = document.getElementById('page');
if (root === null) throw new Error('index.html has no element "page"');
render(<SandboxPage />, root);
startPulse();
void begin();

// A permalink in a message leads to the place on this page, not away from it.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const inside = link === null ? null : permalinkRoute(link.href);
  if (inside === null) return;
  event.preventDefault();
  go(inside);
});

// Opening a thread is a wish to see it, whatever lay there before.
route.subscribe((shown) => {
  if (shown.kind === 'channel' && shown.thread !== null) panel.value = null;
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') sidebarOpen.value = false;
  if (event.key === 'F6') {
    event.preventDefault();
    nextRegion(event.shiftKey ? -1 : 1);
  }
});
