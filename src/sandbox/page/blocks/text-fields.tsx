import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { isSet, numberIn, objectIn, stringIn, stringsIn, textIn, typeOf } from './read-json.js';
import { type ElementProps, naming, useElement } from './use-element.js';

/** Which keys make a dispatching text field tell the app; Slack's default is Enter. */
function dispatchKeys(element: JsonObject): readonly string[] {
  const config = objectIn(element, 'dispatch_action_config');
  const keys = config === null ? [] : stringsIn(config, 'trigger_actions_on');
  return keys.length === 0 ? ['on_enter_pressed'] : keys;
}

const MODES = { email_text_input: 'email', url_text_input: 'url', plain_text_input: 'text' } as const;

/** plain_text_input, email_text_input, url_text_input, number_input. What is wrong with a text is said when it is sent. */
export function TextField(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useFocusOnLoad(element, input);
  const value = state.value !== null && 'value' in state.value ? state.value.value : '';
  const type = typeOf(element);
  const multiline = isSet(element, 'multiline');
  const keys = field?.dispatches === false ? [] : dispatchKeys(element);
  const max = numberIn(element, 'max_length');
  const placeholder = textIn(element, 'placeholder');
  const whole = type === 'number_input' && !isSet(element, 'is_decimal_allowed');
  const common = {
    ref: input,
    id: state.id,
    class: 'bk-input',
    value,
    placeholder,
    autocomplete: 'off',
    inputMode:
      type === 'number_input'
        ? ((whole ? 'numeric' : 'decimal') as 'numeric' | 'decimal')
        : MODES[type as keyof typeof MODES],
    ...naming(field, placeholder || host.words.blocks.search),
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const typed = event.currentTarget.value;
      state.type(typed === '' ? null : { value: typed }, keys.includes('on_character_entered'));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || event.shiftKey || !keys.includes('on_enter_pressed')) return;
      event.preventDefault();
      state.type(state.value, true);
    },
  };
  return (
    <div class="bk-field">
      {multiline ? <textarea {...common} rows={4} /> : <input {...common} type="text" />}
      {max !== null && <Counter length={[...value].length} max={max} words={host.words.blocks} />}
    </div>
  );
}

function Counter(props: {
  length: number;
  max: number;
  words: { charactersLeft: (n: number) => string; tooLong: (n: number) => string };
}): VNode | null {
  const left = props.max - props.length;
  // Said only where it begins to matter.
  if (left > Math.max(20, Math.min(100, props.max / 5)) || props.length === 0) return null;
  return (
    <div class={`bk-counter${left < 0 ? ' bk-counter-over' : ''}`} role="status">
      {left < 0 ? props.words.tooLong(-left) : props.words.charactersLeft(left)}
    </div>
  );
}

/** At most one element of a view has focus_on_load. */
export function useFocusOnLoad(element: JsonObject, target: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (isSet(element, 'focus_on_load')) target.current?.focus();
  }, []);
}

/** The person's own words for what an element takes, from its placeholder. */
export function placeholderOf(element: JsonObject, otherwise: string): string {
  return textIn(element, 'placeholder') || stringIn(element, 'accessibility_label') || otherwise;
}
