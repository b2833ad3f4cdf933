import type { StateValues } from '../block-kit/state.js';
import { viewObject } from '../web-api/objects/view-object.js';
import type { JsonObject, View } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** A form or Home tab as requests to the app carry it: with what stands in its inputs. */
export function filledView(workspace: Workspace, view: View, values: StateValues): JsonObject {
  return { ...(viewObject(workspace, view) as JsonObject), state: { values } };
}
