import v8 from 'node:v8';

// What V8 may take, set before anything is loaded. Collect is idle most of its life.

/**
 * Loading code fills the young generation with what stays: V8 takes that for a busy program and keeps 30 MB of room for
 * the next such burst. So it may not grow until everything is loaded. `aServer`: the books are on a PostgreSQL server;
 * then the one WebAssembly program is Prisma's compiler of queries, which keeps what it compiled, and optimising it
 * takes half a second and 40 MB. (The embedded database is WebAssembly too, and is to be fast.)
 *
 * @returns to be called when everything is loaded
 */
export function startFrugally({ aServer }: { readonly aServer: boolean }): () => void {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  if (aServer) v8.setFlagsFromString('--liftoff-only');
  return () => v8.setFlagsFromString('--semi-space-growth-factor=2');
}
