import type { ViewOutput } from '@slack/bolt';

/** An option as it was chosen: its value and what it said. */
export interface ChosenOption {
  readonly value: string;
  readonly text: string;
}

/** What stands in the inputs of a form; an input's block id and action id are the same. */
export interface FilledIn {
  /** The form has this input. */
  has(id: string): boolean;
  /** What stands in the input `id`: text, a date, a time, a person, a channel; null if it is empty. */
  text(id: string): string | null;
  /** The values ticked or chosen in `id`. */
  chosen(id: string): readonly string[];
  /** The same with what they said. */
  options(id: string): readonly ChosenOption[];
}

export function filledIn(view: Pick<ViewOutput, 'state'>): FilledIn {
  const stateOf = (id: string) => view.state.values[id]?.[id];
  const options = (id: string): readonly ChosenOption[] => {
    const state = stateOf(id);
    const chosen = state?.selected_option ? [state.selected_option] : (state?.selected_options ?? []);
    return chosen.map(({ value, text }) => ({ value, text: text.text }));
  };
  return {
    has: (id) => stateOf(id) !== undefined,
    text: (id) => {
      const state = stateOf(id);
      const text =
        state?.value ??
        state?.selected_date ??
        state?.selected_time ??
        state?.selected_user ??
        state?.selected_conversation ??
        null;
      return text === null || text.trim() === '' ? null : text.trim();
    },
    chosen: (id) => stateOf(id)?.selected_users ?? options(id).map(({ value }) => value),
    options,
  };
}
