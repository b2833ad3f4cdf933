import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import { Card, Carousel } from './card.js';
import { Chart } from './chart.js';
import { Container } from './container.js';
import { DataTable } from './data-table.js';
import { TextBlocks } from './draw-nodes.js';
import { Element } from './element.js';
import type { BlockHost, Surface } from './host.js';
import { ImageBlock } from './image.js';
import { InputBlock } from './input-block.js';
import { parseMarkdown } from './markdown.js';
import { objectsIn, stringIn, typeOf } from './read-json.js';
import { RichText } from './rich-text-block.js';
import { Section } from './section.js';
import { Alert, Context, FileBlock, Header, Plan, TaskCard, Video } from './small-blocks.js';
import { Table } from './table.js';

interface BlockProps {
  readonly block: JsonObject;
  /** Serves as its id if it has none. */
  readonly place: string;
  readonly surface: Surface;
  readonly host: BlockHost;
}

/** One block, whatever its type. */
export function Block({ block, place, surface, host }: BlockProps): VNode {
  const blockId = stringIn(block, 'block_id') ?? place;
  const type = typeOf(block);
  switch (type) {
    case 'section':
      return <Section block={block} blockId={blockId} surface={surface} host={host} />;
    case 'header':
      return <Header block={block} host={host} />;
    case 'divider':
      return <hr class="bk-divider" />;
    case 'context':
      return <Context block={block} host={host} />;
    case 'actions':
    case 'context_actions':
      return (
        <div class={type === 'actions' ? 'bk-actions' : 'bk-actions bk-context-actions'}>
          {objectsIn(block, 'elements').map((element, at) => (
            <Element
              key={stringIn(element, 'action_id') ?? at}
              element={element}
              blockId={blockId}
              host={host}
              field={null}
            />
          ))}
        </div>
      );
    case 'input':
      return <InputBlock block={block} blockId={blockId} host={host} />;
    case 'image':
      return <ImageBlock block={block} host={host} />;
    case 'rich_text':
      return <RichText block={block} host={host} />;
    case 'markdown':
      return <Markdown text={stringIn(block, 'text') ?? ''} host={host} />;
    case 'table':
      return <Table block={block} host={host} />;
    case 'data_table':
      return <DataTable block={block} host={host} />;
    case 'data_visualization':
      return <Chart block={block} host={host} />;
    case 'container':
      return (
        <Container block={block} blockId={blockId} host={host}>
          {objectsIn(block, 'child_blocks').map((child, at) => (
            <Block
              key={stringIn(child, 'block_id') ?? at}
              block={child}
              place={`${blockId}-${at}`}
              surface={surface}
              host={host}
            />
          ))}
        </Container>
      );
    case 'card':
      return <Card block={block} blockId={blockId} host={host} />;
    case 'carousel':
      return <Carousel block={block} blockId={blockId} host={host} />;
    case 'alert':
      return <Alert block={block} host={host} />;
    case 'video':
      return <Video block={block} host={host} />;
    case 'file':
      return <FileBlock block={block} host={host} />;
    case 'task_card':
      return <TaskCard block={block} host={host} />;
    case 'plan':
      return <Plan block={block} host={host} />;
    default:
      return <div class="bk-unknown">{host.words.blocks.unknown(type)}</div>;
  }
}

function Markdown({ text, host }: { text: string; host: BlockHost }): VNode {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div class="bk-text bk-markdown">
      <TextBlocks blocks={blocks} host={host} />
    </div>
  );
}
