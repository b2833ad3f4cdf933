import { request as byHttp, Agent as HttpAgent } from 'node:http';
import { request as byHttps, Agent as HttpsAgent } from 'node:https';

/** A connection that was quiet for so long, in ms, is not used again: Slack may be about to close it. */
const QUIET = 4_000;
/** Slack says nothing for so long, in ms: it is not waited for any more. */
const SILENT = 10_000;

const http = { send: byHttp, agent: new HttpAgent({ keepAlive: true, timeout: QUIET }) };
const https = { send: byHttps, agent: new HttpsAgent({ keepAlive: true, timeout: QUIET }) };

/**
 * Sends an answer to a response_url, on a connection that is kept. Of the response only the status matters, and `fetch`
 * makes a stream of each, for a sixth of the processor time of a whole logged line. Follows no redirect: Slack makes none.
 * Rejects where no response comes, with a TimeoutError after `patience` silent ms.
 */
export function postAnswer(url: URL, body: string, patience = SILENT): Promise<Response> {
  const { send, agent } = url.protocol === 'https:' ? https : http;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((done, fail) => {
    const sending = send(url, { method: 'POST', agent, headers, timeout: patience });
    sending.on('response', (response) => {
      response.resume();
      const { statusCode: status = 500, statusMessage: statusText = '' } = response;
      done(new Response(null, { status, statusText }));
    });
    sending.on('timeout', () => sending.destroy(new DOMException('response_url was silent', 'TimeoutError')));
    sending.on('error', fail);
    sending.end(body);
  });
}
