import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { Block } from './block.js';
import type { BlockHost, Surface } from './host.js';
import { stringIn } from './read-json.js';

export type { BlockHost } from './host.js';
export { initialValues } from './initial-values.js';
export { Mrkdwn } from './mrkdwn-text.js';

/** Block Kit, drawn as Slack draws it. */
export function Blocks(props: { blocks: readonly JsonObject[]; surface: Surface; host: BlockHost }): VNode {
  return (
    <div class={`bk bk-on-${props.surface}`}>
      {props.blocks.map((block, at) => (
        <Block
          key={stringIn(block, 'block_id') ?? at}
          block={block}
          place={`block-${at}`}
          surface={props.surface}
          host={props.host}
        />
      ))}
    </div>
  );
}
