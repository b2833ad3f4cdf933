import { findElement } from '../block-kit/find-element.js';
import { isExternal } from '../block-kit/options.js';
import { emptyState } from '../block-kit/state.js';
import { isTooDeep } from '../nesting.js';
import type { Done, OptionsBody } from '../page-protocol.js';
import { sentMessage } from '../to-app/message-object.js';
import { filledView } from '../to-app/view-object.js';
import type { JsonObject } from '../workspace/model.js';
import { containerFacts, placeOf } from './container.js';
import { type LoadedOptions, optionsKey } from './loaded-options.js';
import type { ActingParts } from './parts.js';
import { channelLabel, commonFacts } from './payload.js';

/** Typed signs before Slack asks, where the app does not say. */
const MIN_QUERY = 3;
const MOST_OPTIONS = 100;
const LONGEST = 75;
const LONGEST_VALUE = 150;
/** What Slack's client says instead of a list. */
const NOT_LOADED = 'The options could not be loaded';

type Options = Done<{ options: readonly JsonObject[]; groups: readonly JsonObject[] | null }>;

/** Somebody types in an external select: a `block_suggestion` request, whose answer is the list. */
export async function suggest(parts: ActingParts, loaded: LoadedOptions, body: OptionsBody): Promise<Options> {
  const { workspace, responseUrls, sender } = parts;
  const { as: user, container, blockId, actionId, query } = body;
  const place = placeOf(workspace, user, container);
  if (typeof place === 'string') return { ok: false, error: place };
  const found = findElement(place.blocks, blockId, actionId);
  if (found === null || !isExternal(found.element)) return { ok: false, error: 'There is no list here.' };
  const least = typeof found.element.min_query_length === 'number' ? found.element.min_query_length : MIN_QUERY;
  if ([...query].length < least) return { ok: true, options: [], groups: null };

  const { requestUrls, interactivity } = workspace.app;
  if (!interactivity) return { ok: false, error: `${NOT_LOADED}: the app's manifest has interactivity switched off.` };
  const payload: JsonObject = {
    type: 'block_suggestion',
    ...commonFacts(workspace, user),
    container: containerFacts(place),
    action_id: actionId,
    block_id: blockId,
    value: query,
    ...(place.kind === 'view'
      ? { view: filledView(workspace, place.view, emptyState(place.blocks)) }
      : {
          channel: { id: place.channel.id, name: channelLabel(place.channel) },
          ...(place.message.ephemeralFor === null && {
            message: sentMessage(workspace, place.message, responseUrls.parts.url()),
          }),
        }),
  };
  const outcome = await sender.send({
    url: requestUrls.options ?? requestUrls.interactivity,
    title: `block_suggestion ${actionId}`,
    body: { kind: 'form', fields: { payload: JSON.stringify(payload) } },
  });
  if (outcome.kind !== 'acknowledged') return { ok: false, error: `${NOT_LOADED}.` };
  const answer = readOptions(outcome.body);
  if (typeof answer === 'string') return { ok: false, error: `${NOT_LOADED}: ${answer}` };
  const all = [...answer.options, ...(answer.groups ?? []).flatMap((group) => group.options as readonly JsonObject[])];
  loaded.remember(optionsKey(user, container, blockId, actionId), all);
  return { ok: true, ...answer };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{options}` or `{option_groups}` as Slack takes them; a sentence for what it does not. */
export function readOptions(
  body: string,
): { readonly options: readonly JsonObject[]; readonly groups: readonly JsonObject[] | null } | string {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return 'the answer is not JSON.';
  }
  if (!isObject(answer) || isTooDeep(answer)) return 'the answer is no object.';
  const { options, option_groups: groups } = answer;
  if (groups !== undefined) {
    if (!Array.isArray(groups) || groups.length > MOST_OPTIONS)
      return 'option_groups takes a list of at most 100 groups.';
    for (const group of groups as unknown[]) {
      if (!isObject(group) || !isText(group.label)) return 'each group needs a label.';
      const fault = optionsFault(group.options);
      if (fault !== null) return fault;
    }
    return { options: [], groups: groups as JsonObject[] };
  }
  const fault = optionsFault(options);
  return fault ?? { options: options as JsonObject[], groups: null };
}

function optionsFault(options: unknown): string | null {
  if (!Array.isArray(options)) return 'the answer needs a list of options.';
  if (options.length > MOST_OPTIONS) return 'no more than 100 options allowed.';
  for (const option of options as unknown[]) {
    if (!isObject(option) || !isText(option.text)) return 'each option needs a text of 1 to 75 characters.';
    const { value } = option;
    if (typeof value !== 'string' || value === '' || value.length > LONGEST_VALUE)
      return 'each option needs a value of 1 to 150 characters.';
  }
  return null;
}

/** A text object of a list: plain, and short. */
const isText = (text: unknown): boolean =>
  isObject(text) &&
  (text.type === 'plain_text' || text.type === 'mrkdwn') &&
  typeof text.text === 'string' &&
  text.text !== '' &&
  [...text.text].length <= LONGEST;
