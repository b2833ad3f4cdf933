import type { StoredFile } from '../../workspace/model.js';
import { type Content, readBlocks } from '../content.js';
import { isReadable } from '../file-access.js';
import { fileTypeOf } from '../file-type.js';
import type { Answer, Call, Method } from '../method.js';
import { fileObject } from '../objects/file-object.js';
import { postingTargetOf } from '../reach.js';
import { invalidArguments, Refusal } from '../refusal.js';
import type { Upload } from '../uploads.js';

/** Slack says this of a channel's id here, where it does not take a person's either. */
const CHANNEL_ID = /^[CGDZ][A-Z0-9]{8,}$/;
const LONGEST_ALT_TEXT = 1_000;

export const filesMethods = {
  'files.getUploadURLExternal': { scopes: ['files:write'], tier: 4, handle: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], tier: 4, handle: completeUpload },
  'files.info': { scopes: ['files:read'], tier: 4, handle: info },
  'files.list': { scopes: ['files:read'], tier: 3, handle: list },
  'files.delete': { scopes: ['files:write'], tier: 3, handle: remove },
} satisfies Record<string, Method>;

function getUploadUrl(call: Call): Answer {
  const { args, uploads, url } = call;
  args.require('filename', 'length');
  const length = Number(args.text('length'));
  if (!Number.isInteger(length) || length < 0) throw invalidArguments('must be an integer [json-pointer:/length]');
  if (length === 0 || args.text('filename') === '') throw new Refusal('missing_argument');
  if (args.text('alt_txt').length > LONGEST_ALT_TEXT) throw new Refusal('alt_txt_too_large');
  const { ticket, fileId } = uploads.announce(args.text('filename'), length);
  return { upload_url: `${url}/files/upload/${ticket}`, file_id: fileId };
}

/**
 * Makes files of what was uploaded and shares them in one message. Slack shares some time after it has answered: the
 * answer names no message.
 */
function completeUpload(call: Call): Answer {
  call.args.require('files');
  const asked = readFiles(call);
  const uploads = asked.map(({ id, title }) => ({ upload: readyUpload(call, id), title }));
  const channels = targets(call);
  const comment = call.args.text('initial_comment');
  const blocks = comment === '' ? readBlocks(call) : null;

  const stored = uploads.map(({ upload, title }) => storeUpload(call, upload, title, channels));
  const answer = { files: stored.map((file) => fileObject(call.workspace, { ...file, channels: [] }, call.url)) };
  for (const channel of channels) share(call, channel, stored, { text: comment, blocks });
  return answer;
}

function storeUpload(call: Call, upload: Upload, title: string | null, channels: readonly string[]): StoredFile {
  const file: StoredFile = {
    id: upload.fileId,
    name: upload.name,
    title: title ?? upload.name,
    mimetype: fileTypeOf(upload.name).mimetype,
    size: upload.bytes?.length ?? 0,
    user: call.self,
    created: call.now(),
    channels,
  };
  call.workspace.putFile(file, upload.bytes);
  call.uploads.forget(upload);
  return file;
}

/** A thread that is not there (any more) does not keep the files from the channel. */
function share(
  call: Call,
  channel: string,
  files: readonly StoredFile[],
  content: { readonly text: string; readonly blocks: Content['blocks'] },
): void {
  const parent = call.workspace.message(channel, call.args.text('thread_ts'));
  call.workspace.post({
    ...content,
    channel,
    user: call.self,
    botId: call.app.botId,
    files: files.map((file) => file.id),
    threadTs: parent === null ? null : (parent.threadTs ?? parent.ts),
  });
}

function readFiles(call: Call): readonly { readonly id: string; readonly title: string | null }[] {
  const value = call.args.json('files');
  if (!Array.isArray(value)) throw invalidArguments('must be an array [json-pointer:/files]');
  if (value.length === 0) throw invalidArguments('no fewer than 1 items allowed [json-pointer:/files]');
  return value.map((one: { id?: unknown; title?: unknown } | null, at) => {
    if (typeof one?.id !== 'string') throw invalidArguments(`missing required field: id [json-pointer:/files/${at}]`);
    return { id: one.id, title: typeof one.title === 'string' && one.title !== '' ? one.title : null };
  });
}

function readyUpload(call: Call, fileId: string): Upload {
  const upload = call.uploads.byFile(fileId);
  if (upload === null || upload.bytes === null) throw new Refusal('file_not_found');
  if (upload.bytes.length !== upload.length) throw new Refusal('file_update_failed');
  return upload;
}

function targets(call: Call): readonly string[] {
  const { args } = call;
  const one = args.text('channel_id');
  if (one !== '') {
    if (!CHANNEL_ID.test(one)) {
      throw invalidArguments(`input must match regex pattern: ${CHANNEL_ID.source} [json-pointer:/channel_id]`);
    }
    return [postingTargetOf(call, one).id];
  }
  return args.list('channels').map((target) => postingTargetOf(call, target).id);
}

function info(call: Call): Answer {
  const file = visibleFile(call);
  return { file: fileObject(call.workspace, file, call.url), comments: [], response_metadata: { next_cursor: '' } };
}

function list(call: Call): Answer {
  const { args } = call;
  const types = args.list('types');
  const found = call.workspace
    .files()
    .filter((file) => isReadable(call.workspace, file))
    .filter((file) => !args.has('channel') || file.channels.includes(args.text('channel')))
    .filter((file) => !args.has('user') || file.user === args.text('user'))
    .filter((file) => !args.has('ts_from') || file.created >= Number(args.text('ts_from')))
    .filter((file) => !args.has('ts_to') || file.created <= Number(args.text('ts_to')))
    .filter((file) => types.length === 0 || types.includes('all') || types.some((type) => isOfType(file, type)))
    .sort((a, b) => b.created - a.created);
  const count = Math.max(1, Number(args.text('count')) || 100);
  const page = Math.max(1, Number(args.text('page')) || 1);
  const files = found.slice((page - 1) * count, page * count);
  return {
    files: files.map((file) => fileObject(call.workspace, file, call.url)),
    paging: { count, total: found.length, page, pages: Math.ceil(found.length / count) },
  };
}

/** Slack's groups: "images", "snippets", and the plural of a kind ("pdfs", "zips"). */
function isOfType(file: StoredFile, type: string): boolean {
  if (type === 'images') return file.mimetype.startsWith('image/');
  return type === `${fileTypeOf(file.name).type}s` || (type === 'snippets' && file.mimetype.startsWith('text/'));
}

function remove(call: Call): Answer {
  const file = visibleFile(call);
  if (file.user !== call.self) throw new Refusal('cant_delete_file');
  for (const channel of file.channels) {
    for (const message of [...call.workspace.messages(channel)]) {
      if (!message.files.includes(file.id)) continue;
      const files = message.files.filter((id) => id !== file.id);
      const saysNothing = files.length === 0 && message.text === '' && message.blocks === null;
      if (saysNothing) call.workspace.remove(channel, message.ts);
      else call.workspace.change(channel, message.ts, { files });
    }
  }
  call.workspace.removeFile(file.id);
  return {};
}

function visibleFile(call: Call): StoredFile {
  call.args.require('file');
  const file = call.workspace.file(call.args.text('file'));
  if (file === null || !isReadable(call.workspace, file)) throw new Refusal('file_not_found');
  return file;
}
