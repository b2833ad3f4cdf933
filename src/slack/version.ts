import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Of Collect, from package.json, which lies at the same distance from src/ and dist/. */
export const version: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;
