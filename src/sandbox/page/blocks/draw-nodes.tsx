import type { ComponentChildren, VNode } from 'preact';
import { dateSetting } from './date-setting.js';
import { formatDate } from './dates.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { type Inline, type ListItem, safeUrl, type TextBlock } from './nodes.js';

/** A tree of text, drawn. */
export function TextBlocks({ blocks, host }: { blocks: readonly TextBlock[]; host: BlockHost }): VNode {
  return (
    <>
      {blocks.map((block, at) => (
        <OneBlock key={placeKey(at)} block={block} host={host} />
      ))}
    </>
  );
}

function OneBlock({ block, host }: { block: TextBlock; host: BlockHost }): VNode {
  switch (block.kind) {
    case 'lines':
      return (
        <div class="bk-lines">
          <Inlines nodes={block.children} host={host} />
        </div>
      );
    case 'gap':
      return <div class="bk-gap" />;
    case 'hanging':
      return (
        <div class="bk-lines bk-hanging">
          <span>{block.mark}</span>
          <span>
            <Inlines nodes={block.children} host={host} />
          </span>
        </div>
      );
    case 'quote':
      return (
        <blockquote class="bk-quote">
          <TextBlocks blocks={block.blocks} host={host} />
        </blockquote>
      );
    case 'pre':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre class="bk-pre" tabIndex={0}>
          <Inlines nodes={block.children} host={host} />
        </pre>
      );
    case 'list':
      return <List block={block} host={host} />;
    case 'heading':
      return (
        // Headings inside messages stay below those of the page.
        // biome-ignore lint/a11y/useSemanticElements: the level is only known when it is drawn
        <div
          class={`bk-heading bk-heading-${Math.min(block.level, 4)}`}
          role="heading"
          aria-level={Math.min(6, block.level + 3)}
        >
          <Inlines nodes={block.children} host={host} />
        </div>
      );
    case 'rule':
      return <hr class="bk-divider" />;
    case 'table':
      return (
        <div class="bk-table-box">
          <table class="bk-table">
            <thead>
              <tr>
                {block.head.map((cell, at) => (
                  <Cell key={placeKey(at)} nodes={cell} align={block.align[at]} host={host} head />
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={placeKey(at)}>
                  {row.map((cell, place) => (
                    <Cell key={placeKey(place)} nodes={cell} align={block.align[place]} host={host} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

/** Text has no identity but its place. */
const placeKey = (at: number) => `at-${at}`;

function Cell(props: { nodes: readonly Inline[]; align: string | undefined; host: BlockHost; head?: boolean }): VNode {
  const content = <Inlines nodes={props.nodes} host={props.host} />;
  const style = { textAlign: props.align ?? 'left' };
  if (props.head === true) {
    return (
      <th scope="col" style={style}>
        {content}
      </th>
    );
  }
  return <td style={style}>{content}</td>;
}

function List({ block, host }: { block: Extract<TextBlock, { kind: 'list' }>; host: BlockHost }): VNode {
  const items = block.items.map((item, at) => <Item key={placeKey(at)} item={item} host={host} />);
  const css = `bk-list bk-mark-${block.indent % 3}${block.border ? ' bk-bordered' : ''}`;
  const style = { '--indent': String(block.indent) };
  return block.ordered ? (
    <ol class={css} start={block.start} style={style}>
      {items}
    </ol>
  ) : (
    <ul class={css} style={style}>
      {items}
    </ul>
  );
}

function Item({ item, host }: { item: ListItem; host: BlockHost }): VNode {
  return (
    <li class={item.done === null ? undefined : 'bk-task-item'}>
      {item.done !== null && <input type="checkbox" checked={item.done} disabled />}
      <Inlines nodes={item.children} host={host} />
      {item.below.length > 0 && <TextBlocks blocks={item.below} host={host} />}
    </li>
  );
}

interface InlinesProps {
  readonly nodes: readonly Inline[];
  readonly host: BlockHost;
  /** They begin a line. */
  readonly begins?: boolean;
}

export function Inlines({ nodes, host, begins = true }: InlinesProps): VNode {
  return (
    <>
      {nodes.map((node, at) => (
        <OneInline key={placeKey(at)} node={node} host={host} begins={begins && at === 0} />
      ))}
    </>
  );
}

function OneInline({ node, host, begins }: { node: Inline; host: BlockHost; begins: boolean }): VNode {
  const inside = 'children' in node ? <Inlines nodes={node.children} host={host} begins={begins} /> : null;
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>;
    case 'bold':
      return <b>{inside}</b>;
    case 'italic':
      return <i>{inside}</i>;
    case 'strike':
      return <s>{inside}</s>;
    case 'underline':
      return <u>{inside}</u>;
    case 'code':
      return <code class="bk-code">{inside}</code>;
    case 'link':
      return <Link url={node.url}>{inside}</Link>;
    case 'emoji':
      return (
        <span class="bk-emoji" title={`:${node.name}:`}>
          {node.text}
        </span>
      );
    case 'user':
      return <Mention id={node.id} label={node.label} host={host} />;
    case 'channel':
      return <ChannelName id={node.id} label={node.label} host={host} />;
    case 'group':
      return <span class="bk-mention">{`@${(node.label ?? node.id).replace(/^@/, '')}`}</span>;
    case 'broadcast':
      return <span class="bk-mention bk-mention-me">{host.words.blocks.everyone[node.range]}</span>;
    case 'date': {
      const setting = dateSetting(host);
      const shown = formatDate(node.seconds, node.format, setting, begins);
      if (shown === null) return <>{node.fallback}</>;
      const full = formatDate(node.seconds, '{date_long} {time}', setting) ?? '';
      const time = (
        <time dateTime={new Date(node.seconds * 1000).toISOString()} title={full}>
          {shown}
        </time>
      );
      return node.link === null ? time : <Link url={node.link}>{time}</Link>;
    }
    case 'color':
      return (
        <span class="bk-color">
          <span
            class="bk-swatch"
            style={{ background: /^#[0-9a-f]{3,8}$/i.test(node.value) ? node.value : 'transparent' }}
          />
          {node.value}
        </span>
      );
  }
}

/** A link that opens beside the page; an address that may not be opened is only text. */
export function Link({ url, children }: { url: string; children: ComponentChildren }): VNode {
  const href = safeUrl(url);
  if (href === null) return <>{children}</>;
  return (
    <a class="bk-link" href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function Mention({ id, label, host }: { id: string; label: string | null; host: BlockHost }): VNode {
  const person = host.people(id);
  const name = person === null ? (label ?? host.words.blocks.user) : person.realName || person.name;
  return <span class={`bk-mention${id === host.me ? ' bk-mention-me' : ''}`}>{`@${name.replace(/^@/, '')}`}</span>;
}

function ChannelName({ id, label, host }: { id: string; label: string | null; host: BlockHost }): VNode {
  const channel = host.channel(id);
  const name = channel?.name || label || '';
  if (name === '')
    return (
      <span class="bk-mention bk-hidden-channel">
        <Icon name="lock" />
        {host.words.blocks.privateChannel}
      </span>
    );
  const shown =
    channel?.kind === 'private' ? (
      <>
        <Icon name="lock" />
        {name}
      </>
    ) : (
      `#${name}`
    );
  const open = host.openChannel;
  if (open === undefined || channel === null) return <span class="bk-mention">{shown}</span>;
  return (
    <button type="button" class="bk-mention bk-mention-open" onClick={() => open(id)}>
      {shown}
    </button>
  );
}
