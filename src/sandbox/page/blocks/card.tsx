import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { Element } from './element.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { ImageElement } from './image.js';
import { objectIn, objectsIn, stringIn } from './read-json.js';
import { TextObject } from './text-object.js';

export function Card(props: { block: JsonObject; blockId: string; host: BlockHost; label?: string }): VNode {
  const { block, blockId, host } = props;
  const hero = objectIn(block, 'hero_image');
  const icon = objectIn(block, 'icon');
  const [title, subtitle, body] = [objectIn(block, 'title'), objectIn(block, 'subtitle'), objectIn(block, 'body')];
  const subtext = objectIn(block, 'subtext');
  const actions = objectsIn(block, 'actions');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card is no fieldset
    <div class="bk-card" role="group" aria-label={props.label}>
      {hero !== null && <ImageElement element={hero} host={host} css="bk-card-hero" />}
      <div class="bk-card-inside">
        {(icon !== null || title !== null || subtitle !== null) && (
          <div class="bk-card-head">
            {icon !== null && <ImageElement element={icon} host={host} css="bk-container-icon" />}
            <div>
              {title !== null && (
                <div class="bk-card-title">
                  <TextObject text={title} host={host} />
                </div>
              )}
              {subtitle !== null && (
                <div class="bk-description">
                  <TextObject text={subtitle} host={host} />
                </div>
              )}
            </div>
          </div>
        )}
        {body !== null && <TextObject text={body} host={host} />}
        {subtext !== null && (
          <div class="bk-description">
            <TextObject text={subtext} host={host} />
          </div>
        )}
        {actions.length > 0 && (
          <div class="bk-actions">
            {actions.map((element, at) => (
              <Element
                key={stringIn(element, 'action_id') ?? at}
                element={element}
                blockId={blockId}
                host={host}
                field={null}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Cards side by side, to be scrolled by hand, by keys or by its two buttons. */
export function Carousel({ block, blockId, host }: { block: JsonObject; blockId: string; host: BlockHost }): VNode {
  const track = useRef<HTMLDivElement>(null);
  const cards = objectsIn(block, 'elements');
  const words = host.words.blocks;
  const turn = (by: number) =>
    track.current?.scrollBy({ left: by * track.current.clientWidth * 0.8, behavior: 'smooth' });
  return (
    <div class="bk-carousel">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={track} class="bk-carousel-track" tabIndex={0}>
        {cards.map((card, at) => (
          <Card
            key={stringIn(card, 'block_id') ?? at}
            block={card}
            blockId={stringIn(card, 'block_id') ?? blockId}
            host={host}
            label={words.card(at + 1, cards.length)}
          />
        ))}
      </div>
      {cards.length > 1 && (
        <div class="bk-pages">
          <button type="button" class="bk-quiet-button" aria-label={words.previous} onClick={() => turn(-1)}>
            <Icon name="left" />
          </button>
          <button type="button" class="bk-quiet-button" aria-label={words.next} onClick={() => turn(1)}>
            <Icon name="right" />
          </button>
        </div>
      )}
    </div>
  );
}
