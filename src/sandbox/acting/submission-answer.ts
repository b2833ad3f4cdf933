import { viewFaults } from '../block-kit/check-view.js';
import { elementsOf } from '../block-kit/find-element.js';
import { isTooDeep } from '../nesting.js';
import type { FormErrors } from '../page-protocol.js';
import type { JsonObject, View } from '../workspace/model.js';
import { blocksOf } from './container.js';

/** As JSON, in bytes. */
const LARGEST_VIEW = 250_000;

/** What the app answers to a form that was handed in; a string says why it is no answer, for the developer. */
export type SubmissionAnswer =
  | { readonly kind: 'close' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'errors'; readonly errors: FormErrors }
  | { readonly kind: 'update' | 'push'; readonly payload: JsonObject };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the body of an acknowledgement as strictly as Slack's client does. */
export function readSubmissionAnswer(body: string, view: View): SubmissionAnswer | string {
  if (body.trim() === '') return { kind: 'close' };
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return 'The body of the answer is neither empty nor JSON.';
  }
  if (!isObject(answer) || isTooDeep(answer)) return 'The body of the answer is no object.';
  if (Object.keys(answer).length === 0) return { kind: 'close' };
  switch (answer.response_action) {
    case 'clear':
      return { kind: 'clear' };
    case 'errors':
      return readErrors(answer.errors, view);
    case 'update':
    case 'push':
      return readView(answer.view, answer.response_action);
    default:
      return `response_action has to be errors, update, push or clear, not ${JSON.stringify(answer.response_action)}.`;
  }
}

/** Only at inputs an error can be shown: what names another block is dropped. */
function readErrors(errors: unknown, view: View): SubmissionAnswer | string {
  if (!isObject(errors)) return 'errors has to be an object of block_id and sentence.';
  const inputs = new Set(
    elementsOf(blocksOf(view.payload.blocks))
      .filter(({ isInput }) => isInput)
      .map(({ blockId }) => blockId),
  );
  const shown = Object.entries(errors).filter(
    (entry): entry is [string, string] => inputs.has(entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
  );
  if (shown.length === 0)
    return `errors names no input block of the form: ${Object.keys(errors).join(', ') || 'it is empty'}.`;
  return { kind: 'errors', errors: Object.fromEntries(shown) };
}

function readView(view: unknown, kind: 'update' | 'push'): SubmissionAnswer | string {
  if (!isObject(view)) return `response_action ${kind} needs a view.`;
  if (view.type !== 'modal') return 'A form can only be followed by a form: the view has to be of type modal.';
  if (Buffer.byteLength(JSON.stringify(view)) > LARGEST_VIEW) return 'view_too_large';
  const [fault] = viewFaults(view);
  return fault === undefined ? { kind, payload: view } : `The view is invalid: ${fault.pointer} ${fault.message}.`;
}
