import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aSeed } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const seed = {
  ...aSeed,
  channels: [
    aChannel('C0GENERAL1', 'general', ['U0DANA', 'BOT']),
    aChannel('C0OPEN0001', 'open', ['U0DANA']),
    aChannel('C0SECRET01', 'board', ['U0SAM'], { kind: 'private' }),
  ],
};
const csv = 'client,amount\nÄCME,100\n';

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi({ seed });
});
afterEach(async () => {
  await api.close();
});
const upload = (more: object = {}) =>
  api.slack.filesUploadV2({ channel_id: 'C0GENERAL1', filename: 'overdue.csv', content: csv, ...more } as never);
const reserve = async (length = 3, filename = 'a.txt') => {
  const { upload_url: url = '', file_id: id = '' } = await api.slack.files.getUploadURLExternal({ filename, length });
  return { url, id };
};
const complete = (id: string, more: object = {}) =>
  api.slack.files.completeUploadExternal({ files: [{ id }], ...more } as never);

describe('an upload', () => {
  it('by Slack’s own client shares the file in a message', async () => {
    await upload({ title: 'Overdue', initial_comment: 'Here it is' });
    const [message] = api.workspace.messages('C0GENERAL1');
    expect(message).toMatchObject({ text: 'Here it is', user: api.workspace.app.botUserId });
    const file = api.workspace.file(message?.files[0] ?? '');
    expect(file).toMatchObject({
      name: 'overdue.csv',
      title: 'Overdue',
      mimetype: 'text/csv',
      size: Buffer.byteLength(csv),
      channels: ['C0GENERAL1'],
    });
    expect(api.workspace.fileBytes(file?.id ?? '')?.toString()).toBe(csv);
    const { messages } = await api.slack.conversations.history({ channel: 'C0GENERAL1' });
    expect(messages?.[0]?.files?.[0]).toMatchObject({ id: file?.id, filetype: 'csv', title: 'Overdue' });
  });

  it('goes to a thread', async () => {
    const { ts = '' } = await api.slack.chat.postMessage({ channel: 'C0GENERAL1', text: 'Digest' });
    await upload({ thread_ts: ts });
    expect(api.workspace.messages('C0GENERAL1').at(-1)?.threadTs).toBe(ts);
  });

  it('is private without a channel, and takes raw bytes', async () => {
    const { url, id } = await reserve();
    const sent = await fetch(url, { method: 'POST', body: 'abc' });
    expect([sent.status, await sent.text()]).toEqual([200, 'OK - 3']);
    const answer = await complete(id);
    expect(answer.files?.[0]).toMatchObject({ id, title: 'a.txt', channels: [] });
    expect(api.workspace.file(id)?.channels).toEqual([]);
    expect(await errorOf(complete(id))).toBe('file_not_found');
  });

  it('answers before it is shared: without the message', async () => {
    const { url, id } = await reserve();
    await fetch(url, { method: 'POST', body: 'abc' });
    const answer = await complete(id, { channel_id: 'C0GENERAL1' });
    expect(answer.files?.[0]).not.toHaveProperty('shares');
    expect(api.workspace.messages('C0GENERAL1')).toHaveLength(1);
  });

  it('needs the announced bytes', async () => {
    const { url, id } = await reserve(5);
    expect(await errorOf(complete(id))).toBe('file_not_found');
    await fetch(url, { method: 'POST', body: 'abc' });
    expect(await errorOf(complete(id))).toBe('file_update_failed');
    expect((await fetch(`${api.url}/files/upload/nothing`, { method: 'POST', body: 'abc' })).status).toBe(404);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await fetch(url, { method: 'POST', headers: broken, body: 'no form' })).status).toBe(400);
  });

  it.each([
    ['a person', { channel_id: 'U0DANA' }, 'invalid_arguments'],
    ['no channel', { channel_id: 'C0NOWHERE1' }, 'channel_not_found'],
    ['a hidden channel', { channel_id: 'C0SECRET01' }, 'channel_not_found'],
    ['a channel without the bot', { channel_id: 'C0OPEN0001' }, 'not_in_channel'],
    ['bad blocks', { channel_id: 'C0GENERAL1', blocks: [{ type: 'nonsense' }] }, 'invalid_blocks'],
  ])('is refused for %s, and can then be completed elsewhere', async (_where, more, error) => {
    const { url, id } = await reserve();
    await fetch(url, { method: 'POST', body: 'abc' });
    expect(await errorOf(complete(id, more))).toBe(error);
    expect(api.workspace.file(id)).toBeNull();
    expect((await complete(id, { channel_id: 'C0GENERAL1' })).ok).toBe(true);
  });

  it('says which form an id has to have', async () => {
    const { url, id } = await reserve();
    await fetch(url, { method: 'POST', body: 'abc' });
    const { response_metadata } = await refusal(complete(id, { channel_id: 'U0DANA' }));
    expect(response_metadata?.messages).toEqual([
      '[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]',
    ]);
  });

  it('needs a name and a length', async () => {
    const announce = (args: object) => api.slack.apiCall('files.getUploadURLExternal', { ...args });
    expect(await errorOf(announce({}))).toBe('invalid_arguments');
    expect(await errorOf(announce({ filename: 'a', length: 0 }))).toBe('missing_argument');
    expect(await errorOf(announce({ filename: 'a', length: 'long' }))).toBe('invalid_arguments');
    expect(await errorOf(api.slack.apiCall('files.completeUploadExternal', { files: 'x' }))).toBe('invalid_arguments');
    expect(await errorOf(api.slack.apiCall('files.completeUploadExternal', { files: '[]' }))).toBe('invalid_arguments');
  });

  it('needs its scope', async () => {
    const poor = await openWebApi({ seed, scopes: ['chat:write'] });
    try {
      const call = poor.slack.files.getUploadURLExternal({ filename: 'a', length: 1 });
      expect((await refusal(call)).needed).toBe('files:write');
    } finally {
      await poor.close();
    }
  });
});

describe('a download', () => {
  const urlOf = async () => {
    await upload({ filename: 'über & drüber.csv' });
    const [file] = api.workspace.files();
    const { file: info } = await api.slack.files.info({ file: file?.id ?? '' });
    return info?.url_private ?? '';
  };

  it('is for the token', async () => {
    const answer = await fetch(await urlOf(), { headers: api.bearer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(await answer.text()).toBe(csv);
  });

  it('leads to a page for whoever has none', async () => {
    const answer = await fetch(await urlOf(), { redirect: 'manual' });
    expect(answer.status).toBe(302);
  });

  it('finds no file in channels that the bot does not see', async () => {
    const hidden = { id: 'F0HIDDEN01', name: 'x.txt', title: 'x', mimetype: 'text/plain', size: 1, created: 1 };
    api.workspace.putFile({ ...hidden, user: 'U0SAM', channels: ['C0SECRET01'] }, Buffer.from('x'));
    expect((await fetch(`${api.url}/files/F0HIDDEN01/x.txt`, { headers: api.bearer })).status).toBe(404);
    expect(await errorOf(api.slack.files.info({ file: 'F0HIDDEN01' }))).toBe('file_not_found');
    expect((await api.slack.files.list({})).files).toEqual([]);
  });
});

describe('files that are there', () => {
  it('are listed, newest first, by channel and kind', async () => {
    await upload();
    api.timer.pass(1_000);
    await upload({ filename: 'chart.png' });
    const names = async (args: object) => (await api.slack.files.list(args)).files?.map(({ name }) => name);
    expect(await names({})).toEqual(['chart.png', 'overdue.csv']);
    expect(await names({ types: 'images' })).toEqual(['chart.png']);
    expect(await names({ channel: 'C0OPEN0001' })).toEqual([]);
    const page = await api.slack.files.list({ count: 1, page: 2 });
    expect(page.files?.map(({ name }) => name)).toEqual(['overdue.csv']);
    expect(page.paging).toEqual({ count: 1, total: 2, page: 2, pages: 2 });
  });

  it('are deleted by who put them there, with messages that say nothing else', async () => {
    await upload();
    await upload({ initial_comment: 'Look' });
    const theirs = { name: 'x.txt', title: 'x', mimetype: 'text/plain', size: 1, created: 1, channels: ['C0GENERAL1'] };
    api.workspace.putFile({ ...theirs, id: 'F0THEIRS01', user: 'U0DANA' }, Buffer.from('x'));
    for (const { id, user } of api.workspace.files()) {
      if (user !== 'U0DANA') await api.slack.files.delete({ file: id });
    }
    expect(await errorOf(api.slack.files.delete({ file: 'F0THEIRS01' }))).toBe('cant_delete_file');
    expect(api.workspace.files().map(({ id }) => id)).toEqual(['F0THEIRS01']);
    expect(api.workspace.messages('C0GENERAL1').map(({ text, files }) => ({ text, files }))).toEqual([
      { text: 'Look', files: [] },
    ]);
  });
});
