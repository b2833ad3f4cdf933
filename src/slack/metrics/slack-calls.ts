import { postAnswer } from '../answer-post.js';

/** One call to Slack that has ended. */
export interface SlackCallEnded {
  /** Of the Web API, or "response_url" for an answer to a request. */
  readonly method: string;
  /** "none", Slack's own code, "http_500", or why there was no answer. */
  readonly error: string;
  readonly seconds: number;
}

/** How long an answer to a request may take, in ms: the calls of the Web API have limits of their own. */
const ANSWER_PATIENCE = 10_000;

/**
 * `fetch` for Slack's clients that tells of each call when its fate is known. The clients read the answer as before;
 * it is looked at while they do.
 */
export function watchedFetch(told: (call: SlackCallEnded) => void, patience = ANSWER_PATIENCE): typeof fetch {
  return async (input, init) => {
    const began = performance.now();
    const url = new URL(input instanceof Request ? input.url : input);
    const method = methodOf(url);
    const end = (error: string): void => told({ method, error, seconds: (performance.now() - began) / 1_000 });
    let response: Response;
    try {
      response = await (method === RESPONSE_URL && typeof init?.body === 'string'
        ? postAnswer(url, init.body, patience)
        : fetch(input, init?.signal ? init : { ...init, signal: AbortSignal.timeout(patience) }));
    } catch (error) {
      end(faultOf(error));
      throw error;
    }
    if (response.status === 429) end('ratelimited');
    else if (!response.ok) end(`http_${response.status}`);
    else if (method === RESPONSE_URL) end('none');
    else {
      const read = response.text.bind(response);
      response.text = async () => {
        try {
          const body = await read();
          end(refusalOf(body));
          return body;
        } catch (error) {
          end(faultOf(error));
          throw error;
        }
      };
    }
    return response;
  };
}

const RESPONSE_URL = 'response_url';

/** Addresses of response_url hold a secret: they share one name, and so does anything that looks like no method. */
function methodOf({ pathname }: URL): string {
  return /\/api\/([a-z]+(?:\.[a-zA-Z]+)+)$/.exec(pathname)?.[1] ?? RESPONSE_URL;
}

function refusalOf(body: string): string {
  if (body.startsWith('{"ok":true')) return 'none';
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return 'not_json';
  }
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return 'not_json';
  if (answer.ok === true) return 'none';
  const code = 'error' in answer ? String(answer.error) : '';
  return /^[a-z0-9_]{1,60}$/.test(code) ? code : 'other';
}

function faultOf(error: unknown): string {
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'no_answer';
}
