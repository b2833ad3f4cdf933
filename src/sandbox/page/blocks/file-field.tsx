import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.js';
import { numberIn, stringsIn } from './read-json.js';
import { type ElementProps, naming, useElement } from './use-element.js';

/** Names of what was put into forms: the form keeps only ids. */
const names = new Map<string, string>();

/** file_input: files go to the workspace when they are chosen, and to the app with the form. */
export function FileField(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const [uploading, setUploading] = useState(false);
  const [failed, setFailed] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const words = host.words.blocks;
  const upload = host.upload;
  const most = numberIn(element, 'max_files') ?? 10;
  const ids = state.value !== null && 'files' in state.value ? state.value.files : [];
  if (upload === undefined) return <div class="bk-hint">{words.filesHere}</div>;
  const keep = (files: readonly string[]) => state.choose(files.length === 0 ? null : { files });
  const add = async (files: File[]) => {
    setUploading(true);
    setFailed(false);
    try {
      const stored = await upload(files.slice(0, most - ids.length));
      for (const file of stored) names.set(file.id, file.name);
      keep([...ids, ...stored.map((file) => file.id)]);
    } catch {
      setFailed(true);
    } finally {
      setUploading(false);
      if (picker.current !== null) picker.current.value = '';
    }
  };
  return (
    <div class="bk-files">
      {ids.map((id) => (
        <span key={id} class="bk-token">
          {names.get(id) ?? id}
          <button
            type="button"
            aria-label={words.remove(names.get(id) ?? id)}
            onClick={() => keep(ids.filter((each) => each !== id))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {ids.length < most && (
        <input
          ref={picker}
          id={state.id}
          type="file"
          class="bk-file-picker"
          multiple={most > 1}
          accept={stringsIn(element, 'filetypes')
            .map((type) => `.${type.replace(/^\./, '')}`)
            .join(',')}
          disabled={uploading}
          aria-busy={uploading}
          {...naming(field, words.addFiles)}
          onChange={(event) => void add([...(event.currentTarget.files ?? [])])}
        />
      )}
      <div class="bk-hint" role="status">
        {uploading ? words.busy : failed ? host.words.composer.noFile : words.filesMax(most)}
      </div>
    </div>
  );
}
