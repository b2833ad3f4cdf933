import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { section } from '../messages/blocks.js';
import { clipMrkdwn, codeText, escapeText } from '../messages/escape.js';

type Filled = ViewOutput['state']['values'][string][string];

const isInput = (block: { readonly type: string }): block is InputBlock => block.type === 'input';

/** The ids of a form's inputs, from top to bottom. */
export function inputsIn(view: ViewOutput): string[] {
  const blocks: readonly { readonly type: string }[] = view.blocks ?? [];
  return blocks.flatMap((block) => (isInput(block) && block.block_id !== undefined ? [block.block_id] : []));
}

/**
 * The form again as it was sent, with what was filled in, below what is wrong with it: for a submission that was
 * acknowledged before it was known to be wrong, so that Slack takes no errors on fields any more.
 */
export function filledForm(view: ViewOutput, problems: readonly string[]): ModalView {
  const blocks = (view.blocks as KnownBlock[]).map((block) => (isInput(block) ? filled(block, view) : block));
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: { type: 'plain_text', text: view.title.text },
    ...(view.submit === null ? {} : { submit: { type: 'plain_text', text: view.submit.text } }),
    ...(view.close === null ? {} : { close: { type: 'plain_text', text: view.close.text } }),
    blocks: [...problems.map((problem) => section(escapeText(problem, 2_000))), ...blocks],
  };
}

/** What the form was prefilled with gives way to what stands in the field now, also where that is nothing. */
function filled(block: InputBlock, view: ViewOutput): InputBlock {
  const id = block.block_id ?? '';
  const state: Filled | undefined = view.state.values[id]?.[id];
  if (state === undefined) return block;
  const bare = Object.entries(block.element).filter(([name]) => !name.startsWith('initial_'));
  const element = {
    ...Object.fromEntries(bare),
    ...(state.value ? { initial_value: state.value } : {}),
    ...(state.selected_date ? { initial_date: state.selected_date } : {}),
    ...(state.selected_time ? { initial_time: state.selected_time } : {}),
    ...(state.selected_user ? { initial_user: state.selected_user } : {}),
    ...(state.selected_users?.length ? { initial_users: state.selected_users } : {}),
    ...(state.selected_conversation ? { initial_conversation: state.selected_conversation } : {}),
    ...(state.selected_option ? { initial_option: state.selected_option } : {}),
    ...(state.selected_options?.length ? { initial_options: state.selected_options } : {}),
  };
  return { ...block, element: element as unknown as InputBlock['element'] };
}

/** What was filled in, field by field, in mrkdwn: for whoever no longer has the form. */
export function filledText(view: ViewOutput): string {
  const fields = (view.blocks as KnownBlock[]).filter(isInput).flatMap(({ block_id: id = '', label }) => {
    const value = filledValue(view.state.values[id]?.[id]);
    return value === '' ? [] : [`${escapeText(label.text)}: ${codeText(value, 500)}`];
  });
  return clipMrkdwn(fields.join(' · '), 2_500);
}

function filledValue(state: Filled | undefined): string {
  if (state === undefined) return '';
  const options = [state.selected_option ?? [], state.selected_options ?? []].flat();
  const picked = options.map(({ text }) => text.text).join(', ');
  return state.value ?? state.selected_date ?? state.selected_time ?? picked;
}
