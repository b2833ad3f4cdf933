import { createHmac } from 'node:crypto';

/**
 * The headers by which an app knows that a request is the workspace's: version 0 of Slack's signature.
 * `seconds` is real Unix time, whatever the sandbox's clock shows: apps refuse what is older than five minutes.
 */
export function signatureHeaders(signingSecret: string, body: string, seconds: number): Record<string, string> {
  const signature = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${signature}` };
}
