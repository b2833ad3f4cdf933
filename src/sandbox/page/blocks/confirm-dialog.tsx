import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { objectIn, stringIn, textIn } from './read-json.js';
import { TextObject } from './text-object.js';

/** "Are you sure?", as an element's confirm object words it. */
export function ConfirmDialog(props: {
  confirm: JsonObject;
  host: BlockHost;
  onAnswer: (yes: boolean) => void;
}): VNode {
  const { confirm, host, onAnswer } = props;
  const box = useRef<HTMLDialogElement>(null);
  const titleId = `${host.idPrefix}-confirm-title`;
  const textId = `${host.idPrefix}-confirm-text`;
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const title = textIn(confirm, 'title');
  const text = objectIn(confirm, 'text');
  const danger = stringIn(confirm, 'style') === 'danger';
  return (
    <dialog
      ref={box}
      class="bk-confirm"
      aria-labelledby={title === '' ? textId : titleId}
      aria-describedby={textId}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onAnswer(false);
      }}
    >
      {title !== '' && (
        <h2 id={titleId} class="bk-confirm-title">
          {withEmoji(title)}
        </h2>
      )}
      <div id={textId} class="bk-confirm-text">
        {text !== null && <TextObject text={text} host={host} />}
      </div>
      <div class="bk-confirm-buttons">
        <button type="button" class="bk-button" onClick={() => onAnswer(false)}>
          {withEmoji(textIn(confirm, 'deny')) || host.words.blocks.deny}
        </button>
        <button
          type="button"
          class={`bk-button ${danger ? 'bk-danger' : 'bk-primary'}`}
          autofocus
          onClick={() => onAnswer(true)}
        >
          {withEmoji(textIn(confirm, 'confirm')) || host.words.blocks.confirm}
        </button>
      </div>
    </dialog>
  );
}
