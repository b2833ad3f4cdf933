import { describe, expect, it } from 'vitest';
import { pageMessage } from '../../../src/sandbox/page-server/seen-by.js';
import { type ResponseUrlFacts, ResponseUrls, responseUrlRoutes } from '../../../src/sandbox/to-app/response-urls.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import { aWorkspace } from '../a-workspace.js';

function some() {
  const { workspace, timer } = aWorkspace();
  const traffic = new Traffic();
  const responseUrls = new ResponseUrls({ workspace, traffic, timer, url: () => 'http://127.0.0.1:3300' });
  const routes = responseUrlRoutes(responseUrls);
  const post = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await routes.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : text,
    };
  };
  const { botUserId, botId } = workspace.app;
  const source = workspace.post({ channel: 'C0APOLLO', user: botUserId, botId, text: 'Pick one' });
  const issue = (facts: Partial<ResponseUrlFacts> = {}): string =>
    responseUrls.issue({ kind: 'action', user: 'U0DANA', channel: 'C0APOLLO', source: source.ts, ...facts });
  const said = (channel = 'C0APOLLO') => workspace.messages(channel).filter(({ ts }) => ts !== source.ts);
  return { workspace, timer, traffic, responseUrls, post, source, issue, said };
}

const OK = { status: 200, body: { ok: true } };
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('answering by a response_url', () => {
  it('is private, of the app, and not in a thread', async () => {
    const { post, issue, said, workspace } = some();
    expect(await post(issue(), { text: 'Only for you', blocks: [section('Only *for* you')] })).toEqual(OK);
    expect(said()).toMatchObject([
      {
        text: 'Only for you',
        user: workspace.app.botUserId,
        botId: workspace.app.botId,
        ephemeralFor: 'U0DANA',
        threadTs: null,
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Only *for* you' } }],
      },
    ]);
    expect(said()[0]?.blocks?.[0]?.block_id).toBeTypeOf('string');
  });

  it('response_type in_channel is for everybody', async () => {
    const { post, issue, said } = some();
    await post(issue(), { text: 'For all', response_type: 'in_channel' });
    expect(said()).toMatchObject([{ text: 'For all', ephemeralFor: null }]);
  });

  it('works where the bot is no member', async () => {
    const { post, issue, said } = some();
    expect(await post(issue({ channel: 'C0SECRET', user: 'U0SAM', source: null }), { text: 'Hello' })).toEqual(OK);
    expect(said('C0SECRET')).toMatchObject([{ text: 'Hello', ephemeralFor: 'U0SAM' }]);
  });

  it('of a slash command it answers "ok"', async () => {
    const { post, issue } = some();
    expect(await post(issue({ kind: 'command', source: null }), { text: 'x' })).toEqual({ status: 200, body: 'ok' });
  });

  it('five times, then it is used up', async () => {
    const { post, issue, said } = some();
    const url = issue();
    for (let n = 0; n < 5; n += 1) expect(await post(url, { text: `${n}` })).toEqual(OK);
    expect(await post(url, { text: '5' })).toEqual({ status: 404, body: { ok: false, error: 'used_url' } });
    expect(said()).toHaveLength(5);
  });

  it('what was refused does not count', async () => {
    const { post, issue, said } = some();
    const url = issue();
    for (let n = 0; n < 7; n += 1) expect((await post(url, { text: '' })).status).toBe(500);
    expect(await post(url, { text: 'x' })).toEqual(OK);
    expect(said()).toHaveLength(1);
  });

  it('for half an hour', async () => {
    const { post, issue, timer, said } = some();
    const url = issue();
    timer.pass(30 * 60_000);
    expect(await post(url, { text: 'in time' })).toEqual(OK);
    timer.pass(1);
    expect(await post(url, { text: 'late' })).toEqual({ status: 404, body: { ok: false, error: 'expired_url' } });
    expect(await post('http://127.0.0.1:3300/response/none', { text: 'x' })).toMatchObject({ status: 404 });
    expect(said()).toHaveLength(1);
  });

  it.each([true, 'true'])('replace_original: %s puts it in the place of the message', async (yes) => {
    const { post, issue, workspace, source, said } = some();
    workspace.change('C0APOLLO', source.ts, { blocks: [section('old')] });
    expect(await post(issue(), { replace_original: yes, text: 'Picked', response_type: 'ephemeral' })).toEqual(OK);
    expect(said()).toEqual([]);
    // A text alone takes the blocks away, and nobody's private message has come of it.
    expect(workspace.message('C0APOLLO', source.ts)).toMatchObject({
      text: 'Picked',
      blocks: null,
      ephemeralFor: null,
    });
  });

  it('replaces what only one person sees as well', async () => {
    const { post, issue, workspace } = some();
    const { botUserId, botId } = workspace.app;
    const mine = workspace.post({ channel: 'C0APOLLO', user: botUserId, botId, text: 'a', ephemeralFor: 'U0DANA' });
    await post(issue({ source: mine.ts }), { replace_original: true, text: 'b', response_type: 'in_channel' });
    expect(workspace.message('C0APOLLO', mine.ts)).toMatchObject({ text: 'b', ephemeralFor: 'U0DANA' });
  });

  it('delete_original takes the message away', async () => {
    const { post, issue, workspace, source } = some();
    expect(await post(issue(), { delete_original: true })).toEqual(OK);
    expect(workspace.message('C0APOLLO', source.ts)).toBeNull();
    expect(await post(issue(), { replace_original: true, text: 'x' })).toMatchObject({
      status: 404,
      body: { error: 'message_not_found' },
    });
  });

  it('a slash command has no original: there is nothing to delete, and replacing says it anew', async () => {
    const { post, issue, said } = some();
    const facts = { kind: 'command', source: null } as const;
    expect(await post(issue(facts), { delete_original: true })).toMatchObject({ status: 500 });
    await post(issue(facts), { replace_original: true, text: 'Anew' });
    expect(said()).toMatchObject([{ text: 'Anew', ephemeralFor: 'U0DANA' }]);
  });

  it('thread_ts answers in the thread', async () => {
    const { post, issue, source, said, workspace } = some();
    const url = issue();
    await post(url, { text: 'a', thread_ts: source.ts, replace_original: false, response_type: 'in_channel' });
    const [reply] = said();
    expect(reply).toMatchObject({ threadTs: source.ts, ephemeralFor: null });
    expect(reply && pageMessage(workspace, source).replies).toMatchObject({ count: 1, latest: reply?.ts });
    await post(url, { text: 'b', thread_ts: reply?.ts });
    expect(said()[1]).toMatchObject({ text: 'b', threadTs: source.ts, ephemeralFor: 'U0DANA' });
    expect(await post(url, { text: 'c', thread_ts: '1.1' })).toMatchObject({ body: { error: 'thread_not_found' } });
  });

  it('blocks are checked as everywhere', async () => {
    const { post, issue, said } = some();
    const refused = await post(issue(), { text: 'x', blocks: [section('x'.repeat(3_001))] });
    expect(refused).toMatchObject({ status: 400, body: { ok: false, error: 'invalid_blocks' } });
    expect(JSON.stringify(refused.body)).toContain('json-pointer:/blocks/0/text/text');
    const many = Array.from({ length: 51 }, (_, n) => section(`${n}`));
    expect(await post(issue(), { blocks: many })).toMatchObject({ status: 400, body: { error: 'invalid_blocks' } });
    const long = Array.from({ length: 10 }, () => section('x'.repeat(2_500)));
    expect(await post(issue(), { blocks: long })).toMatchObject({ body: { error: 'msg_blocks_too_long' } });
    expect(await post(issue(), { blocks: 'none' })).toMatchObject({ body: { error: 'invalid_blocks_format' } });
    expect(said()).toEqual([]);
  });

  it.each([
    ['nothing', {}, 500, 'no_text'],
    ['an empty text', { text: ' ' }, 500, 'no_text'],
    ['no JSON', 'hello', 400, 'invalid_payload'],
    ['a list', [], 400, 'invalid_payload'],
    ['a text that is none', { text: 7 }, 400, 'invalid_text'],
    ['attachments that are none', { attachments: [1] }, 400, 'invalid_attachments'],
  ])('refuses %s', async (_, body, status, error) => {
    const { post, issue, said } = some();
    expect(await post(issue(), body)).toEqual({ status, body: { ok: false, error } });
    expect(said()).toEqual([]);
  });

  it('takes a form with a payload, and JSON of any content type', async () => {
    const { post, issue, said } = some();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post(issue(), `payload=${encodeURIComponent('{"text":"a & b"}')}`, form)).toEqual(OK);
    expect(await post(issue(), '{"text":"c"}', form)).toEqual(OK);
    expect(await post(issue(), '{"text":"d"}', { 'content-type': 'text/plain' })).toEqual(OK);
    expect(said().map(({ text }) => text)).toEqual(['a & b', 'c', 'd']);
  });

  it('the panel shows it', async () => {
    const { post, issue, traffic } = some();
    await post(issue(), { text: '' });
    expect(traffic.entries()).toMatchObject([
      { direction: 'from_app', title: 'response_url', answer: { status: 500 }, error: 'no_text' },
    ]);
  });
});

describe('what cannot be, in a response', () => {
  const actions = { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] };

  it('blocks in attachments are checked and get ids, as those of the message', async () => {
    const { post, issue, said } = some();
    const faulty = { text: 'x', attachments: [{ blocks: [{ type: 'section' }] }] };
    expect(await post(issue(), faulty)).toMatchObject({ status: 400, body: { error: 'invalid_blocks' } });
    expect(await post(issue(), { text: 'x', attachments: [{ blocks: [actions] }] })).toEqual(OK);
    const [attached] = (said()[0]?.attachments?.[0]?.blocks ?? []) as Record<string, unknown>[];
    expect(attached?.block_id).toBeTypeOf('string');
  });

  it('is nested without end: it is refused before it is kept', async () => {
    const { post, issue, said } = some();
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const attachments = `[{"text":"a","fields":${deep}}]`;
    expect((await post(issue(), `{"text":"x","attachments":${attachments}}`)).status).toBe(400);
    expect((await post(issue(), { text: 'x', attachments })).status).toBe(400);
    expect(said()).toEqual([]);
  });
});

describe('an address of yesterday', () => {
  it('has expired once the clock was moved on', async () => {
    const { workspace, post, issue } = some();
    const url = issue();
    workspace.clock.forwardTo(new Date(workspace.clock.now().getTime() + 86_400_000));
    expect(await post(url, { text: 'Late' })).toMatchObject({ status: 404, body: { error: 'expired_url' } });
  });

  it('leads nowhere once the workspace was started over', async () => {
    const { workspace, post, issue } = some();
    const url = issue();
    workspace.startOver();
    expect(await post(url, { text: 'Late' })).toMatchObject({ status: 404, body: { error: 'expired_url' } });
    expect(workspace.messages('C0APOLLO')).toEqual([]);
  });
});
