import { randomBytes } from 'node:crypto';
import { withBlockIds, withTextDefaults } from '../../block-kit/block-ids.js';
import { viewFaults } from '../../block-kit/check-view.js';
import { faultLines } from '../../block-kit/fault.js';
import type { JsonObject, View } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { viewObject } from '../objects/view-object.js';
import { invalidArguments, Refusal } from '../refusal.js';

/** As JSON, in bytes. */
const LARGEST_VIEW = 250_000;
/** Forms on top of one another. */
const MOST_FORMS = 3;

export const viewsMethods = {
  'views.open': { scopes: [], tier: 4, handle: open },
  'views.push': { scopes: [], tier: 4, handle: push },
  'views.update': { scopes: [], tier: 4, handle: update },
  'views.publish': { scopes: [], tier: 4, handle: publish },
} satisfies Record<string, Method>;

function open(call: Call): Answer {
  call.args.require('trigger_id', 'view');
  const payload = readView(call, 'modal', null);
  const { user } = redeem(call);
  const view = newView(call, { type: 'modal', payload, user, below: null });
  call.workspace.setForms(user, [view]);
  return { view: viewObject(call.workspace, view) };
}

function push(call: Call): Answer {
  call.args.require('trigger_id', 'view');
  const payload = readView(call, 'modal', null);
  const { user, viewId } = redeem(call);
  // A form can only be laid on a form: Slack says this of a trigger that came from elsewhere.
  if (viewId === null) throw invalidArguments('invalid `trigger_id` [json-pointer:/trigger_id]');
  const forms = call.workspace.forms(user);
  const below = forms.at(-1);
  if (below === undefined || !forms.some((form) => form.id === viewId)) throw new Refusal('not_found');
  if (forms.length >= MOST_FORMS) throw new Refusal('push_limit_reached');
  const view = newView(call, { type: 'modal', payload, user, below });
  call.workspace.setForms(user, [...forms, view]);
  return { view: viewObject(call.workspace, view) };
}

function update(call: Call): Answer {
  call.args.require('view');
  const before = viewToUpdate(call);
  const payload = readView(call, before?.type ?? null, before);
  if (before === null) throw new Refusal('not_found');
  refuseOldHash(call, before);
  const view: View = { ...before, payload, hash: newHash(call) };
  if (view.type === 'home') call.workspace.putHome(view);
  else {
    const forms = call.workspace.forms(view.user).map((form) => (form.id === view.id ? view : form));
    call.workspace.setForms(view.user, forms);
  }
  return { view: viewObject(call.workspace, view) };
}

function publish(call: Call): Answer {
  call.args.require('user_id', 'view');
  const user = call.args.text('user_id');
  const person = call.workspace.person(user);
  if (person === null || person.isBot) throw invalidArguments('invalid `user_id` [json-pointer:/user_id]');
  const before = call.workspace.home(user);
  const payload = readView(call, 'home', before);
  if (!call.app.homeTab) throw new Refusal('not_enabled');
  if (before !== null) refuseOldHash(call, before);
  const made = newView(call, { type: 'home', payload, user, below: null });
  const view = before === null ? made : { ...made, id: before.id, rootViewId: before.id };
  call.workspace.putHome(view);
  return { view: viewObject(call.workspace, view) };
}

/** The view that view_id or external_id names; null: there is none (any more). */
function viewToUpdate({ args, workspace }: Call): View | null {
  const [viewId, externalId] = [args.text('view_id'), args.text('external_id')];
  if (viewId !== '' && externalId !== '') throw invalidArguments('Cannot provide both `view_id` and `external_id`');
  if (viewId === '' && externalId === '') throw invalidArguments('must provide either `view_id` or `external_id`');
  if (viewId !== '') return workspace.viewById(viewId);
  return allViews({ workspace }).find((view) => view.payload.external_id === externalId) ?? null;
}

const allViews = ({ workspace }: Pick<Call, 'workspace'>): View[] =>
  workspace.people().flatMap(({ id }) => {
    const home = workspace.home(id);
    return home === null ? workspace.forms(id) : [...workspace.forms(id), home];
  });

/**
 * Reads the argument `view`. `type`: what it has to be (null: either); `same`: the view that it replaces.
 * Throws view_too_large, invalid_arguments with each fault, duplicate_external_id.
 */
function readView(call: Call, type: View['type'] | null, same: View | null): JsonObject {
  const value = call.args.json('view');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidArguments('must provide an object [json-pointer:/view]');
  }
  const payload = value as JsonObject;
  if (Buffer.byteLength(JSON.stringify(payload)) > LARGEST_VIEW) throw new Refusal('view_too_large');
  const faults = viewFaults(payload);
  if (faults.length > 0) {
    throw new Refusal('invalid_arguments', { response_metadata: { messages: faultLines(faults) } });
  }
  if (type !== null && payload.type !== type) {
    throw invalidArguments(
      'failed to match all allowed schemas [json-pointer:/view]',
      `unsupported type: ${String(payload.type)} [json-pointer:/view/type]`,
    );
  }
  const externalId = payload.external_id ?? '';
  const isTaken = allViews(call).some((view) => view.payload.external_id === externalId && view.id !== same?.id);
  if (externalId !== '' && isTaken) throw new Refusal('duplicate_external_id');
  return { ...withTextDefaults(payload), blocks: withBlockIds((payload.blocks ?? []) as readonly JsonObject[]) };
}

function redeem(call: Call): { readonly user: string; readonly viewId: string | null } {
  const redeemed = call.triggers.redeem(call.args.text('trigger_id'));
  if (typeof redeemed === 'string') throw new Refusal(redeemed);
  return redeemed;
}

function refuseOldHash(call: Call, before: View): void {
  const hash = call.args.text('hash');
  if (hash !== '' && hash !== before.hash) throw new Refusal('hash_conflict');
}

const newHash = (call: Call): string => `${call.now()}.${randomBytes(4).toString('hex')}`;

function newView(call: Call, about: Pick<View, 'type' | 'payload' | 'user'> & { readonly below: View | null }): View {
  const { type, payload, user, below } = about;
  const id = call.workspace.newId('V');
  return {
    id,
    type,
    payload,
    user,
    hash: newHash(call),
    rootViewId: below?.rootViewId ?? id,
    previousViewId: below?.id ?? null,
  };
}
