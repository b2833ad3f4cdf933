/** Nothing can be written down now: what was asked for was not, and is not begun. */
export class NotWrittenDown extends Error {
  constructor(cause?: unknown) {
    super('the request could not be written down', { cause });
  }
}

/** Prisma's, PostgreSQL's and the network's ways to say that there is no database to talk to, or no longer. */
const UNREACHABLE = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  '08000',
  '08001',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  // Nothing goes into them: the disk is full, or refuses; no memory, no connection left.
  '53100',
  '53200',
  '53300',
  '58030',
]);

/** Whether something was thrown because the books cannot be reached. What was under way may have been done or not. */
export function booksUnreachable(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = innerOf(at), depth += 1) {
    if (PG_SAYS.test(at.message)) return true;
    if (at instanceof NotWrittenDown || at.constructor.name === 'PrismaClientInitializationError') return true;
    if (at.constructor.name.startsWith('PrismaClient') && (unreachable(at) || unreachable(driverCause(at))))
      return true;
    if (at.name === 'DriverAdapterError' && unreachable(at.cause)) return true;
  }
  return false;
}

/** A transaction whose connection ended between two statements: pg says so in a sentence, and Prisma passes it on. */
const PG_SAYS = /^(?:Client has encountered a connection error|Client was closed|Connection terminated)/;

/** Bolt wraps what a listener threw. */
const innerOf = (error: Error): unknown => error.cause ?? ('original' in error ? error.original : undefined);

/** What the driver said, where Prisma keeps it beside its own code. */
function driverCause(error: Error): unknown {
  if (!('meta' in error) || typeof error.meta !== 'object' || error.meta === null) return undefined;
  const { driverAdapterError } = error.meta as { readonly driverAdapterError?: { readonly cause?: unknown } };
  return driverAdapterError?.cause;
}

function unreachable(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  const { originalCode, code, kind } = cause as { originalCode?: unknown; code?: unknown; kind?: unknown };
  // pg has no code for a connection that ended under a query.
  return (
    UNREACHABLE.has(String(originalCode)) ||
    UNREACHABLE.has(String(code)) ||
    CONNECTION_GONE.has(String(kind)) ||
    ('originalMessage' in cause && /^Connection terminated/.test(String(cause.originalMessage)))
  );
}

/** The driver adapter's words for it. */
const CONNECTION_GONE = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout']);
