import type { DateSetting } from './dates.js';
import type { BlockHost } from './host.js';

/** How this page's reader reads dates. */
export function dateSetting(host: BlockHost): DateSetting {
  return {
    locale: host.locale,
    timezone: host.timezone,
    now: host.now?.() ?? new Date(),
    words: host.words.blocks,
  };
}
