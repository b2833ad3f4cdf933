import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ElementInput } from '../../page-protocol.js';
import { secondsAt, wallClock } from './dates.js';
import { numberIn, stringIn, typeOf } from './read-json.js';
import { placeholderOf, useFocusOnLoad } from './text-fields.js';
import { type ElementProps, naming, useElement } from './use-element.js';

/** datepicker, timepicker and datetimepicker: the browser's own, which is known to everybody who uses it. */
export function DateField(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const input = useRef<HTMLInputElement>(null);
  useFocusOnLoad(element, input);
  // Somebody who types a year passes four wrong ones: typed dates count when the field is left or Enter is pressed.
  const typing = useRef(false);
  const type = typeOf(element);
  const zone = type === 'timepicker' ? (stringIn(element, 'timezone') ?? undefined) : host.timezone;
  const shown = shownValue(state.value, zone);
  const words = host.words.blocks;
  const label = placeholderOf(element, type === 'timepicker' ? words.chooseTime : words.chooseDate);
  const commit = (text: string) => {
    typing.current = false;
    if (text !== shown) state.choose(readValue(type, text, zone));
  };
  return (
    <span class="bk-date">
      <input
        ref={input}
        id={state.id}
        class="bk-input"
        type={type === 'datepicker' ? 'date' : type === 'timepicker' ? 'time' : 'datetime-local'}
        value={shown}
        min={type === 'datepicker' ? '1000-01-01' : undefined}
        max={type === 'datepicker' ? '9999-12-31' : undefined}
        title={label}
        aria-busy={state.busy}
        {...naming(field, label)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            commit(event.currentTarget.value);
          } else if (event.key !== 'Tab') typing.current = true;
        }}
        onPointerDown={() => {
          typing.current = false;
        }}
        onChange={(event) => {
          if (!typing.current) commit(event.currentTarget.value);
        }}
        onBlur={(event) => commit(event.currentTarget.value)}
      />
      {type === 'timepicker' && zone !== undefined && <span class="bk-hint">{zone}</span>}
      {type === 'datetimepicker' && numberIn(element, 'initial_date_time') !== null && host.timezone !== undefined && (
        <span class="bk-hint">{host.timezone}</span>
      )}
      {state.dialog}
    </span>
  );
}

function shownValue(value: ElementInput, zone: string | undefined): string {
  if (value === null) return '';
  if ('date' in value) return value.date;
  if ('time' in value) return value.time;
  if ('dateTime' in value) return wallClock(value.dateTime, zone);
  return '';
}

function readValue(type: string, text: string, zone: string | undefined): ElementInput {
  if (text === '') return null;
  if (type === 'datepicker') return { date: text };
  if (type === 'timepicker') return { time: text.slice(0, 5) };
  const [date = '', time = ''] = text.split('T');
  return { dateTime: secondsAt(date, time.slice(0, 5), zone) };
}
