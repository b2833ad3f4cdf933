/** Real time and waiting, handed in so that tests do not wait. The sandbox's own clock (workspace/clock.ts) is another. */
export interface Timer {
  /** Ms since 1970. */
  now(): number;
  /** Runs after so many ms; returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimer: Timer = {
  now: () => Date.now(),
  after: (ms, run) => {
    const handle = setTimeout(run, ms);
    // What is still to come must not keep a process that has nothing else to do.
    handle.unref();
    return () => clearTimeout(handle);
  },
};
