import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/**
 * What a failed call to Slack means for whoever made it (slack.md 1.8, 3.3):
 * - `later`: Slack did not take it; the same call may be made again, after `seconds` where Slack named them
 * - `final`: it will be refused every time
 * - `installation`: the token itself is dead; nothing can be delivered until somebody acts
 * - `unknown`: it may have been done
 */
export type SlackFault =
  | { readonly kind: 'later'; readonly seconds: number | null; readonly code: string }
  | { readonly kind: 'final' | 'installation' | 'unknown'; readonly code: string };

const DEAD_TOKEN = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'app_uninstalled',
]);
const NOT_NOW = new Set([
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
]);
/** The workspace's own cap on messages: a minute or so. */
const LONG_PAUSE = new Map([['message_limit_exceeded', 60]]);
const MAYBE_DONE = new Set(['internal_error', 'fatal_error']);
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What to wait after a 429 that names no time. */
const UNNAMED_PAUSE = 30;

/** A question that Slack did not answer in time, or half: unlike a message, it may be asked again. */
class NotAnswered extends Error {
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`Slack did not answer a question: ${code}`, { cause });
  }
}

/** Asks Slack something that changes nothing there: what is not answered is a fault of the kind `later`. */
export async function asking<Answer>(ask: Promise<Answer>): Promise<Answer> {
  try {
    return await ask;
  } catch (error) {
    const fault = slackFault(error);
    throw fault.kind === 'unknown' ? new NotAnswered(fault.code, error) : error;
  }
}

/** Reads what a call to Slack threw. Anything unheard-of counts as `unknown`: a message is never sent twice on a guess. */
export function slackFault(error: unknown): SlackFault {
  if (error instanceof NotAnswered) return { kind: 'later', seconds: null, code: error.code };
  if (error instanceof WebAPIRateLimitedError) return { kind: 'later', seconds: error.retryAfter, code: 'ratelimited' };
  if (error instanceof WebAPIPlatformError) return platformFault(error.data.error);
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', code: `http_${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const code = networkCode(error.original);
    return NEVER_ARRIVED.has(code) ? { kind: 'later', seconds: null, code } : { kind: 'unknown', code };
  }
  // The SDK throws a plain Error for a 429 without a usable Retry-After (node-slack-sdk#1421).
  if (error instanceof Error && error.message.startsWith('Retry header did not contain a valid timeout')) {
    return { kind: 'later', seconds: UNNAMED_PAUSE, code: 'ratelimited' };
  }
  return { kind: 'unknown', code: error instanceof Error ? networkCode(error) : 'unheard_of' };
}

/** How long Slack is left alone after it said not now, in ms: as long as it said, if it did. */
export const pauseOf = (fault: Extract<SlackFault, { kind: 'later' }>): number =>
  (fault.seconds ?? UNNAMED_PAUSE) * 1_000;

function platformFault(code: string): SlackFault {
  if (DEAD_TOKEN.has(code)) return { kind: 'installation', code };
  if (NOT_NOW.has(code)) return { kind: 'later', seconds: null, code };
  if (LONG_PAUSE.has(code)) return { kind: 'later', seconds: LONG_PAUSE.get(code) ?? UNNAMED_PAUSE, code };
  if (MAYBE_DONE.has(code)) return { kind: 'unknown', code };
  // An answer that is no JSON (a proxy's page, a cut connection) arrives as an "error" with spaces in it.
  return /^[a-z0-9_]+$/.test(code) ? { kind: 'final', code } : { kind: 'unknown', code: 'not_json' };
}

function networkCode(error: Error): string {
  const cause = error.cause;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  // A host with two addresses: the codes are one level deeper.
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) {
    const [first] = cause.errors;
    if ('code' in first && typeof first.code === 'string') return first.code;
  }
  return error.name;
}
