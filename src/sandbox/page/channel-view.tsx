import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageChannel, PageState } from '../page-protocol.js';
import { Mrkdwn } from './blocks/blocks.js';
import { Composer } from './composer.js';
import { direct, sendLine } from './deeds.js';
import { hostOf } from './hosts.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { MessageList } from './message-list.js';
import { channelName, nameOf } from './people.js';
import { go } from './route.js';
import { loadEarlier, loadTimeline, markRead, personOf, timelineOf, timelines } from './store.js';
import { words } from './words.js';

/** A conversation: its head, its messages, and where one writes. */
export function ChannelView(props: { state: PageState; channel: PageChannel; wanted: string | null }): VNode {
  const { state, channel } = props;
  const name = channelName(channel, state.me.id, personOf);
  return (
    <>
      <div class="head">
        <h1>
          {channel.kind === 'private' && <Icon name="lock" />}
          {channel.kind === 'private' ? name.slice(1) : name}
        </h1>
        {channel.topic !== '' && (
          <div class="topic">
            <Mrkdwn text={channel.topic} host={hostOf({ kind: 'message', channel: channel.id, ts: 'topic' }, [])} />
          </div>
        )}
        {channel.kind !== 'im' && <Members channel={channel} />}
      </div>
      <Conversation state={state} channel={channel} name={name} wanted={props.wanted} />
    </>
  );
}

function Members({ channel }: { channel: PageChannel }): VNode {
  return (
    <Menu
      label={`${words.channel.membersLabel}: ${words.channel.members(channel.members.length)}`}
      title={words.channel.membersLabel}
      buttonClass="members"
      edge="end"
      button={
        <>
          <Icon name="people" />
          {channel.members.length}
        </>
      }
      items={channel.members.map((id) => {
        const person = personOf(id);
        const name = person === null ? id : nameOf(person);
        return {
          key: id,
          text: name,
          label: (
            <span class="menu-two">
              <strong>{name}</strong>
              <span class="muted">{person === null ? '' : person.title || `@${person.name}`}</span>
            </span>
          ),
          run: () =>
            void direct(id).then((made) => {
              if (made !== null) go(`#/${made.id}`);
            }),
        };
      })}
    />
  );
}

/** Messages and composer, without a head: the app's tab has its own. */
export function Conversation(props: {
  state: PageState;
  channel: PageChannel;
  name: string;
  wanted: string | null;
  readOnly?: string;
}): VNode {
  const { state, channel, name, wanted } = props;
  const loaded = timelines.value.has(channel.id);
  const timeline = timelineOf(channel.id, null);
  // Where reading stopped when the channel was opened; what comes while one looks is not set apart.
  const [readUpTo, setReadUpTo] = useState<{ channel: string; ts: string | null }>({ channel: '', ts: null });

  useEffect(() => {
    setReadUpTo({ channel: channel.id, ts: channel.unread > 0 ? (state.read[channel.id] ?? '0') : null });
    if (!timelines.peek().has(channel.id)) void loadTimeline(channel.id, null);
  }, [channel.id, state.me.id]);

  useEffect(() => {
    const read = () => {
      if (loaded && document.visibilityState === 'visible') markRead(channel.id);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [channel.id, loaded, channel.unread, channel.mentions, timeline.messages.length]);

  const missing = wanted !== null && loaded && !timeline.messages.some((message) => message.ts === wanted);
  useEffect(() => {
    if (missing && timeline.hasMore) void loadEarlier(channel.id);
  }, [missing, timeline, channel.id]);

  const other = channel.kind === 'im' ? channel.members.find((member) => member !== state.me.id) : undefined;
  return (
    <>
      <MessageList
        key={`${state.me.id} ${channel.id}`}
        label={words.channel.messages(name)}
        messages={timeline.messages}
        inThread={false}
        readUpTo={readUpTo.channel === channel.id ? readUpTo.ts : null}
        wanted={wanted}
        onTop={() => void loadEarlier(channel.id)}
        top={
          !loaded ? (
            <p class="begin muted">{words.loading}</p>
          ) : timeline.hasMore ? (
            <button type="button" class="earlier" onClick={() => void loadEarlier(channel.id)}>
              {words.channel.earlier}
            </button>
          ) : (
            <p class="begin">{beginning(channel, name, other === undefined)}</p>
          )
        }
      />
      {channel.isArchived ? (
        <p class="foot-note">{words.channel.isArchived(name)}</p>
      ) : props.readOnly !== undefined ? (
        <p class="foot-note">{props.readOnly}</p>
      ) : channel.isMember ? (
        <Composer channel={channel.id} thread={null} name={name} />
      ) : (
        <div class="foot-note">
          <span>{words.channel.notMember(name)}</span>
          <button type="button" class="button button-strong" onClick={() => void sendLine(channel.id, `/join ${name}`)}>
            {words.channel.join}
          </button>
        </div>
      )}
    </>
  );
}

function beginning(channel: PageChannel, name: string, withSelf: boolean): string {
  if (channel.kind !== 'im') return words.channel.begin(name);
  return withSelf ? words.channel.beginSelf : words.channel.beginDirect(name);
}
