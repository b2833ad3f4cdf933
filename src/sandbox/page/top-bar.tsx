import type { VNode } from 'preact';
import { appearance, setAppearance } from './appearance.js';
import { shortDateTime } from './dates.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { panel, sidebarOpen, togglePanel } from './panels.js';
import { clock, now } from './store.js';
import { words } from './words.js';

/** The strip on top: what this is, the clock, the requests, the appearance. */
export function TopBar(): VNode {
  const time = clock.value === null ? '' : shortDateTime(now.value, clock.value.timezone);
  return (
    <header class="top-bar">
      <button
        type="button"
        class="tool only-narrow"
        aria-label={words.sidebar.open}
        aria-expanded={sidebarOpen.value}
        aria-controls="sidebar"
        onClick={() => {
          sidebarOpen.value = !sidebarOpen.value;
        }}
      >
        <Icon name="menu" />
      </button>
      <span class="product">{words.product}</span>
      <span class="standing-line" title={words.notice}>
        <span class="not-narrow">{words.notice}</span>
        <span class="only-narrow">{words.noticeShort}</span>
      </span>
      <div class="top-actions">
        {clock.value !== null && (
          <button
            type="button"
            class="top-button clock-button"
            aria-label={words.bar.clockLabel(time)}
            aria-expanded={panel.value === 'clock'}
            onClick={() => togglePanel('clock')}
          >
            <Icon name="clock" />
            <span>{time}</span>
          </button>
        )}
        <button
          type="button"
          class="top-button"
          aria-label={words.bar.developerLabel}
          title={words.bar.developerLabel}
          aria-expanded={panel.value === 'developer'}
          onClick={() => togglePanel('developer')}
        >
          <Icon name="traffic" />
          <span class="not-narrow">{words.bar.developer}</span>
        </button>
        <Menu
          label={words.bar.appearance}
          title={words.bar.appearance}
          buttonClass="top-button"
          button={<Icon name={appearance.value} />}
          edge="end"
          items={(['system', 'light', 'dark'] as const).map((each) => ({
            key: each,
            checked: appearance.value === each,
            label: (
              <span class="menu-line">
                <Icon name={each} />
                {words.bar.theme[each]}
              </span>
            ),
            run: () => setAppearance(each),
          }))}
        />
      </div>
    </header>
  );
}
