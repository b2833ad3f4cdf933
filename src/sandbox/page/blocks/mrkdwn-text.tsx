import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { TextBlocks } from './draw-nodes.js';
import type { BlockHost } from './host.js';
import { parseMrkdwn } from './mrkdwn.js';

/** A text in Slack's mrkdwn. `verbatim`: bare addresses in it are no links. */
export function Mrkdwn(props: { text: string; verbatim?: boolean; host: BlockHost }): VNode {
  const verbatim = props.verbatim ?? false;
  const blocks = useMemo(() => parseMrkdwn(props.text, { verbatim }), [props.text, verbatim]);
  return (
    <div class="bk-text">
      <TextBlocks blocks={blocks} host={props.host} />
    </div>
  );
}
