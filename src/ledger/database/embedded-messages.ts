/** What the thread of the embedded database is started with. `socketPath` null: listen on a loopback port. */
export interface WorkerStart {
  readonly directory: string;
  readonly socketPath: string | null;
}

export type ToWorker =
  | { readonly kind: 'count' }
  /** `whenIdle`: only if nobody is connected. */
  | { readonly kind: 'close'; readonly whenIdle: boolean };

export type FromWorker =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly reason: string }
  /** How often a file was forced to the disk so far; how many connections there are. */
  | { readonly kind: 'count'; readonly synced: number; readonly connections: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'busy' };
