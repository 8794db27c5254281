/** What goes on after a call was answered, so that stopping can wait for its end. */
export class Work {
  readonly #running = new Set<Promise<void>>();

  /** @param task never rejects: its faults are part of its result */
  start(task: Promise<void>): void {
    const tracked = task.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
