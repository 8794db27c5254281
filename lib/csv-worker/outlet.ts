import { cancelled } from "./task-error";

/** Two chunks of an upload. */
const mostAheadBytes = 16 * 1_048_576;

/** The way of what is written to the page. The writer waits here while as much as two chunks of an upload is not taken. */
export class Outlet {
  readonly #post: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #signal: AbortSignal;
  #aheadBytes = 0;
  #goOn = () => {};

  constructor(post: (bytes: Uint8Array<ArrayBuffer>) => void, signal: AbortSignal) {
    this.#post = post;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#goOn(), { once: true });
  }

  put(bytes: Uint8Array<ArrayBuffer>): void {
    this.#aheadBytes += bytes.length;
    this.#post(bytes);
  }

  taken(bytes: number): void {
    this.#aheadBytes -= bytes;
    this.#goOn();
  }

  /** Waits until more may be written. @throws TaskError `cancelled` */
  async room(): Promise<void> {
    while (this.#aheadBytes >= mostAheadBytes && !this.#signal.aborted)
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    if (this.#signal.aborted) throw cancelled();
  }
}
