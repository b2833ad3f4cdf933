/** Questions that are being asked: whoever asks the same meanwhile waits for the same answer. Keeps no answer. */
export class AskedOnce<Answer> {
  readonly #underWay = new Map<string, Promise<Answer>>();

  async ask(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const already = this.#underWay.get(key);
    if (already !== undefined) return await already;
    const asking = ask().finally(() => {
      if (this.#underWay.get(key) === asking) this.#underWay.delete(key);
    });
    this.#underWay.set(key, asking);
    return await asking;
  }

  /** Something changed: what is being asked serves those who asked before, and nobody else. */
  forget(): void {
    this.#underWay.clear();
  }
}
