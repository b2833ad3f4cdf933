import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../page-protocol.js';
import { dayName, dayOf, instantOf } from './dates.js';
import { Icon } from './icons.js';
import { MessageRow } from './message.js';
import { me, today } from './store.js';
import { words } from './words.js';

const sameBreathMilliseconds = 5 * 60_000;
/** So near to the end that new messages pull the list along. */
const nearEndPixels = 80;

/** Messages with dividers between days, kept at their end while new ones come, and at their place while earlier ones do. */
export function MessageList(props: {
  readonly label: string;
  readonly messages: readonly PageMessage[];
  readonly inThread: boolean;
  /** Before the first message that is newer, "New" is said; null: nowhere. */
  readonly readUpTo: string | null;
  /** The message to be shown and marked. */
  readonly wanted: string | null;
  readonly top: ComponentChildren;
  readonly onTop?: () => void;
}): VNode {
  const { messages, wanted } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const firstTs = useRef<string | undefined>(undefined);
  const atEnd = useRef(true);
  const lastTs = useRef<string | undefined>(undefined);
  const [away, setAway] = useState(false);
  const [below, setBelow] = useState(false);
  const found = wanted !== null && messages.some((message) => message.ts === wanted);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const first = messages[0]?.ts;
    if (firstTs.current !== undefined && first !== undefined && first < firstTs.current) {
      element.scrollTop += element.scrollHeight - height.current;
    } else if (atEnd.current && !found) {
      element.scrollTop = element.scrollHeight;
    }
    firstTs.current = first;
    // What came while somebody looks further up, an answer to a button there perhaps, is out of sight.
    const last = messages.at(-1)?.ts;
    if (!atEnd.current && lastTs.current !== undefined && last !== undefined && last > lastTs.current) setBelow(true);
    lastTs.current = last;
    height.current = element.scrollHeight;
  }, [messages, found]);

  // What is drawn later (a picture, an opened block) must not push the newest message out of sight.
  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (element == null || content == null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!found) return;
    atEnd.current = false;
    scroller.current?.querySelector(`[data-ts="${wanted}"]`)?.scrollIntoView({ block: 'center' });
  }, [wanted, found]);

  const scrolled = () => {
    const element = scroller.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPixels;
    setAway(!atEnd.current);
    if (atEnd.current) setBelow(false);
    height.current = element.scrollHeight;
    if (element.scrollTop < 200) props.onTop?.();
  };

  const jump = () => {
    atEnd.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  };

  return (
    <div class="messages-frame">
      <div class="messages" ref={scroller} onScroll={scrolled}>
        <div class="messages-content">
          {props.top}
          <ol class="message-list" aria-label={props.label}>
            {rows(props)}
          </ol>
        </div>
      </div>
      {away && (
        <button type="button" class={below ? 'jump jump-new' : 'jump'} onClick={jump}>
          <Icon name="jump" />
          {below ? words.channel.jumpNew : words.channel.jump}
        </button>
      )}
    </div>
  );
}

function rows(props: Parameters<typeof MessageList>[0]): VNode[] {
  const self = me.value?.id;
  const zone = me.value?.timezone ?? 'UTC';
  const drawn: VNode[] = [];
  let before: PageMessage | null = null;
  let saidNew = props.readUpTo === null;
  for (const message of props.messages) {
    const day = dayOf(instantOf(message.ts), zone);
    const newDay: boolean = before === null || dayOf(instantOf(before.ts), zone) !== day;
    const isNew =
      !saidNew && message.ts > (props.readUpTo ?? '') && message.user !== self && message.ephemeralFor === null;
    if (isNew) saidNew = true;
    if (newDay && !props.inThread) drawn.push(<Divider key={`day ${day}`} day={day} isNew={isNew} />);
    else if (isNew) drawn.push(<Divider key="new" day={null} isNew />);
    drawn.push(
      <MessageRow
        key={message.ts}
        message={message}
        compact={!newDay && !isNew && !(props.inThread && before?.ts === message.threadTs) && goesOn(before, message)}
        inThread={props.inThread}
        marked={message.ts === props.wanted}
      />,
    );
    if (props.inThread && before === null && message.replies !== null) {
      drawn.push(<ThreadDivider key="replies" count={message.replies.count} />);
    }
    before = message;
  }
  return drawn;
}

function Divider({ day, isNew }: { day: string | null; isNew: boolean }): VNode {
  return (
    <li class={isNew ? 'divider divider-new' : 'divider'}>
      {day !== null && <span class="divider-day">{dayName(day, today.value)}</span>}
      {isNew && <span class="divider-mark">{words.channel.newMessages}</span>}
    </li>
  );
}

/** Between a thread's first message and what was said to it. */
function ThreadDivider({ count }: { count: number }): VNode {
  return (
    <li class="divider divider-thread">
      <span class="muted">{words.message.replies(count)}</span>
    </li>
  );
}

/** Of the same person within a few minutes, and seen by the same people. */
function goesOn(before: PageMessage | null, message: PageMessage): boolean {
  return (
    before !== null &&
    before.user === message.user &&
    before.ephemeralFor === message.ephemeralFor &&
    before.botId === message.botId &&
    !message.broadcast &&
    instantOf(message.ts).getTime() - instantOf(before.ts).getTime() < sameBreathMilliseconds
  );
}
