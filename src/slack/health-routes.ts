import type { IncomingMessage, ServerResponse } from 'node:http';

/** What readiness depends on. */
export interface Readiness {
  /** Resolves when the books answer. */
  readonly books: () => Promise<void>;
  /** Slack knows the bot; null, or its code for why not. */
  readonly slackRefusal: () => string | null;
  readonly slackKnown: () => boolean;
  /** The stop has begun: no more requests, please. */
  readonly stopping: () => boolean;
  /** What Collect measures of itself, in Prometheus' format. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
}

interface Route {
  readonly path: string;
  readonly method: string[];
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** How long the books may take to answer a readiness check, in ms. */
const BOOKS_LIMIT = 2_000;

/** GET /healthz: the process lives. GET /readyz: books and Slack answer; 503 with what is missing. GET /metrics: figures for Prometheus. None shows data. */
export function healthRoutes(readiness: Readiness): Route[] {
  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  return [
    { path: '/healthz', method: ['GET'], handler: (_request, response) => send(response, 200, { ok: true }) },
    {
      path: '/readyz',
      method: ['GET'],
      handler: (_request, response) => {
        ready(readiness).then(
          (missing) => send(response, missing.length === 0 ? 200 : 503, { ok: missing.length === 0, missing }),
          () => send(response, 503, { ok: false, missing: ['unknown'] }),
        );
      },
    },
    {
      path: '/metrics',
      method: ['GET'],
      handler: (_request, response) => {
        readiness.metrics().then(
          ({ contentType, body }) => response.writeHead(200, { 'content-type': contentType }).end(body),
          () => response.writeHead(503).end(),
        );
      },
    },
  ];
}

async function ready(readiness: Readiness): Promise<string[]> {
  const missing: string[] = [];
  if (readiness.stopping()) missing.push('stopping');
  if (!(await answers(readiness.books()))) missing.push('books');
  if (!readiness.slackKnown()) missing.push(`slack: ${readiness.slackRefusal() ?? 'not asked yet'}`);
  return missing;
}

async function answers(books: Promise<void>): Promise<boolean> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    limit = setTimeout(() => resolve(false), BOOKS_LIMIT);
  });
  const answered = books.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(limit);
  }
}
