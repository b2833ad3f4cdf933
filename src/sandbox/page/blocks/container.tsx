import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { ImageElement } from './image.js';
import { isSet, objectIn, stringIn, textIn } from './read-json.js';
import { RichText } from './rich-text-block.js';
import { TextObject } from './text-object.js';

/** A box around other blocks (its children, drawn), which may be folded up. */
export function Container(props: {
  block: JsonObject;
  blockId: string;
  host: BlockHost;
  children: ComponentChildren;
}): VNode {
  const { block, host } = props;
  const folds = isSet(block, 'is_collapsible');
  const [open, setOpen] = useState(!(folds && isSet(block, 'default_collapsed')));
  const richTitle = objectIn(block, 'rich_text_title');
  const subtitle = objectIn(block, 'subtitle');
  const icon = objectIn(block, 'icon');
  const id = `${host.idPrefix}-${props.blockId}-inside`;
  const titleId = `${id}-title`;
  const width = stringIn(block, 'width') ?? 'standard';
  return (
    <div class={`bk-container bk-width-${width}`}>
      <div class={`bk-container-head${isSet(block, 'has_header_divider') && !folds ? ' bk-head-line' : ''}`}>
        {icon !== null && <ImageElement element={icon} host={host} css="bk-container-icon" />}
        <div class="bk-container-titles">
          <div id={titleId} class="bk-container-title">
            {richTitle === null ? withEmoji(textIn(block, 'title')) : <RichText block={richTitle} host={host} />}
          </div>
          {subtitle !== null && (
            <div class="bk-description">
              <TextObject text={subtitle} host={host} />
            </div>
          )}
        </div>
        {folds && (
          <button
            type="button"
            class="bk-quiet-button"
            aria-label={open ? host.words.blocks.collapse : host.words.blocks.expand}
            aria-describedby={titleId}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'up' : 'down'} />
          </button>
        )}
      </div>
      <div id={id} class="bk-container-inside" hidden={!open}>
        {props.children}
      </div>
    </div>
  );
}
