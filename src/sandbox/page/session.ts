import { listen } from './live.js';
import { notify } from './notices.js';
import { go, route } from './route.js';
import { applyLive, connection, forget, loadState, loadTraffic, me, refreshTimelines, state } from './store.js';
import { words } from './words.js';

// Who acts on this page, and the line to the sandbox in that person's name. Each tab of the browser has its own person.

const rememberedAs = 'sandbox.as';
let hangUp: (() => void) | null = null;

/** Begins with the person that the address (`?as=`) or this tab names, else with the sandbox's first. */
export async function begin(): Promise<void> {
  const asked = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem(rememberedAs);
  const loaded = (await loadState(asked)) ?? (asked === null ? null : await loadState(null));
  if (loaded === null) {
    setTimeout(() => void begin(), 2000);
    return;
  }
  sessionStorage.setItem(rememberedAs, loaded.me.id);
  void loadTraffic();
  hearAs(loaded.me.id);
}

/** From now on somebody else acts. What that person may not see leaves the screen. */
export async function actAs(id: string): Promise<void> {
  if (id === me.value?.id) return;
  hangUp?.();
  forget();
  if ((await loadState(id)) === null) {
    notify('problem', words.loadFailed);
    return;
  }
  sessionStorage.setItem(rememberedAs, id);
  leaveIfHidden();
  hearAs(id);
}

function hearAs(id: string): void {
  hangUp?.();
  connection.value = 'connecting';
  let first = true;
  hangUp = listen({
    as: id,
    event: (event) => {
      if (event.kind === 'reset') void readAnew(id);
      else applyLive(event);
    },
    connected: () => {
      if (connection.value === 'lost') notify('done', words.connection.back);
      connection.value = 'open';
      if (first) void refreshTimelines();
      else void readAnew(id);
      first = false;
    },
    lost: () => {
      connection.value = 'lost';
    },
  });
}

/** After a gap, or when everything began anew: the person may be gone, and so may the channel on the screen. */
async function readAnew(id: string): Promise<void> {
  const loaded = (await loadState(id)) ?? (await loadState(null));
  if (loaded === null) return;
  if (loaded.me.id !== id) {
    sessionStorage.setItem(rememberedAs, loaded.me.id);
    hearAs(loaded.me.id);
  }
  leaveIfHidden();
  await refreshTimelines();
}

function leaveIfHidden(): void {
  const shown = route.value;
  if (shown.kind !== 'channel') return;
  if (!state.value?.channels.some((channel) => channel.id === shown.channel)) go('#/');
}
