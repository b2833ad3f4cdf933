import { PGlite } from '@electric-sql/pglite';

/**
 * PGlite's own start parameters, made durable and lean: without -F (no fsync) each commit is on the disk before it is
 * acknowledged; 8 MB of shared buffers instead of 128 halve the memory for queries that are at most a tenth slower; the
 * write-ahead log stays near 64 MB instead of growing to 1 GB.
 */
export function startParameters(): string[] {
  return [
    ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
    ...Object.entries({
      fsync: 'on',
      wal_sync_method: 'fsync',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      shared_buffers: '8MB',
      min_wal_size: '32MB',
      max_wal_size: '64MB',
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
