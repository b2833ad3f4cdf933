import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ClockReport, ClockRequest, PageState } from '../page-protocol.js';
import { dayOf, shiftDay, shortDateTime, shortDay, spanOf } from './dates.js';
import { moveClock, startOver } from './deeds.js';
import { Dialog } from './dialog.js';
import { Icon } from './icons.js';
import { notify } from './notices.js';
import { Pane } from './pane.js';
import { panel } from './panels.js';
import { channelName } from './people.js';
import { said } from './said.js';
import { channelOf, clock, me, now, personOf } from './store.js';
import { words } from './words.js';

/** How far ahead a date may be. */
const mostDays = 92;
/** Less than this the clock is not worth calling ahead. */
const noticeableMilliseconds = 60_000;

/** What came of the last move, as a person may see it; it stays while they look at the messages it names. */
const report = signal<{ readonly seenBy: string; readonly told: ClockReport } | null>(null);
const fault = signal<string | null>(null);
const moving = signal(false);

/** Moves the sandbox's clock and says what came of it. */
export function ClockPanel({ state }: { state: PageState }): VNode | null {
  const view = clock.value;
  const [date, setDate] = useState('');
  const [asking, setAsking] = useState(false);
  const self = me.value?.id ?? '';
  useEffect(() => {
    if (report.value !== null && report.value.seenBy !== self) void seeAs(self);
  }, [self]);
  if (view === null) return null;
  const zone = view.timezone;
  const day = dayOf(now.value, zone);
  const busy = moving.value;

  const move = async (to: ClockRequest['to']) => {
    if (busy) return;
    moving.value = true;
    fault.value = null;
    const seenBy = me.value?.id ?? '';
    const done = await moveClock(to);
    moving.value = false;
    if (done.ok) report.value = { seenBy, told: done };
    else fault.value = done.error;
  };

  return (
    <Pane title={words.clock.title} close={closePanel}>
      <div class="pane-body">
        <p class="clock-now">
          <span class="muted">{words.clock.now}</span>
          <time dateTime={now.value.toISOString()}>{shortDateTime(now.value, zone)}</time>
          <span class="muted">
            {words.clock.zone(zone)} · {aheadWords(view.ahead)}
          </span>
        </p>
        <p class="hint">{view.movesApp ? words.clock.explain : words.clock.alone}</p>
        <div class="clock-buttons">
          <button
            type="button"
            class="button button-strong"
            aria-disabled={busy}
            onClick={() => void move('next_morning')}
          >
            {words.clock.nextMorning}
          </button>
          <button type="button" class="button" aria-disabled={busy} onClick={() => void move('next_working_day')}>
            {words.clock.nextWorkingDay}
          </button>
        </div>
        <form
          class="clock-date"
          onSubmit={(event) => {
            event.preventDefault();
            if (date !== '') void move({ date });
          }}
        >
          <label for="clock-date">{words.clock.goTo}</label>
          <input
            id="clock-date"
            type="date"
            class="field"
            value={date}
            min={shiftDay(day, 1)}
            max={shiftDay(day, mostDays)}
            onInput={(event) => setDate(event.currentTarget.value)}
          />
          <button type="submit" class="button" aria-disabled={busy || date === ''}>
            {words.clock.go}
          </button>
        </form>
        <div role="status" class="clock-report">
          {busy && <p class="muted working">{words.clock.moving}</p>}
          {!busy && fault.value !== null && <p class="form-fault">{fault.value}</p>}
          {!busy && report.value !== null && report.value.seenBy === self && (
            <Report report={report.value.told} zone={zone} />
          )}
        </div>
        {state.canStartOver && (
          <div class="start-over">
            <p class="hint">{words.clock.startOverExplain}</p>
            <button type="button" class="button" onClick={() => setAsking(true)}>
              <Icon name="restart" />
              {words.clock.startOver}
            </button>
          </div>
        )}
      </div>
      {asking && <AskToStartOver close={() => setAsking(false)} />}
    </Pane>
  );
}

/** Somebody else looks at what came of it: they are told what they may see. */
async function seeAs(seenBy: string): Promise<void> {
  const done = await moveClock('stay');
  if (me.value?.id === seenBy) report.value = done.ok ? { seenBy, told: done } : null;
}

function closePanel(): void {
  panel.value = null;
}

function aheadWords(ahead: number): string {
  if (Math.abs(ahead) < noticeableMilliseconds) return words.clock.real;
  return ahead > 0 ? words.clock.ahead(spanOf(ahead)) : words.clock.behind(spanOf(ahead));
}

function Report({ report, zone }: { report: ClockReport; zone: string }): VNode {
  return (
    <>
      <p>
        <strong>{words.clock.arrived(shortDateTime(new Date(report.clock.now), zone))}</strong>
      </p>
      <h3>{words.clock.report}</h3>
      {report.mornings.length === 0 && <p class="muted">{words.clock.quiet}</p>}
      {report.mornings.map((morning) => (
        <section key={morning.day} class="morning">
          <h4>{shortDay(morning.day)}</h4>
          {morning.lines.length + morning.posted.length + morning.elsewhere === 0 && (
            <p class="muted">{words.clock.quiet}</p>
          )}
          {morning.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {morning.posted.length > 0 && (
            <ul class="posted" aria-label={words.clock.posted}>
              {morning.posted.map((post) => (
                <li key={`${post.channel} ${post.ts}`}>
                  <a href={`#/${post.channel}/message/${post.ts}`}>
                    <strong>{placeName(post.channel)}</strong>{' '}
                    <span>{said(post.text, { person: personOf, channel: channelOf })}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          {morning.elsewhere > 0 && (
            <p class="muted">
              {morning.posted.length > 0
                ? words.clock.elsewhere(morning.elsewhere)
                : words.clock.onlyElsewhere(morning.elsewhere)}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function placeName(id: string): string {
  const channel = channelOf(id);
  return channel === null ? id : channelName(channel, me.value?.id ?? '', personOf);
}

function AskToStartOver({ close }: { close: () => void }): VNode {
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    if (busy) return;
    setBusy(true);
    const done = await startOver();
    setBusy(false);
    if (!done.ok) {
      notify('problem', done.error);
      return;
    }
    report.value = null;
    fault.value = null;
    notify('done', words.clock.startedOver);
    close();
  };
  return (
    <Dialog
      labelledBy="start-over-title"
      describedBy="start-over-text"
      role="alertdialog"
      kind="question"
      onClose={() => !busy && close()}
    >
      <h2 id="start-over-title">{words.clock.startOverTitle}</h2>
      <p id="start-over-text">{words.clock.startOverText}</p>
      <div class="form-foot">
        <span class="muted" role="status">
          {busy && words.clock.startingOver}
        </span>
        <button type="button" class="button" disabled={busy} onClick={close}>
          {words.cancel}
        </button>
        <button type="button" class="button button-danger" aria-disabled={busy} onClick={() => void begin()}>
          {words.clock.startOverYes}
        </button>
      </div>
    </Dialog>
  );
}
