import type { ActionContainer, FormErrors } from '../page-protocol.js';
import type { JsonObject } from '../workspace/model.js';
import type { BlockHost } from './blocks/host.js';
import { initialValues } from './blocks/initial-values.js';
import { act, busy, busyKey, options, viewPlace } from './deeds.js';
import { overlay, withInput } from './put-in.js';
import { go, route } from './route.js';
import { channelOf, forgetError, me, now, personOf, state, typed } from './store.js';
import { locale, words } from './words.js';

/** What the blocks of a message, form or Home need of the page around them. */
export function hostOf(
  container: ActionContainer,
  blocks: readonly JsonObject[],
  errors: FormErrors | null = null,
  context = '',
): BlockHost {
  const place =
    container.kind === 'view' ? viewPlace(container.viewId) : `message ${container.channel} ${container.ts}`;
  const shown = route.value;
  const here = container.kind === 'message' ? container.channel : shown.kind === 'channel' ? shown.channel : undefined;
  const initial = initialValues(blocks, here ?? null);
  const values = () => overlay(initial, typed.value.get(place) ?? {});
  return {
    people: personOf,
    channel: channelOf,
    act: (blockId, actionId, input) => void act(place, container, blockId, actionId, input, values()),
    busy: (blockId, actionId) => busy.value.has(busyKey(place, blockId, actionId)),
    loadOptions: (blockId, actionId, query) => options(container, blockId, actionId, query),
    locale,
    values: values(),
    change: (blockId, actionId, input) => {
      const before = typed.value.get(place) ?? {};
      typed.value = new Map(typed.value).set(place, withInput(before, blockId, actionId, input));
      if (container.kind === 'view') forgetError(blockId);
    },
    errors,
    idPrefix: `${context}${place.replace(/[^A-Za-z0-9]+/g, '-')}`,
    words,
    me: me.value?.id,
    allPeople: () => state.value?.people ?? [],
    allChannels: () => state.value?.channels ?? [],
    here,
    timezone: me.value?.timezone,
    now: () => now.peek(),
    fileUrl,
    openChannel: (id) => go(`#/${id}`),
  };
}

/** Where a stored file's bytes are, for the person who acts. */
export function fileUrl(id: string): string {
  return `/page/file/${id}?as=${encodeURIComponent(me.value?.id ?? '')}`;
}
