import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { Link } from './draw-nodes.js';
import { withEmoji } from './emoji.js';
import type { BlockHost } from './host.js';
import { ImageElement } from './image.js';
import { objectIn, objectsIn, stringIn, textIn, typeOf } from './read-json.js';
import { RichText } from './rich-text-block.js';
import { TextObject } from './text-object.js';

interface Props {
  readonly block: JsonObject;
  readonly host: BlockHost;
}

export function Header({ block }: Props): VNode {
  const text = objectIn(block, 'text');
  const content = textIn(block, 'text');
  return <h3 class="bk-header">{text?.emoji === false ? content : withEmoji(content)}</h3>;
}

export function Context({ block, host }: Props): VNode {
  return (
    <div class="bk-context">
      {objectsIn(block, 'elements').map((element, at) =>
        typeOf(element) === 'image' ? (
          <ImageElement key={`element-${at + 1}`} element={element} host={host} css="bk-context-image" />
        ) : (
          <TextObject key={`element-${at + 1}`} text={element} host={host} />
        ),
      )}
    </div>
  );
}

const ALERTS = { default: '💬', info: 'ℹ️', warning: '⚠️', error: '⛔', success: '✅' } as const;

export function Alert({ block, host }: Props): VNode {
  const named = stringIn(block, 'level') ?? 'default';
  const level = named in ALERTS ? (named as keyof typeof ALERTS) : 'default';
  const text = objectIn(block, 'text');
  return (
    <div class={`bk-alert bk-alert-${level}`} role="note" aria-label={host.words.blocks.alert[level]}>
      <span aria-hidden="true">{ALERTS[level]}</span>
      {text !== null && <TextObject text={text} host={host} />}
    </div>
  );
}

/** Films are not played here: the picture leads to them. */
export function Video({ block, host }: Props): VNode {
  const url = stringIn(block, 'title_url') ?? stringIn(block, 'video_url') ?? '';
  const from = [stringIn(block, 'author_name'), stringIn(block, 'provider_name')].filter(Boolean).join(' · ');
  const thumbnail: JsonObject = {
    type: 'image',
    image_url: stringIn(block, 'thumbnail_url') ?? '',
    alt_text: stringIn(block, 'alt_text') ?? '',
  };
  return (
    <div class="bk-video">
      {from !== '' && <div class="bk-description">{from}</div>}
      <Link url={url}>
        <b>{withEmoji(textIn(block, 'title')) || host.words.blocks.video}</b>
      </Link>
      {textIn(block, 'description') !== '' && <div class="bk-lines">{withEmoji(textIn(block, 'description'))}</div>}
      <div class="bk-video-picture">
        <ImageElement element={thumbnail} host={host} css="bk-image" />
        <span class="bk-play" aria-hidden="true">
          ▶
        </span>
      </div>
    </div>
  );
}

export function FileBlock({ block, host }: Props): VNode {
  return (
    <div class="bk-file">
      <span aria-hidden="true">📄</span>
      <span>{stringIn(block, 'external_id') ?? host.words.blocks.file}</span>
    </div>
  );
}

const STATUS = { pending: '◌', in_progress: '◐', complete: '✓', error: '!' } as const;

export function TaskCard({ block, host }: Props): VNode {
  const named = stringIn(block, 'status') ?? 'pending';
  const status = named in STATUS ? (named as keyof typeof STATUS) : 'pending';
  const details = objectIn(block, 'details');
  const output = objectIn(block, 'output');
  return (
    <div class={`bk-task bk-task-${status}`}>
      <span class="bk-task-mark" aria-hidden="true">
        {STATUS[status]}
      </span>
      <div>
        <div>
          {stringIn(block, 'title') ?? ''}
          <span class="bk-unseen">{` (${status.replace('_', ' ')})`}</span>
        </div>
        {details !== null && (
          <div class="bk-description">
            <RichText block={details} host={host} />
          </div>
        )}
        {output !== null && <RichText block={output} host={host} />}
        <Sources elements={objectsIn(block, 'sources')} />
      </div>
    </div>
  );
}

function Sources({ elements }: { elements: readonly JsonObject[] }): VNode | null {
  if (elements.length === 0) return null;
  return (
    <div class="bk-sources">
      {elements.map((source) => (
        <Link key={stringIn(source, 'url') ?? ''} url={stringIn(source, 'url') ?? ''}>
          {stringIn(source, 'text') ?? stringIn(source, 'url') ?? ''}
        </Link>
      ))}
    </div>
  );
}

export function Plan({ block, host }: Props): VNode {
  return (
    <div class="bk-plan">
      <div class="bk-container-title">{stringIn(block, 'title') ?? ''}</div>
      {objectsIn(block, 'tasks').map((task, at) => (
        <TaskCard key={stringIn(task, 'task_id') ?? at} block={task} host={host} />
      ))}
    </div>
  );
}
