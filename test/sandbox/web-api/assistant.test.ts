import { afterEach, describe, expect, it } from 'vitest';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

let api: OpenWebApi;
afterEach(async () => {
  await api.close();
});

const prompt = { title: 'What is overdue?', message: 'What is overdue?' };
const suggest = (more: Record<string, unknown>) =>
  api.slack.apiCall('assistant.threads.setSuggestedPrompts', { prompts: [prompt], ...more });

describe('assistant.threads.setSuggestedPrompts', () => {
  it('takes up to four in the direct conversation with somebody', async () => {
    api = await openWebApi({ scopes: ['assistant:write'] });
    const { id } = api.workspace.direct('U0DANA', api.workspace.app.botUserId);
    expect(await suggest({ channel_id: id, title: 'Ask' })).toMatchObject({ ok: true });
    const { error, response_metadata } = await refusal(suggest({ channel_id: id, prompts: Array(5).fill(prompt) }));
    expect(error).toBe('invalid_arguments');
    expect(JSON.stringify(response_metadata)).toContain('no more than 4');
    expect(await errorOf(suggest({ channel_id: id, prompts: [{ title: 'No message' }] }))).toBe('invalid_arguments');
    expect(await errorOf(suggest({ channel_id: id, thread_ts: '1.1' }))).toBe('invalid_thread_ts');
    expect(await errorOf(suggest({ channel_id: 'D0NOBODY' }))).toBe('channel_not_found');
  });

  it('needs its scope', async () => {
    api = await openWebApi({ scopes: ['chat:write'] });
    expect(await errorOf(suggest({ channel_id: 'D1' }))).toBe('missing_scope');
  });
});
