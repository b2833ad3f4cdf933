import type { VNode } from 'preact';
import type { PageMessage } from '../page-protocol.js';
import type { Person } from '../workspace/model.js';
import { Avatar } from './avatar.js';
import { fullTimeOf, instantOf, sinceOf, timeOf } from './dates.js';
import { shortcut } from './deeds.js';
import { Icon } from './icons.js';
import { Menu, type MenuItem } from './menu.js';
import { MessageContent } from './message-content.js';
import { notify } from './notices.js';
import { nameOf, speaker } from './people.js';
import { go } from './route.js';
import { me, now, personOf, state } from './store.js';
import { isReply } from './timeline.js';
import { words } from './words.js';

/** One message of a channel or thread. `compact`: the one above is of the same person, so the name is not said again. */
export function MessageRow(props: {
  readonly message: PageMessage;
  readonly compact: boolean;
  readonly inThread: boolean;
  readonly marked: boolean;
}): VNode {
  const { message, compact, inThread } = props;
  const author = personOf(message.user);
  const name = speaker(message, author);
  const zone = me.value?.timezone ?? 'UTC';
  const instant = instantOf(message.ts);
  const time = timeOf(instant, zone);
  const privately = message.ephemeralFor !== null;
  const classes = ['message', compact && 'compact', privately && 'private', props.marked && 'marked'];
  return (
    <li class={classes.filter(Boolean).join(' ')} data-ts={message.ts}>
      <article aria-label={`${name}, ${time}`}>
        {privately && (
          <p class="only-you">
            <Icon name="eye" />
            {words.message.onlyYou}
          </p>
        )}
        <div class="message-row">
          <div class="gutter">
            {compact ? <Time message={message} time={time} zone={zone} /> : <Avatar person={author} name={name} />}
          </div>
          <div class="message-body">
            {!compact && (
              <div class="message-head">
                <strong class="author">{name}</strong>
                {(message.botId !== null || author?.isBot === true) && <span class="badge">{words.message.app}</span>}
                <Time message={message} time={time} zone={zone} />
              </div>
            )}
            {message.broadcast && !inThread && (
              <a class="broadcast" href={`#/${message.channel}/thread/${message.threadTs}`}>
                {words.message.repliedTo}
              </a>
            )}
            <MessageContent message={message} context={inThread ? 'thread-' : ''} />
            {message.broadcast && inThread && <p class="broadcast">{words.message.alsoInChannel}</p>}
            {!inThread && message.replies !== null && <Replies message={message} />}
          </div>
        </div>
        {!privately && <Tools message={message} author={author} name={name} time={time} inThread={inThread} />}
      </article>
    </li>
  );
}

function Time({ message, time, zone }: { message: PageMessage; time: string; zone: string }): VNode {
  const instant = instantOf(message.ts);
  return (
    <a class="time" href={`#/${message.channel}/message/${message.ts}`} title={fullTimeOf(instant, zone)} tabIndex={-1}>
      <time dateTime={instant.toISOString()}>{time}</time>
    </a>
  );
}

function Replies({ message }: { message: PageMessage }): VNode | null {
  const { replies } = message;
  if (replies === null) return null;
  return (
    <a class="replies" href={`#/${message.channel}/thread/${message.ts}`}>
      {replies.users.slice(0, 4).map((id) => (
        <Avatar key={id} person={personOf(id)} size="small" />
      ))}
      <strong>{words.message.replies(replies.count)}</strong>
      <span class="muted">{words.message.lastReply(sinceOf(instantOf(replies.latest), now.value))}</span>
    </a>
  );
}

/** What can be done with a message: shown when it is pointed at or has the focus. */
function Tools(props: {
  message: PageMessage;
  author: Person | null;
  name: string;
  time: string;
  inThread: boolean;
}): VNode {
  const { message, inThread } = props;
  const openThread = () =>
    go(`#/${message.channel}/thread/${isReply(message) ? (message.threadTs ?? message.ts) : message.ts}`);
  const items: MenuItem[] = [];
  if (!inThread) items.push({ key: 'reply', label: words.message.reply, run: openThread });
  for (const known of state.value?.app.shortcuts ?? []) {
    if (known.type !== 'message') continue;
    items.push({
      key: known.callbackId,
      text: known.name,
      label: (
        <>
          {known.name} <span class="muted">{state.value?.app.name}</span>
        </>
      ),
      run: () => void shortcut(known.callbackId, { channel: message.channel, ts: message.ts }),
    });
  }
  items.push({ key: 'copy', label: words.message.copyText, run: () => void copy(message.text) });
  const who = props.author === null ? props.name : nameOf(props.author);
  return (
    <div class="tools">
      {!inThread && (
        <button
          type="button"
          class="tool"
          tabIndex={-1}
          title={words.message.reply}
          aria-label={words.message.reply}
          onClick={openThread}
        >
          <Icon name="reply" />
        </button>
      )}
      <Menu
        label={words.message.moreOf(who, props.time)}
        title={words.message.more}
        buttonClass="tool"
        button={<Icon name="more" />}
        items={items}
        edge="end"
      />
    </div>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  notify('done', words.message.copied);
}
