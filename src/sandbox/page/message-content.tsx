import type { VNode } from 'preact';
import type { PageMessage } from '../page-protocol.js';
import type { JsonObject, StoredFile } from '../workspace/model.js';
import { Blocks, Mrkdwn } from './blocks/blocks.js';
import type { BlockHost } from './blocks/host.js';
import { sizeOf } from './dates.js';
import { fileUrl, hostOf } from './hosts.js';
import { Icon } from './icons.js';
import { words } from './words.js';

/** What a message says: its blocks, or its text where it has none; attachments and files below. `context` keeps ids apart where it stands twice. */
export function MessageContent({ message, context }: { message: PageMessage; context: string }): VNode {
  const blocks = message.blocks ?? [];
  const host = hostOf({ kind: 'message', channel: message.channel, ts: message.ts }, blocks, null, context);
  const quiet = message.subtype !== null && /_(join|leave|topic|purpose|name|archive|unarchive)$/.test(message.subtype);
  return (
    <div class={quiet ? 'content content-quiet' : 'content'}>
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} surface="message" host={host} />
      ) : (
        message.text !== '' && <Text text={message.text} mrkdwn={message.mrkdwn} host={host} />
      )}
      {message.edited !== null && <span class="edited">{words.message.edited}</span>}
      {(message.attachments ?? []).map((attachment, at) => (
        <Attachment key={at} attachment={attachment} message={message} context={`${context}${at}-`} />
      ))}
      {message.fileFacts.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </div>
  );
}

function Text({ text, mrkdwn, host }: { text: string; mrkdwn: boolean; host: BlockHost }): VNode {
  return mrkdwn ? <Mrkdwn text={text} host={host} /> : <div class="plain">{text}</div>;
}

/** Slack's older form of what blocks say: a coloured edge, and blocks or texts beside it. */
function Attachment(props: { attachment: JsonObject; message: PageMessage; context: string }): VNode {
  const { attachment, message } = props;
  const blocks = Array.isArray(attachment.blocks) ? (attachment.blocks as readonly JsonObject[]) : [];
  const host = hostOf({ kind: 'message', channel: message.channel, ts: message.ts }, blocks, null, props.context);
  const part = (name: string) => (typeof attachment[name] === 'string' ? (attachment[name] as string) : '');
  const colour = /^#?([0-9a-f]{6})$/i.exec(part('color'))?.[1];
  const body = part('text') === '' && blocks.length === 0 && part('title') === '' ? part('fallback') : part('text');
  return (
    <>
      {part('pretext') !== '' && <Mrkdwn text={part('pretext')} host={host} />}
      <div class="attachment" style={colour === undefined ? undefined : `--edge: #${colour}`}>
        {part('author_name') !== '' && <div class="attachment-author">{part('author_name')}</div>}
        {part('title') !== '' && (
          <div class="attachment-title">
            {/^https?:/.test(part('title_link')) ? (
              <a href={part('title_link')} target="_blank" rel="noreferrer">
                {part('title')}
              </a>
            ) : (
              part('title')
            )}
          </div>
        )}
        {body !== '' && <Mrkdwn text={body} host={host} />}
        {blocks.length > 0 && <Blocks blocks={blocks} surface="message" host={host} />}
        {part('footer') !== '' && <div class="attachment-footer">{part('footer')}</div>}
      </div>
    </>
  );
}

const drawn = /^image\/(png|jpeg|gif|webp)$/;

function FileCard({ file }: { file: StoredFile }): VNode {
  const size = sizeOf(file.size);
  const title = file.title === '' ? file.name : file.title;
  return (
    <a class="file" href={fileUrl(file.id)} download={file.name} aria-label={words.message.file(file.name, size)}>
      {drawn.test(file.mimetype) ? (
        <img class="file-picture" src={fileUrl(file.id)} alt={title} />
      ) : (
        <span class="file-icon">
          <Icon name="file" />
        </span>
      )}
      <span class="file-facts">
        <strong>{title}</strong>
        <span>
          {size} · {words.message.download}
        </span>
      </span>
    </a>
  );
}
