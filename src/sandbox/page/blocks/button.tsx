import type { VNode } from 'preact';
import { withEmoji } from './emoji.js';
import { safeUrl } from './nodes.js';
import { objectIn, stringIn, textIn } from './read-json.js';
import { type ElementProps, useElement } from './use-element.js';

const styleOf = (style: string | null) => (style === 'primary' || style === 'danger' ? ` bk-${style}` : '');

/** A button; with a `url` it is a link that the app hears of too. */
export function ButtonElement(props: ElementProps): VNode {
  const { element, host } = props;
  const state = useElement(props, false);
  const text = textIn(element, 'text');
  const label = stringIn(element, 'accessibility_label') ?? undefined;
  const css = `bk-button${styleOf(stringIn(element, 'style'))}`;
  const url = stringIn(element, 'url');
  const href = url === null ? null : safeUrl(url);
  const content = (
    <>
      {state.busy && <span class="bk-spinner" aria-hidden="true" />}
      <span class="bk-button-text">{withEmoji(text)}</span>
    </>
  );
  if (href !== null) {
    const confirmed = objectIn(element, 'confirm') !== null;
    return (
      <>
        <a
          class={css}
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={label}
          onClick={(event) => {
            if (!confirmed) return state.choose(null);
            event.preventDefault();
            state.choose(null, () => window.open(href, '_blank', 'noopener,noreferrer'));
          }}
        >
          {content}
        </a>
        {state.dialog}
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        class={css}
        aria-label={label}
        aria-busy={state.busy}
        aria-disabled={state.busy}
        title={state.busy ? host.words.blocks.busy : undefined}
        onClick={() => {
          if (!state.busy) state.choose(null);
        }}
      >
        {content}
      </button>
      {state.dialog}
    </>
  );
}

/** Workflows need Slack's own machinery: the button is drawn, and says why it does nothing. */
export function WorkflowButton({ element, host }: ElementProps): VNode {
  return (
    <button
      type="button"
      class={`bk-button${styleOf(stringIn(element, 'style'))}`}
      aria-disabled="true"
      aria-label={stringIn(element, 'accessibility_label') ?? undefined}
      title={host.words.blocks.workflow}
    >
      <span class="bk-button-text">⚡ {withEmoji(textIn(element, 'text'))}</span>
    </button>
  );
}

const ICONS: Readonly<Record<string, string>> = { trash: '🗑️' };

export function IconButton(props: ElementProps): VNode | null {
  const { element, host } = props;
  const state = useElement(props, false);
  const only = element.visible_to_user_ids;
  if (Array.isArray(only) && host.me !== undefined && !only.includes(host.me)) return null;
  const name = stringIn(element, 'icon') ?? '';
  const text = textIn(element, 'text');
  return (
    <>
      <button
        type="button"
        class="bk-icon-button"
        aria-label={stringIn(element, 'accessibility_label') ?? (text || name)}
        title={text}
        aria-busy={state.busy}
        onClick={() => {
          if (!state.busy) state.choose(null);
        }}
      >
        <span aria-hidden="true">{ICONS[name] ?? '⚙️'}</span>
      </button>
      {state.dialog}
    </>
  );
}

export function FeedbackButtons(props: ElementProps): VNode {
  const { element, host } = props;
  const state = useElement(props);
  const chosen = state.value !== null && 'value' in state.value ? state.value.value : null;
  const one = (key: 'positive_button' | 'negative_button', icon: string, fallback: string) => {
    const button = objectIn(element, key) ?? {};
    const text = textIn(button, 'text') || fallback;
    const value = stringIn(button, 'value') ?? '';
    return (
      <button
        type="button"
        class="bk-icon-button"
        aria-label={stringIn(button, 'accessibility_label') ?? text}
        aria-pressed={chosen === value && value !== ''}
        title={text}
        onClick={() => {
          if (!state.busy) state.choose({ value });
        }}
      >
        <span aria-hidden="true">{icon}</span>
      </button>
    );
  };
  return (
    <span class="bk-feedback">
      {one('positive_button', '👍', host.words.blocks.good)}
      {one('negative_button', '👎', host.words.blocks.bad)}
      {state.dialog}
    </span>
  );
}
