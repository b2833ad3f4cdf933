import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { Element } from './element.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { isSet, objectIn, stringIn, textIn, typeOf } from './read-json.js';

/** Elements that are one field, which a <label> can point at; the others are named by aria-labelledby alone. */
const GROUPS = new Set(['checkboxes', 'radio_buttons']);

export function InputBlock({ block, blockId, host }: { block: JsonObject; blockId: string; host: BlockHost }): VNode {
  const element = objectIn(block, 'element');
  const optional = isSet(block, 'optional');
  const error = host.errors?.[blockId] ?? null;
  const hint = textIn(block, 'hint');
  const id = `${host.idPrefix}-${blockId}`;
  const labelId = `${id}-label`;
  const describedBy = [hint === '' ? null : `${id}-hint`, error === null ? null : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const label = (
    <>
      <span id={labelId}>{withEmoji(textIn(block, 'label'))}</span>
      {optional && <span class="bk-optional"> {host.words.blocks.optional}</span>}
    </>
  );
  const elementId = element === null ? '' : `${id}-${stringIn(element, 'action_id') ?? ''}`;
  return (
    <div class={`bk-input-block${error === null ? '' : ' bk-invalid'}`}>
      {element !== null && GROUPS.has(typeOf(element)) ? (
        <div class="bk-label">{label}</div>
      ) : (
        <label class="bk-label" for={elementId}>
          {label}
        </label>
      )}
      {element !== null && (
        <Element
          element={element}
          blockId={blockId}
          host={host}
          field={{
            labelId,
            describedBy: describedBy === '' ? undefined : describedBy,
            invalid: error !== null,
            optional,
            dispatches: isSet(block, 'dispatch_action'),
          }}
        />
      )}
      {error !== null && (
        <div id={`${id}-error`} class="bk-error" role="alert">
          {error}
        </div>
      )}
      {hint !== '' && (
        <div id={`${id}-hint`} class="bk-hint">
          {withEmoji(hint)}
        </div>
      )}
    </div>
  );
}
