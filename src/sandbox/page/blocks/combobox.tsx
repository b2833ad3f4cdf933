import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Floating } from './floating.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { type Choice, type ChoiceGroup, searched } from './menu-options.js';

export interface ComboboxProps {
  readonly id: string;
  readonly host: BlockHost;
  readonly naming: Record<string, string | boolean | undefined>;
  readonly placeholder: string;
  /** What there is to choose from; null: the groups come from `load`. */
  readonly groups: readonly ChoiceGroup[] | null;
  readonly load: { readonly from: number; readonly ask: (query: string) => Promise<readonly ChoiceGroup[]> } | null;
  readonly multiple: boolean;
  readonly chosen: readonly Choice[];
  /** At most so many can be chosen. */
  readonly most: number;
  readonly clearable: boolean;
  readonly busy: boolean;
  readonly focus: boolean;
  readonly onChoose: (values: readonly Choice[]) => void;
}

/** A field that opens a list and searches in it: Slack's menus, by the combobox pattern of the ARIA practices. */
export function Combobox(props: ComboboxProps): VNode {
  const { id, host, chosen, multiple } = props;
  const words = host.words.blocks;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const loaded = useLoaded(props, open, query);
  useEffect(() => {
    if (props.focus) input.current?.focus();
  }, [props.focus]);

  const groups = props.groups === null ? loaded.groups : searched(props.groups, query, host.locale);
  const flat = groups.flatMap((group) => group.choices);
  const at = Math.min(active, Math.max(0, flat.length - 1));
  const isChosen = (choice: Choice) => chosen.some((each) => each.value === choice.value);
  const optionId = (place: number) => `${id}-option-${place}`;

  const show = () => {
    if (open) return;
    setQuery('');
    const first = multiple
      ? 0
      : Math.max(0, (props.groups ?? []).flatMap((group) => group.choices).findIndex(isChosen));
    setActive(first);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setQuery('');
  };
  const pick = (choice: Choice) => {
    if (!multiple) {
      close();
      props.onChoose([choice]);
      return;
    }
    setActive(query === '' ? Math.max(0, flat.indexOf(choice)) : 0);
    setQuery('');
    if (isChosen(choice)) props.onChoose(chosen.filter((each) => each.value !== choice.value));
    else if (chosen.length < props.most) props.onChoose([...chosen, choice]);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const move = (to: number) => {
      event.preventDefault();
      if (open) setActive(Math.max(0, Math.min(flat.length - 1, to)));
      else show();
    };
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'PageDown') move(at + 8);
    else if (event.key === 'PageUp') move(at - 8);
    else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = flat[at];
      if (!open) show();
      else if (choice !== undefined) pick(choice);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Backspace' && query === '' && multiple && chosen.length > 0) {
      props.onChoose(chosen.slice(0, -1));
    }
  };

  const single = multiple ? null : (chosen[0] ?? null);
  const hint = open ? statusLine(props, loaded, query, flat.length) : null;
  let place = -1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the whole frame takes the mouse; keys are the field's
    <div
      ref={box}
      class={`bk-select${open ? ' bk-select-open' : ''}${multiple ? ' bk-select-many' : ''}`}
      onMouseDown={(event) => {
        if (event.target === input.current || (event.target as Element).closest('button, .bk-floating') !== null)
          return;
        event.preventDefault();
        input.current?.focus();
        if (open) close();
        else show();
      }}
    >
      {multiple &&
        chosen.map((choice) => (
          <span key={choice.value} class="bk-token">
            {choice.text}
            <button
              type="button"
              aria-label={words.remove(choice.text)}
              onClick={() => props.onChoose(chosen.filter((each) => each.value !== choice.value))}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        class={single !== null && !open ? 'bk-has-choice' : ''}
        autocomplete="off"
        spellcheck={false}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-activedescendant={open && flat.length > 0 ? optionId(at) : undefined}
        aria-busy={props.busy || loaded.waiting}
        {...props.naming}
        value={open ? query : (single?.text ?? '')}
        placeholder={multiple && chosen.length > 0 ? '' : (single?.text ?? props.placeholder)}
        onClick={show}
        onInput={(event) => {
          if (!open) setOpen(true);
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={keyDown}
        onBlur={close}
      />
      {props.busy && <span class="bk-spinner" aria-hidden="true" />}
      {props.clearable && chosen.length > 0 && (
        <button type="button" class="bk-select-clear" aria-label={words.clear} onClick={() => props.onChoose([])}>
          <Icon name="close" />
        </button>
      )}
      <span class="bk-select-arrow">
        <Icon name="down" />
      </span>
      {open && (
        <Floating anchor={box} align="start" wide onClose={close}>
          <div
            id={`${id}-list`}
            role="listbox"
            class="bk-menu"
            aria-label={props.placeholder}
            aria-multiselectable={multiple ? true : undefined}
            onMouseDown={(event) => event.preventDefault()}
          >
            {groups.map((group, number) => {
              const items = group.choices.map((choice) => {
                place += 1;
                return (
                  <OptionLine
                    key={choice.value}
                    id={optionId(place)}
                    choice={choice}
                    active={place === at}
                    chosen={isChosen(choice)}
                    off={multiple && !isChosen(choice) && chosen.length >= props.most}
                    onPick={() => pick(choice)}
                  />
                );
              });
              if (group.label === null) return items;
              const labelId = `${id}-group-${number}`;
              return (
                // biome-ignore lint/a11y/useSemanticElements: a group of a listbox is no fieldset
                <div key={labelId} role="group" aria-labelledby={labelId}>
                  <div id={labelId} class="bk-menu-group" role="presentation">
                    {group.label}
                  </div>
                  {items}
                </div>
              );
            })}
          </div>
          {hint !== null && (
            <div class="bk-menu-note" role="status">
              {hint}
            </div>
          )}
        </Floating>
      )}
    </div>
  );
}

function OptionLine(props: {
  id: string;
  choice: Choice;
  active: boolean;
  chosen: boolean;
  off: boolean;
  onPick: () => void;
}): VNode {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [props.active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      ref={line}
      id={props.id}
      role="option"
      class={`bk-menu-item${props.active ? ' bk-active' : ''}`}
      aria-selected={props.chosen}
      aria-disabled={props.off ? true : undefined}
      onClick={() => {
        if (!props.off) props.onPick();
      }}
    >
      <span class="bk-menu-check">{props.chosen && <Icon name="check" />}</span>
      <span class="bk-menu-words">
        <span>{props.choice.text}</span>
        {props.choice.description !== '' && <span class="bk-description">{props.choice.description}</span>}
      </span>
    </div>
  );
}

function statusLine(props: ComboboxProps, loaded: Loaded, query: string, found: number): string | null {
  const words = props.host.words.blocks;
  const missing = (props.load?.from ?? 0) - query.trim().length;
  if (props.load !== null && missing > 0) return words.typeMore(missing);
  if (loaded.waiting) return words.searching;
  if (loaded.failed) return words.searchFailed;
  return found === 0 ? words.nothingFound : null;
}

interface Loaded {
  readonly groups: readonly ChoiceGroup[];
  readonly waiting: boolean;
  readonly failed: boolean;
}

const NOTHING: Loaded = { groups: [], waiting: false, failed: false };
/** Milliseconds without a key before the app is asked. */
const PAUSE = 200;

/** Asks the app for options while somebody types; an answer that was overtaken is dropped. */
function useLoaded(props: ComboboxProps, open: boolean, query: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const ask = useRef(props.load?.ask);
  ask.current = props.load?.ask;
  const from = props.load?.from ?? null;
  useEffect(() => {
    if (from === null || !open) return;
    if (query.trim().length < from) {
      setLoaded(NOTHING);
      return;
    }
    let overtaken = false;
    setLoaded({ groups: [], waiting: true, failed: false });
    const timer = setTimeout(
      () => {
        const answer = ask.current?.(query.trim()) ?? Promise.resolve([]);
        answer.then(
          (groups) => {
            if (!overtaken) setLoaded({ groups, waiting: false, failed: false });
          },
          () => {
            if (!overtaken) setLoaded({ groups: [], waiting: false, failed: true });
          },
        );
      },
      query === '' ? 0 : PAUSE,
    );
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [open, query, from]);
  return loaded;
}
