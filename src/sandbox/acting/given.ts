import type { Given } from '../block-kit/state.js';
import type { ActionContainer } from '../page-protocol.js';
import { fileObject } from '../web-api/objects/file-object.js';
import type { JsonObject } from '../workspace/model.js';
import { type LoadedOptions, optionsKey } from './loaded-options.js';
import type { ActingParts } from './parts.js';

/** What blocks alone do not say of what a person put into them: the lists that the app gave, the files they uploaded. */
export function givenTo(
  { workspace, responseUrls }: ActingParts,
  loaded: LoadedOptions,
  user: string,
  container: ActionContainer,
): Required<Pick<Given, 'loaded' | 'file'>> {
  return {
    loaded: (blockId, actionId) => loaded.of(optionsKey(user, container, blockId, actionId)),
    file: (id) => {
      const file = workspace.file(id);
      return file === null ? null : (fileObject(workspace, file, responseUrls.parts.url()) as JsonObject);
    },
  };
}
