const most = 10_000;

/** How often each method and path was called on the platform's API; the sandbox's own door is not counted. */
export class RequestCounts {
  readonly #counts = new Map<string, number>();
  #total = 0;

  count(method: string, path: string): void {
    const name = `${method} ${path}`;
    const key = this.#counts.has(name) || this.#counts.size < most ? name : "other paths";
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#total += 1;
  }

  report(): { total: number; counts: Record<string, number> } {
    return { total: this.#total, counts: Object.fromEntries(this.#counts) };
  }
}
