import { heavyBlob } from "./heavy-blob";
import { cancelled } from "./task-error";

const mostAheadBytes = 2 * 1_048_576;

/**
 * The way of what is written to the page. It goes as blobs, which are made here: the page's thread neither copies bytes nor
 * waits for the browser to take them over. The writer waits here while two megabytes are not taken.
 */
export class Outlet {
  readonly #post: (bytes: Blob) => void;
  readonly #signal: AbortSignal;
  #aheadBytes = 0;
  #goOn = () => {};

  constructor(post: (bytes: Blob) => void, signal: AbortSignal) {
    this.#post = post;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#goOn(), { once: true });
  }

  /** They are copied, and may be written over. */
  put(bytes: Uint8Array<ArrayBuffer>): void {
    this.#aheadBytes += bytes.length;
    this.#post(heavyBlob([bytes]));
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
