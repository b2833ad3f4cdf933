import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { Mrkdwn } from './mrkdwn-text.js';
import { isSet, stringIn, typeOf } from './read-json.js';

/** A text object: mrkdwn is formatted, plain_text stands as it is (its emoji drawn unless it says not to). */
export function TextObject({ text, host }: { text: JsonObject; host: BlockHost }): VNode {
  const content = stringIn(text, 'text') ?? '';
  if (typeOf(text) === 'mrkdwn') return <Mrkdwn text={content} verbatim={isSet(text, 'verbatim')} host={host} />;
  return (
    <div class="bk-text">
      <div class="bk-lines">{text.emoji === false ? content : withEmoji(content)}</div>
    </div>
  );
}
