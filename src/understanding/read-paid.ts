import type { PaidRequest } from '../domain/request.js';
import type { Reading, ReadingContext } from './reading.js';

export function readPaid(text: string, _context: ReadingContext): Reading<PaidRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: 'ACME 12,000 INV-104' } };
}
