import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PageState, TrafficEntry } from '../page-protocol.js';
import { setRateLimits } from './deeds.js';
import { Icon } from './icons.js';
import { notify } from './notices.js';
import { Pane } from './pane.js';
import { panel } from './panels.js';
import { traffic } from './store.js';
import { faultOf, filtered, readable, type TrafficFilter } from './traffic-text.js';
import { locale, words } from './words.js';

const filter = signal<TrafficFilter>({ text: '', direction: 'all', onlyErrors: false });
/** Entries up to this one were cleared from the list. */
const clearedUpTo = signal(0);
/** More at once would make the list slow; the filter finds the others. */
const mostShown = 150;

/** What the workspace and the app say to each other, for whoever develops the app. */
export function DeveloperPanel({ state }: { state: PageState }): VNode {
  const all = traffic.value.filter((entry) => entry.id > clearedUpTo.value);
  const entries = filtered(all, filter.value);
  const set = (part: Partial<TrafficFilter>) => {
    filter.value = { ...filter.value, ...part };
  };
  return (
    <Pane
      title={words.developer.title}
      note={words.developer.count(entries.length)}
      wide
      close={() => {
        panel.value = null;
      }}
    >
      <div class="traffic-filter">
        <p class="hint">{words.developer.explain}</p>
        <div class="traffic-fields">
          <input
            type="search"
            class="field"
            aria-label={words.developer.filter}
            placeholder={words.developer.filterHint}
            value={filter.value.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
          <select
            class="field"
            aria-label={words.developer.direction}
            value={filter.value.direction}
            onChange={(event) => set({ direction: event.currentTarget.value as TrafficFilter['direction'] })}
          >
            <option value="all">{words.developer.all}</option>
            <option value="to_app">{words.developer.toApp}</option>
            <option value="from_app">{words.developer.fromApp}</option>
          </select>
          <button
            type="button"
            class="button"
            onClick={() => {
              clearedUpTo.value = traffic.value.at(-1)?.id ?? 0;
            }}
          >
            {words.developer.clear}
          </button>
        </div>
        <div class="traffic-fields">
          <label class="switch">
            <input
              type="checkbox"
              checked={filter.value.onlyErrors}
              onChange={(event) => set({ onlyErrors: event.currentTarget.checked })}
            />
            {words.developer.onlyErrors}
          </label>
          <label class="switch" title={words.developer.rateLimitsExplain}>
            <input
              type="checkbox"
              checked={state.rateLimits}
              onChange={(event) => void setRateLimits(event.currentTarget.checked)}
            />
            {words.developer.rateLimits}
          </label>
        </div>
      </div>
      <ol class="traffic" aria-label={words.developer.title}>
        {entries.slice(0, mostShown).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.length === 0 && <p class="empty">{all.length === 0 ? words.developer.none : words.developer.noMatch}</p>}
    </Pane>
  );
}

function Entry({ entry }: { entry: TrafficEntry }): VNode {
  const [open, setOpen] = useState(false);
  const fault = faultOf(entry);
  const direction = entry.direction === 'to_app' ? words.developer.toApp : words.developer.fromApp;
  const status = entry.answer === null ? (entry.error === null ? '…' : '—') : String(entry.answer.status);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(new Date(entry.at));
  return (
    <li class={fault === null ? 'entry' : 'entry entry-fault'}>
      <button type="button" class="entry-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class={`entry-direction entry-${entry.direction}`} title={direction}>
          <span aria-hidden="true">{entry.direction === 'to_app' ? '→' : '←'}</span>
          <span class="sr-only">{direction}: </span>
        </span>
        <span class="entry-title">{entry.title}</span>
        <span class="entry-facts">
          {entry.attempt > 1 && <span>{words.developer.attempt(entry.attempt)}</span>}
          {fault !== null && <span class="entry-error">{fault}</span>}
          <span title={entry.answer === null && entry.error === null ? words.developer.waiting : undefined}>
            {status}
          </span>
          {entry.ms !== null && <span>{words.developer.milliseconds(String(Math.round(entry.ms)))}</span>}
        </span>
        <time class="entry-time">{time}</time>
      </button>
      {open && <Details entry={entry} />}
    </li>
  );
}

function Details({ entry }: { entry: TrafficEntry }): VNode {
  const [raw, setRaw] = useState(false);
  const { request, answer } = entry;
  return (
    <div class="entry-details">
      <p class="entry-url">
        <code>{entry.url}</code>
        <label class="switch">
          <input type="checkbox" checked={raw} onChange={(event) => setRaw(event.currentTarget.checked)} />
          {words.developer.raw}
        </label>
      </p>
      <Side title={words.developer.request} copyLabel={words.developer.copyRequest} raw={raw} {...request} />
      {answer === null ? (
        <p class="muted">{entry.error === null ? words.developer.waiting : words.developer.noAnswer}</p>
      ) : (
        <Side
          title={`${words.developer.answer} ${answer.status}`}
          copyLabel={words.developer.copyAnswer}
          raw={raw}
          headers={answer.headers}
          body={answer.body}
        />
      )}
    </div>
  );
}

function Side(props: {
  title: string;
  copyLabel: string;
  raw: boolean;
  headers: Readonly<Record<string, string>>;
  body: string;
}): VNode {
  const headers = Object.entries(props.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  const body = props.raw ? props.body : readable(props.body);
  return (
    <section>
      <div class="side-head">
        <h3>{props.title}</h3>
        <button
          type="button"
          class="tool"
          aria-label={props.copyLabel}
          title={props.copyLabel}
          onClick={() => void copy(`${headers}\n\n${props.body}`)}
        >
          <Icon name="copy" />
        </button>
      </div>
      {headers !== '' && (
        <details>
          <summary>{words.developer.headers}</summary>
          <pre>{headers}</pre>
        </details>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{body === '' ? words.developer.empty : body}</pre>
    </section>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  notify('done', words.developer.copied);
}
