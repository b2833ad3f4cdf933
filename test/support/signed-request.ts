import { createHmac } from 'node:crypto';

/** A request as Slack signs it: HMAC over "v0:timestamp:body". */
export async function signedRequest(
  base: string,
  body: string,
  options: { readonly secret: string; readonly contentType?: string; readonly at?: Date },
): Promise<Response> {
  const timestamp = Math.floor((options.at ?? new Date()).getTime() / 1000);
  const signature = createHmac('sha256', options.secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return await fetch(`${base}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': options.contentType ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}
