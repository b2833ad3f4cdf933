import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormErrors, PageState } from '../page-protocol.js';
import type { JsonObject, View } from '../workspace/model.js';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks/blocks.js';
import { closeForm, submit } from './deeds.js';
import { Dialog } from './dialog.js';
import { hostOf } from './hosts.js';
import { Icon } from './icons.js';
import { formErrors, personOf } from './store.js';
import { words } from './words.js';

/** The forms that the app has opened for this person: the top one, with a way back to those below. */
export function Forms({ state }: { state: PageState }): VNode | null {
  const top = state.forms.at(-1);
  if (top === undefined) return null;
  return (
    <Dialog labelledBy="form-title" kind="form" onClose={() => void closeForm(top.id, state.forms.length === 1)}>
      <Form key={top.id} view={top} state={state} depth={state.forms.length} errors={formErrors.value} />
    </Dialog>
  );
}

function Form(props: { view: View; state: PageState; depth: number; errors: FormErrors | null }): VNode {
  const { view, state, depth, errors } = props;
  const { payload } = view;
  const blocks = (payload.blocks ?? []) as readonly JsonObject[];
  const title = plain(payload.title) ?? words.form.untitled;
  const submitText = plain(payload.submit);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const host = hostOf({ kind: 'view', viewId: view.id }, blocks, errors);
  const faults = errors === null ? 0 : Object.keys(errors).length;

  // The browser puts the focus on the first button, which is the one that closes.
  useEffect(() => {
    const body = form.current?.querySelector('.form-body');
    if (body?.contains(document.activeElement)) return;
    const first = body?.querySelector<HTMLElement>(
      'input, textarea, select, [role="combobox"], [contenteditable], button',
    );
    (first ?? form.current)?.focus();
  }, []);

  useEffect(() => {
    if (faults > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors, faults]);

  const handIn = async () => {
    if (sending || submitText === null) return;
    setSending(true);
    setFault(null);
    const refused = await submit(view.id, host.values);
    setSending(false);
    setFault(refused);
  };

  return (
    <form
      ref={form}
      class="form"
      tabIndex={-1}
      noValidate
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        void handIn();
      }}
    >
      <div class="form-head">
        {depth > 1 ? (
          <button
            type="button"
            class="tool"
            aria-label={words.form.back}
            title={words.form.back}
            onClick={() => void closeForm(view.id, false)}
          >
            <Icon name="back" />
          </button>
        ) : (
          <Avatar person={personOf(state.app.botUserId)} name={state.app.name} size="small" />
        )}
        <h2 id="form-title">{title}</h2>
        <button
          type="button"
          class="tool head-close"
          aria-label={words.form.closeLabel(title)}
          title={words.close}
          onClick={() => void closeForm(view.id, true)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="form-body">
        {fault !== null && (
          <p class="form-fault" role="alert">
            {fault}
          </p>
        )}
        <p class="sr-only" role="alert">
          {faults > 0 && words.form.faults(faults)}
        </p>
        <Blocks blocks={blocks} surface="modal" host={host} />
      </div>
      <div class="form-foot">
        <span class="muted" role="status">
          {sending && words.form.submitting}
        </span>
        <button type="button" class="button" onClick={() => void closeForm(view.id, depth === 1)}>
          {plain(payload.close) ?? (submitText === null ? words.close : words.cancel)}
        </button>
        {submitText !== null && (
          <button type="submit" class="button button-strong" disabled={sending}>
            {submitText}
          </button>
        )}
      </div>
    </form>
  );
}

function plain(text: unknown): string | null {
  return typeof text === 'object' && text !== null && 'text' in text && typeof text.text === 'string'
    ? text.text
    : null;
}
