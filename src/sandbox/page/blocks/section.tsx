import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { Element } from './element.js';
import type { BlockHost, Surface } from './host.js';
import { isSet, objectIn, objectsIn, stringIn, typeOf } from './read-json.js';
import { TextObject } from './text-object.js';

/** Where Slack folds the text of a message's section away behind "See more". */
const LONG = { characters: 1500, lines: 24 };

function isLong(text: JsonObject): boolean {
  const content = stringIn(text, 'text') ?? '';
  return content.length > LONG.characters || content.split('\n').length > LONG.lines;
}

export function Section(props: { block: JsonObject; blockId: string; surface: Surface; host: BlockHost }): VNode {
  const { block, blockId, host } = props;
  const text = objectIn(block, 'text');
  const fields = objectsIn(block, 'fields');
  const accessory = objectIn(block, 'accessory');
  const folds = text !== null && props.surface === 'message' && !isSet(block, 'expand') && isLong(text);
  const [folded, setFolded] = useState(true);
  const words = host.words.blocks;
  const id = useId();
  return (
    <div class="bk-section">
      <div class="bk-section-main" id={id}>
        {text !== null && (
          <div class={folds && folded ? 'bk-folded' : undefined}>
            <TextObject text={text} host={host} />
          </div>
        )}
        {folds && (
          <button type="button" class="bk-link-button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? words.showMore : words.showLess}
          </button>
        )}
        {fields.length > 0 && (
          <div class="bk-fields">
            {fields.map((field, at) => (
              <div key={`field-${at + 1}`} class="bk-one-field">
                <TextObject text={field} host={host} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== null && (
        <div class="bk-accessory" {...(typeOf(accessory) === 'overflow' && { role: 'group', 'aria-labelledby': id })}>
          <Element element={accessory} blockId={blockId} host={host} field={null} />
        </div>
      )}
    </div>
  );
}
