import { findElement } from '../block-kit/find-element.js';
import { elementState, isStateful, type StateValues, stateOf } from '../block-kit/state.js';
import type { ActionBody, Done } from '../page-protocol.js';
import { sentMessage } from '../to-app/message-object.js';
import { filledView } from '../to-app/view-object.js';
import type { Json, JsonObject } from '../workspace/model.js';
import { containerFacts, placeOf } from './container.js';
import { failureSentence, NOT_CONFIGURED } from './failure.js';
import { givenTo } from './given.js';
import type { LoadedOptions } from './loaded-options.js';
import type { ActingParts } from './parts.js';
import { actionTs, channelLabel, commonFacts } from './payload.js';

/** What an element says of itself beside what was chosen. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  button: ['text', 'value', 'style', 'url'],
  static_select: ['initial_option', 'placeholder'],
  external_select: ['initial_option', 'placeholder'],
  users_select: ['initial_user', 'placeholder'],
  conversations_select: ['initial_conversation', 'placeholder'],
  channels_select: ['initial_channel', 'placeholder'],
  datepicker: ['initial_date', 'placeholder'],
  timepicker: ['initial_time', 'placeholder'],
  multi_static_select: ['initial_options', 'placeholder'],
  multi_external_select: ['initial_options', 'placeholder'],
  multi_users_select: ['initial_users', 'placeholder'],
  multi_conversations_select: ['initial_conversations', 'placeholder'],
  multi_channels_select: ['initial_channels', 'placeholder'],
  checkboxes: ['initial_options'],
  radio_buttons: ['initial_option'],
};

/** Somebody presses or chooses: a `block_actions` request. What only fills in an input is not sent. */
export async function press(parts: ActingParts, loaded: LoadedOptions, body: ActionBody): Promise<Done> {
  const { workspace, triggers, responseUrls, sender } = parts;
  const { as: user, container, blockId, actionId } = body;
  const place = placeOf(workspace, user, container);
  if (typeof place === 'string') return { ok: false, error: place };
  const found = findElement(place.blocks, blockId, actionId);
  if (found === null) return { ok: false, error: 'This is no longer there: the app has changed it in the meantime.' };
  const { block, element, isInput } = found;
  if (isInput && block.dispatch_action !== true) return { ok: true };

  let chosen: JsonObject;
  let values: StateValues;
  const given = givenTo(parts, loaded, user, container);
  try {
    chosen = elementState(element, body.input, given.loaded(blockId, actionId), given);
    const withThis = isStateful(element)
      ? { ...body.values, [blockId]: { ...body.values[blockId], [actionId]: body.input } }
      : body.values;
    values = stateOf(place.blocks, withThis, given);
  } catch (error) {
    return { ok: false, error: `This cannot be chosen here: ${(error as Error).message}` };
  }

  const url = workspace.app.requestUrls.interactivity;
  if (!workspace.app.interactivity) return refused(parts, user, NOT_CONFIGURED);
  const told = (TOLD[String(element.type)] ?? []).flatMap((name): [string, Json][] => {
    const value = element[name];
    return value === undefined ? [] : [[name, value]];
  });
  const action: JsonObject = {
    ...Object.fromEntries(told),
    ...chosen,
    type: element.type ?? '',
    action_id: actionId,
    block_id: blockId,
    action_ts: actionTs(workspace),
  };
  const payload: JsonObject = {
    type: 'block_actions',
    ...commonFacts(workspace, user),
    container: containerFacts(place),
    trigger_id: triggers.issue(
      user,
      place.kind === 'view' && place.view.type === 'modal' ? { viewId: place.view.id } : null,
    ),
    ...(place.kind === 'view'
      ? { view: filledView(workspace, place.view, values) }
      : {
          channel: { id: place.channel.id, name: channelLabel(place.channel) },
          // What only one person sees is kept nowhere: Slack cannot show it to the app again.
          ...(place.message.ephemeralFor === null && {
            message: sentMessage(workspace, place.message, responseUrls.parts.url()),
          }),
          state: { values },
          response_url: responseUrls.issue({
            kind: 'action',
            user,
            channel: place.channel.id,
            source: place.message.ts,
          }),
        }),
    actions: [action],
  };
  const outcome = await sender.send({
    url,
    title: `block_actions ${actionId}`,
    body: { kind: 'form', fields: { payload: JSON.stringify(payload) } },
  });
  const failure = failureSentence(outcome);
  return failure === null ? { ok: true } : refused(parts, user, failure);
}

/** Slack's client warns in passing, next to what was pressed. */
function refused({ workspace }: ActingParts, user: string, error: string): Done {
  workspace.notice(user, error);
  return { ok: false, error };
}
