import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenWebApi, openWebApi } from './open-web-api.js';

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi();
});
afterEach(async () => {
  await api.close();
});

/** Without a token. */
const validate = async (args: Record<string, unknown>) => {
  const body = new URLSearchParams(Object.entries(args).map(([name, value]) => [name, JSON.stringify(value)]));
  return (await (await api.raw('blocks.validate', { body })).json()) as Record<string, unknown>;
};
const divider = { type: 'divider' };
const nonsense = { type: 'nonsense' };
const title = { type: 'plain_text', text: 'Title' };

describe('blocks.validate', () => {
  it('takes what Slack would take, from anybody', async () => {
    expect(await validate({ blocks: [divider] })).toEqual({ ok: true });
    expect(await validate({ message: { blocks: [divider] } })).toEqual({ ok: true });
    expect(await validate({ view: { type: 'modal', title, blocks: [divider] } })).toEqual({ ok: true });
    expect((await api.slack.blocks.validate({ blocks: [{ type: 'divider' }] })).ok).toBe(true);
  });

  it('names each fault and its place in what was sent', async () => {
    expect(await validate({ blocks: [divider, nonsense] })).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: [
        {
          pointer: '/1/type',
          code: 'failed_constraint',
          message: 'unsupported type: nonsense',
          constraint: { type: 'enum', got: 'nonsense' },
        },
      ],
    });
    expect(await validate({ message: { attachments: [{ blocks: [nonsense] }] } })).toMatchObject({
      error: 'invalid_message',
      errors: [{ pointer: '/attachments/0/blocks/0/type' }],
    });
    expect(await validate({ view: { type: 'modal', title, blocks: [nonsense] } })).toMatchObject({
      error: 'invalid_view',
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/blocks/0/type' })]),
    });
  });

  it('wants one thing at a time', async () => {
    expect(await validate({})).toMatchObject({ error: 'invalid_arguments' });
    expect(await validate({ blocks: [], view: {} })).toMatchObject({ error: 'invalid_arguments' });
  });
});
