import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Completion, complete, type Suggestion, usageOf } from './completion.js';
import { send, shortcut } from './deeds.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { state } from './store.js';
import { Suggestions, suggestionId } from './suggestions.js';
import { timelineKey } from './timeline.js';
import { words } from './words.js';

/** What was begun and not sent, by timeline; it stays while somebody looks elsewhere. */
const drafts = signal<ReadonlyMap<string, string>>(new Map());
/** What was sent last, by timeline: the arrow up brings it back. */
const lastSent = new Map<string, string>();

function keepDraft(key: string, text: string): void {
  drafts.value = new Map(drafts.value).set(key, text);
}

/** Where somebody writes to a channel or thread. */
export function Composer(props: {
  readonly channel: string;
  readonly thread: string | null;
  readonly name: string;
}): VNode {
  const { channel, thread } = props;
  const key = timelineKey(channel, thread);
  const text = drafts.value.get(key) ?? '';
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(-1);
  const id = useId();
  const known = state.value;

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 240)}px`;
  }, [text]);

  useEffect(() => {
    setFault(null);
    setFile(null);
    setCompletion(null);
    // On a narrow screen the focus would call up a keyboard over the messages.
    if (innerWidth > 760) field.current?.focus({ preventScroll: true });
  }, [key]);

  const offer = (value: string, caret: number) => {
    const next = known === null ? null : complete(value, caret, known, thread !== null);
    setCompletion(next);
    setActive(next?.eager === true && next.items.length > 0 ? 0 : -1);
  };

  /** What was said against the last text is not said of the next. */
  const typed = (value: string) => {
    keepDraft(key, value);
    setFault(null);
  };

  const write = (value: string, caret = value.length) => {
    typed(value);
    offer(value, caret);
    const element = field.current;
    if (element === null) return;
    element.value = value;
    element.focus();
    element.setSelectionRange(caret, caret);
  };

  const pick = (item: Suggestion) => {
    if (completion === null) return;
    if (item.picks.kind === 'shortcut') {
      write('');
      void shortcut(item.picks.callbackId, null);
      return;
    }
    const before = text.slice(0, completion.from) + item.picks.text;
    write(before + text.slice(completion.to).trimStart(), before.length);
  };

  const submit = async () => {
    if (sending || (text.trim() === '' && file === null)) return;
    setSending(true);
    setFault(null);
    setCompletion(null);
    const done = await send(channel, thread, text, file);
    setSending(false);
    if (!done.ok) {
      setFault(done.error);
      return;
    }
    lastSent.set(key, text);
    // What was typed on in the meantime stays.
    if (drafts.value.get(key) === text) keepDraft(key, '');
    setFile(null);
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (completion !== null && completion.items.length > 0) {
      const count = completion.items.length;
      const chosen = completion.items[active];
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setActive(event.key === 'ArrowDown' ? (active + 1) % count : active <= 0 ? count - 1 : active - 1);
        return;
      }
      const first = chosen ?? completion.items[0];
      if ((event.key === 'Enter' && chosen !== undefined) || (event.key === 'Tab' && !event.shiftKey)) {
        event.preventDefault();
        if (first !== undefined) pick(first);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        setCompletion(null);
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'ArrowUp' && text === '' && lastSent.has(key)) {
      event.preventDefault();
      write(lastSent.get(key) ?? '');
      setCompletion(null);
    }
  };

  const globals = (known?.app.shortcuts ?? []).filter((each) => each.type === 'global');
  const usage = known === null || thread !== null ? null : usageOf(text, known);
  const listId = `${id}-list`;
  const isOpen = completion !== null && completion.items.length > 0;
  const label = thread === null ? words.composer.label(props.name) : words.composer.labelReply;

  return (
    <form
      class="composer"
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {isOpen && <Suggestions id={listId} completion={completion} active={active} pick={pick} />}
      <div class="composer-box">
        {usage !== null && !(isOpen && completion.short === true) && (
          <p class="usage" id={`${id}-usage`}>
            <strong>{usage.command}</strong> {usage.usage}
          </p>
        )}
        <textarea
          ref={field}
          class="composer-text"
          rows={1}
          value={text}
          placeholder={thread === null ? words.composer.to(props.name) : words.composer.reply}
          aria-label={label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && active >= 0 ? suggestionId(listId, active) : undefined}
          aria-describedby={
            `${fault === null ? '' : `${id}-fault `}${usage === null ? '' : `${id}-usage`}`.trim() || undefined
          }
          onInput={(event) => {
            typed(event.currentTarget.value);
            offer(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onClick={(event) => offer(text, event.currentTarget.selectionStart)}
          onBlur={() => setCompletion(null)}
          onKeyDown={pressed}
        />
        {file !== null && (
          <p class="attached">
            <Icon name="file" />
            {words.composer.attached(file.name)}
            <button
              type="button"
              class="quiet-button"
              aria-label={words.composer.removeFile(file.name)}
              onClick={() => setFile(null)}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
        <div class="composer-bar">
          <input
            ref={files}
            type="file"
            hidden
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              event.currentTarget.value = '';
              field.current?.focus();
            }}
          />
          <button
            type="button"
            class="tool"
            title={words.composer.file}
            aria-label={words.composer.file}
            onClick={() => files.current?.click()}
          >
            <Icon name="clip" />
          </button>
          {thread === null && (
            <>
              <button
                type="button"
                class="tool"
                title={words.composer.commands}
                aria-label={words.composer.commands}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => write('/')}
              >
                <span class="tool-sign">/</span>
              </button>
              {globals.length > 0 && (
                <Menu
                  label={words.composer.shortcuts}
                  title={words.composer.shortcuts}
                  buttonClass="tool"
                  button={<Icon name="bolt" />}
                  items={globals.map((each) => ({
                    key: each.callbackId,
                    text: each.name,
                    label: (
                      <span class="menu-two">
                        <strong>{each.name}</strong>
                        <span class="muted">{each.description}</span>
                      </span>
                    ),
                    run: () => void shortcut(each.callbackId, null),
                  }))}
                />
              )}
            </>
          )}
          <button
            type="button"
            class="tool"
            title={words.composer.mention}
            aria-label={words.composer.mention}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => write(text === '' || text.endsWith(' ') ? `${text}@` : `${text} @`)}
          >
            <span class="tool-sign">@</span>
          </button>
          <span class="composer-keys">{sending ? words.composer.sending : words.composer.keys}</span>
          <button
            type="submit"
            class="send"
            disabled={sending || (text.trim() === '' && file === null)}
            title={words.composer.send}
            aria-label={words.composer.send}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
      <p class="composer-fault" id={`${id}-fault`} role="alert">
        {fault !== null && `${fault} · ${words.composer.kept}`}
      </p>
    </form>
  );
}
