import { randomBytes } from 'node:crypto';
import { withBlockIds } from '../block-kit/block-ids.js';
import { elementsOf } from '../block-kit/find-element.js';
import { inputFaults } from '../block-kit/input-faults.js';
import { type StateValues, stateOf } from '../block-kit/state.js';
import type { CloseBody, Done, FormErrors, SubmitBody } from '../page-protocol.js';
import { filledView } from '../to-app/view-object.js';
import type { JsonObject, View } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { blocksOf } from './container.js';
import { givenTo } from './given.js';
import type { LoadedOptions } from './loaded-options.js';
import type { ActingParts } from './parts.js';
import { commonFacts } from './payload.js';
import { readSubmissionAnswer, type SubmissionAnswer } from './submission-answer.js';

/** Forms on top of one another. */
const MOST_FORMS = 3;
/** What Slack's client says over a form whose app did not answer, or answered something else. */
const TROUBLE = 'We had some trouble connecting. Try again?';

const NOT_OPEN = 'This form is no longer open.';

type Submitted = Done<{ errors: FormErrors | null; closed: boolean }>;

/** The form on top of this person's screen, if it is this one. */
function topForm(workspace: Workspace, user: string, viewId: string): View | null {
  const top = workspace.forms(user).at(-1);
  return top?.id === viewId ? top : null;
}

/** Somebody hands in a form: a `view_submission` request, whose answer says what becomes of it. It stays open if that fails. */
export async function submitForm(parts: ActingParts, loaded: LoadedOptions, body: SubmitBody): Promise<Submitted> {
  const { workspace, triggers, sender } = parts;
  const { as: user, viewId, values } = body;
  const view = topForm(workspace, user, viewId);
  if (view === null) return { ok: false, error: NOT_OPEN };
  const blocks = blocksOf(view.payload.blocks);
  const faults = inputFaults(blocks, values);
  if (Object.keys(faults).length > 0) return keepOpen(workspace, view, faults);

  let state: StateValues;
  try {
    state = stateOf(blocks, values, givenTo(parts, loaded, user, { kind: 'view', viewId }));
  } catch (error) {
    return { ok: false, error: `This cannot be handed in: ${(error as Error).message}` };
  }
  const payload: JsonObject = {
    type: 'view_submission',
    ...commonFacts(workspace, user),
    trigger_id: triggers.issue(user, { viewId }),
    view: filledView(workspace, view, state),
    response_urls: responseUrlsOf(parts, view, state),
  };
  const outcome = await sender.send({
    url: workspace.app.interactivity ? workspace.app.requestUrls.interactivity : null,
    title: `view_submission ${String(view.payload.callback_id ?? '')}`.trim(),
    body: { kind: 'form', fields: { payload: JSON.stringify(payload) } },
  });
  if (outcome.kind !== 'acknowledged') return { ok: false, error: TROUBLE };
  // The app may have changed the form in the meantime; its inputs are those of now.
  const now = workspace.forms(user).find(({ id }) => id === viewId);
  // It was closed while the app thought: there is nothing left to answer upon.
  if (now === undefined) return { ok: true, errors: null, closed: true };
  const answer = readSubmissionAnswer(outcome.body, now);
  if (typeof answer === 'string') return { ok: false, error: `${TROUBLE} (${answer})` };
  return follow(workspace, now, answer);
}

/** Does with the form what the app answered. */
function follow(workspace: Workspace, view: View, answer: SubmissionAnswer): Submitted {
  const { user } = view;
  const forms = workspace.forms(user);
  switch (answer.kind) {
    case 'close':
      workspace.setForms(
        user,
        forms.filter(({ id }) => id !== view.id),
      );
      return { ok: true, errors: null, closed: true };
    case 'clear':
      workspace.setForms(user, []);
      return { ok: true, errors: null, closed: true };
    case 'errors':
      return keepOpen(workspace, view, answer.errors);
    case 'update': {
      const next: View = { ...view, payload: kept(answer.payload), hash: newHash(workspace) };
      if (isTaken(workspace, next)) return { ok: false, error: `${TROUBLE} (duplicate_external_id)` };
      workspace.setForms(
        user,
        forms.map((form) => (form.id === view.id ? next : form)),
      );
      return { ok: true, errors: null, closed: false };
    }
    case 'push': {
      if (forms.length >= MOST_FORMS) return { ok: false, error: `${TROUBLE} (push_limit_reached)` };
      const id = workspace.newId('V');
      const { rootViewId } = view;
      const payload = kept(answer.payload);
      const next: View = {
        id,
        type: 'modal',
        payload,
        hash: newHash(workspace),
        rootViewId,
        previousViewId: view.id,
        user,
      };
      if (isTaken(workspace, next)) return { ok: false, error: `${TROUBLE} (duplicate_external_id)` };
      workspace.setForms(user, [...forms, next]);
      return { ok: true, errors: null, closed: false };
    }
  }
}

function keepOpen(workspace: Workspace, { user }: View, errors: FormErrors): Submitted {
  workspace.setForms(user, workspace.forms(user), errors);
  return { ok: true, errors, closed: false };
}

const kept = (payload: JsonObject): JsonObject => ({ ...payload, blocks: withBlockIds(blocksOf(payload.blocks)) });

const newHash = (workspace: Workspace): string =>
  `${Math.floor(workspace.clock.now().getTime() / 1_000)}.${randomBytes(4).toString('hex')}`;

/** Another view carries the same external_id: that has to be its own in the whole workspace. */
function isTaken(workspace: Workspace, view: View): boolean {
  const externalId = view.payload.external_id;
  if (typeof externalId !== 'string' || externalId === '') return false;
  return workspace
    .people()
    .flatMap(({ id }) => [...workspace.forms(id), workspace.home(id)])
    .some((other) => other !== null && other.id !== view.id && other.payload.external_id === externalId);
}

/** One address for each chosen conversation of a list that asks for it. */
function responseUrlsOf({ responseUrls }: ActingParts, view: View, state: StateValues): JsonObject[] {
  return elementsOf(blocksOf(view.payload.blocks)).flatMap(({ element, blockId, actionId, isInput }) => {
    if (!isInput || element.response_url_enabled !== true) return [];
    const chosen = state[blockId]?.[actionId];
    const channel = chosen?.selected_conversation ?? chosen?.selected_channel;
    if (typeof channel !== 'string') return [];
    const url = responseUrls.issue({ kind: 'view', user: view.user, channel, source: null });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}

/** Somebody closes the form on top, or the whole pile. The app hears of it where it asked to (`view_closed`). */
export async function closeForm(parts: ActingParts, body: CloseBody): Promise<Done> {
  const { workspace, sender } = parts;
  const { as: user, viewId } = body;
  const view = topForm(workspace, user, viewId);
  // It is closed already, which is what was wanted.
  if (view === null) return { ok: true };
  const forms = workspace.forms(user);
  const all = body.all || view.payload.clear_on_close === true;
  const closed = all ? [...forms].reverse() : [view];
  workspace.setForms(user, all ? [] : forms.slice(0, -1));
  if (!workspace.app.interactivity) return { ok: true };
  await Promise.all(
    closed
      .filter(({ payload }) => payload.notify_on_close === true)
      .map((one) => {
        const payload: JsonObject = {
          type: 'view_closed',
          ...commonFacts(workspace, user),
          view: filledView(workspace, one, {}),
          is_cleared: all,
        };
        return sender.send({
          url: workspace.app.requestUrls.interactivity,
          title: `view_closed ${String(one.payload.callback_id ?? '')}`.trim(),
          body: { kind: 'form', fields: { payload: JSON.stringify(payload) } },
        });
      }),
  );
  return { ok: true };
}
