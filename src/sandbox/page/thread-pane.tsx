import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageChannel, PageState } from '../page-protocol.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { Pane } from './pane.js';
import { channelName } from './people.js';
import { go } from './route.js';
import { loadTimeline, personOf, timelineOf } from './store.js';
import { words } from './words.js';

/** A thread beside its channel. */
export function ThreadPane(props: {
  state: PageState;
  channel: PageChannel;
  thread: string;
  readOnly: boolean;
}): VNode {
  const { channel, thread, state } = props;
  const name = channelName(channel, state.me.id, personOf);
  const timeline = timelineOf(channel.id, thread);
  const [asked, setAsked] = useState(false);

  useEffect(() => {
    setAsked(false);
    void loadTimeline(channel.id, thread).then(() => setAsked(true));
  }, [channel.id, thread, state.me.id]);

  return (
    <Pane title={words.thread.title} note={name} keepsFocus={!props.readOnly} close={() => go(`#/${channel.id}`)}>
      <MessageList
        key={`${state.me.id} ${channel.id} ${thread}`}
        label={words.thread.title}
        messages={timeline.messages}
        inThread
        readUpTo={null}
        wanted={null}
        top={asked && timeline.messages.length === 0 && <p class="empty">{words.thread.gone}</p>}
      />
      {channel.isMember && !channel.isArchived && !props.readOnly && (
        <Composer channel={channel.id} thread={thread} name={name} />
      )}
    </Pane>
  );
}
