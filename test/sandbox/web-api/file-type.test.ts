import { expect, it } from 'vitest';
import { fileTypeOf } from '../../../src/sandbox/web-api/file-type.js';

it.each([
  ['overdue.csv', 'csv', 'text/csv'],
  ['OVERDUE.CSV', 'csv', 'text/csv'],
  ['photo.jpeg', 'jpg', 'image/jpeg'],
  ['notes.v2.txt', 'text', 'text/plain'],
  ['archive.tar', 'binary', 'application/octet-stream'],
  ['constructor', 'binary', 'application/octet-stream'],
  ['', 'binary', 'application/octet-stream'],
])('knows what %s is by its name', (name, type, mimetype) => {
  expect(fileTypeOf(name)).toMatchObject({ type, mimetype });
});
