import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ElementInput } from '../../page-protocol.js';
import type { JsonObject } from '../../workspace/model.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { BlockHost } from './host.js';
import { initialInput } from './initial-values.js';
import { objectIn, stringIn } from './read-json.js';

/** The input block around an element. */
export interface Field {
  readonly labelId: string;
  /** Ids of hint and error. */
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly optional: boolean;
  readonly dispatches: boolean;
}

export interface ElementProps {
  readonly element: JsonObject;
  readonly blockId: string;
  readonly host: BlockHost;
  /** Null outside of an input block: then every choice acts at once. */
  readonly field: Field | null;
}

export interface ElementState {
  readonly actionId: string;
  readonly id: string;
  readonly value: ElementInput;
  readonly busy: boolean;
  /** Asks first if the element wants that, keeps the choice, and tells the app where it must hear of it. `then` runs after a yes. */
  choose(input: ElementInput, then?: () => void): void;
  /** Keeps what was typed; tells the app only when `tell` says so. */
  type(input: ElementInput, tell: boolean): void;
  /** To be drawn beside the element. */
  readonly dialog: VNode | null;
}

export function useElement({ element, blockId, host, field }: ElementProps, keeps = true): ElementState {
  const actionId = stringIn(element, 'action_id') ?? '';
  const [asked, setAsked] = useState<{ input: ElementInput; then?: () => void } | null>(null);
  const typed = host.values[blockId]?.[actionId];
  const commit = (input: ElementInput, tell: boolean) => {
    if (keeps) host.change(blockId, actionId, input);
    if (tell) host.act(blockId, actionId, input);
  };
  const acts = field === null || field.dispatches;
  const confirm = objectIn(element, 'confirm');
  return {
    actionId,
    id: `${host.idPrefix}-${blockId}-${actionId}`,
    value: typed === undefined ? initialInput(element, host.here ?? null) : typed,
    busy: host.busy(blockId, actionId),
    choose: (input, then) => {
      if (confirm !== null) setAsked(then === undefined ? { input } : { input, then });
      else {
        commit(input, acts);
        then?.();
      }
    },
    type: commit,
    dialog:
      confirm === null || asked === null ? null : (
        <ConfirmDialog
          confirm={confirm}
          host={host}
          onAnswer={(yes) => {
            setAsked(null);
            if (!yes) return;
            commit(asked.input, acts);
            asked.then?.();
          }}
        />
      ),
  };
}

/** What names an element for screen readers: the label of its input block, or its own words. */
export function naming(field: Field | null, own: string): Record<string, string | boolean | undefined> {
  if (field === null) return { 'aria-label': own };
  return {
    'aria-labelledby': field.labelId,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid ? true : undefined,
    'aria-required': field.optional ? undefined : true,
  };
}
