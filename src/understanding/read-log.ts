import type { LogRequest } from '../domain/request.js';
import type { Reading, ReadingContext } from './reading.js';

export function readLog(text: string, _context: ReadingContext): Reading<LogRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: 'ACME promised Friday' } };
}
