import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { TextBlocks } from './draw-nodes.js';
import type { BlockHost } from './host.js';
import { readRichText } from './rich-text.js';

export function RichText({ block, host }: { block: JsonObject; host: BlockHost }): VNode {
  return (
    <div class="bk-text bk-rich">
      <TextBlocks blocks={readRichText(block)} host={host} />
    </div>
  );
}
