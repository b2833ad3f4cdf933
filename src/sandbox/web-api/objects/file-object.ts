import type { StoredFile } from '../../workspace/model.js';
import type { Workspace } from '../../workspace/workspace.js';
import { fileTypeOf } from '../file-type.js';

/** Where the app fetches a file's bytes, with its token. */
const privateUrl = (url: string, file: StoredFile): string =>
  `${url}/files/${file.id}/${encodeURIComponent(file.name)}`;

/** A file as files.info says it. */
export function fileObject(workspace: Workspace, file: StoredFile, url: string): Record<string, unknown> {
  const { type, pretty } = fileTypeOf(file.name);
  const sharedIn = (...kinds: readonly string[]) =>
    file.channels.filter((id) => kinds.includes(workspace.channel(id)?.kind ?? ''));
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: type,
    pretty_type: pretty,
    user: file.user,
    user_team: workspace.team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: sharedIn('public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: privateUrl(url, file),
    url_private_download: `${privateUrl(url, file)}?download=1`,
    media_display_type: 'unknown',
    permalink: privateUrl(url, file),
    channels: sharedIn('public'),
    groups: sharedIn('private', 'mpim'),
    ims: sharedIn('im'),
    comments_count: 0,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}
