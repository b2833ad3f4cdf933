import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { parseMrkdwn } from './mrkdwn.js';
import { numberIn } from './read-json.js';
import { asTyped, writeRichText } from './rich-text.js';
import { placeholderOf, useFocusOnLoad } from './text-fields.js';
import { type ElementProps, naming, useElement } from './use-element.js';

/** rich_text_input: the text is typed with Slack's formatting signs, and sent as rich text. */
export function RichTextField(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const [text, setText] = useState(() =>
    state.value !== null && 'richText' in state.value ? asTyped(state.value.richText) : '',
  );
  const area = useRef<HTMLTextAreaElement>(null);
  useFocusOnLoad(element, area);
  const words = host.words.blocks;
  const placeholder = placeholderOf(element, '');

  const write = (typed: string) => {
    setText(typed);
    // Signs that were typed mean themselves here: nothing is escaped yet.
    const escaped = typed.replaceAll('&', '&amp;').replace(/<(?![@#!]|https?:)/g, '&lt;');
    state.type(
      typed.trim() === '' ? null : { richText: writeRichText(parseMrkdwn(escaped)) },
      field?.dispatches !== false,
    );
  };
  const wrap = (sign: string) => {
    const box = area.current;
    if (box === null) return;
    const { selectionStart: from, selectionEnd: to } = box;
    write(`${text.slice(0, from)}${sign}${text.slice(from, to)}${sign}${text.slice(to)}`);
    box.focus();
    requestAnimationFrame(() => box.setSelectionRange(from + sign.length, to + sign.length));
  };
  const prefix = (mark: (line: number) => string) => {
    const box = area.current;
    if (box === null) return;
    const from = text.lastIndexOf('\n', box.selectionStart - 1) + 1;
    const lines = text.slice(from, box.selectionEnd).split('\n');
    write(
      `${text.slice(0, from)}${lines.map((line, at) => mark(at) + line).join('\n')}${text.slice(box.selectionEnd)}`,
    );
    box.focus();
  };
  const tools: readonly (readonly [string, string, () => void])[] = [
    ['B', words.bold, () => wrap('*')],
    ['I', words.italic, () => wrap('_')],
    ['S', words.strike, () => wrap('~')],
    ['‹›', words.code, () => wrap('`')],
    ['1.', words.numberedList, () => prefix((line) => `${line + 1}. `)],
    ['•', words.bulletList, () => prefix(() => '• ')],
    ['❝', words.quote, () => prefix(() => '> ')],
  ];
  return (
    <div class="bk-rich-field">
      <div class="bk-tools" role="toolbar" aria-label={words.formatting} aria-controls={state.id}>
        {tools.map(([sign, label, press]) => (
          <button
            key={label}
            type="button"
            class={`bk-tool bk-tool-${sign}`}
            aria-label={label}
            title={label}
            onClick={press}
          >
            {sign}
          </button>
        ))}
      </div>
      <textarea
        ref={area}
        id={state.id}
        class="bk-input"
        rows={Math.max(3, numberIn(element, 'min_lines') ?? 3)}
        value={text}
        placeholder={placeholder}
        {...naming(field, placeholder || words.formatting)}
        onInput={(event) => write(event.currentTarget.value)}
      />
    </div>
  );
}
