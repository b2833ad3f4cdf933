import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postAnswer } from '../../src/slack/answer-post.js';

describe('an answer by response_url', () => {
  let server: Server;
  let url: URL;
  const taken: string[] = [];
  let connections = 0;

  beforeEach(async () => {
    taken.length = 0;
    connections = 0;
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        taken.push(body);
        if (request.url === '/cut') request.socket.destroy();
        else response.writeHead(request.url === '/gone' ? 404 : 200).end('ok');
      });
    });
    server.on('connection', () => {
      connections += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    url = new URL(`http://127.0.0.1:${address.port}/`);
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it('goes by the connection of an earlier one, with every sign', async () => {
    const said = Array.from({ length: 10 }, (_, n) => `{"text":"¥1,200 已记录 ${n}"}`);
    for (const body of said) {
      expect((await postAnswer(url, body)).ok).toBe(true);
      // A connection is free when its response was read to the end.
      await new Promise(setImmediate);
    }
    expect(taken).toEqual(said);
    expect(connections).toBeLessThan(said.length / 2);
  });

  it('that Slack refuses comes back with its status, one that is cut off rejects', async () => {
    expect(await postAnswer(new URL('/gone', url), '{}')).toMatchObject({ ok: false, status: 404 });
    await expect(postAnswer(new URL('/cut', url), '{}')).rejects.toThrow();
  });
});
