/** The only source of waiting on this floor: tests hand in one that does not wait. */
export interface Timer {
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<void>;
  /** Calls `wake` once after so many ms, unless the returned function is called first. */
  after(ms: number, wake: () => void): () => void;
}

export const systemTimer: Timer = {
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  after: (ms, wake) => {
    const timeout = setTimeout(wake, ms);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
