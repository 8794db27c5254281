/** The sandbox's time of day, which the control door can move forward; it never goes back while the sandbox runs. */
export class Clock {
  #aheadMs = 0;

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  advance(byMs: number): void {
    this.#aheadMs += byMs;
  }
}
