import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { safeUrl } from './nodes.js';
import { objectIn, stringIn, textIn } from './read-json.js';

/** Where a picture is: an address of the web, or a file of the workspace. */
function sourceOf(element: JsonObject, host: BlockHost): string | null {
  const url = stringIn(element, 'image_url');
  if (url !== null) return /^https?:/.test(url) ? safeUrl(url) : null;
  const file = objectIn(element, 'slack_file');
  if (file === null) return null;
  const id = stringIn(file, 'id') ?? /\/(F[A-Z0-9]+)(?:[/?#-]|$)/.exec(stringIn(file, 'url') ?? '')?.[1] ?? null;
  return id === null ? null : (host.fileUrl?.(id) ?? null);
}

/** An image within another block; what it shows in words where it cannot be loaded. */
export function ImageElement(props: { element: JsonObject; host: BlockHost; css: string }): VNode {
  const [failed, setFailed] = useState(false);
  const alt = stringIn(props.element, 'alt_text') ?? '';
  const source = sourceOf(props.element, props.host);
  if (source === null || failed) {
    return (
      <span class={`${props.css} bk-no-image`} role="img" aria-label={alt} title={alt}>
        {alt.slice(0, 40)}
      </span>
    );
  }
  return (
    <img
      class={props.css}
      src={source}
      alt={alt}
      title={alt}
      loading="lazy"
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}

export function ImageBlock({ block, host }: { block: JsonObject; host: BlockHost }): VNode {
  const [shown, setShown] = useState(true);
  const title = textIn(block, 'title');
  const words = host.words.blocks;
  return (
    <figure class="bk-image-block">
      <figcaption>
        <span>{withEmoji(title) || words.image}</span>
        <button
          type="button"
          class="bk-quiet-button"
          aria-expanded={shown}
          aria-label={shown ? words.imageHide : words.imageShow}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'down' : 'right'} />
        </button>
      </figcaption>
      {shown && <ImageElement element={block} host={host} css="bk-image" />}
    </figure>
  );
}
