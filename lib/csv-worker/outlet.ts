import { heavyBlob } from "./heavy-blob";
import { cancelled } from "./task-error";

/** A power of two, as the sizes of requests are: a request is made of whole pieces. */
const pieceBytes = 1_048_576;
const mostAheadBytes = 2 * pieceBytes;

/**
 * The way of what is written to the page. It goes as blobs, which are made here, all of one size but the last: the page's
 * thread neither copies nor cuts, for both of which it would wait for the browser. The writer waits here while two
 * megabytes are not taken.
 */
export class Outlet {
  readonly #post: (bytes: Blob) => void;
  readonly #signal: AbortSignal;
  /** Less than a piece. */
  #rest: Uint8Array<ArrayBuffer>[] = [];
  #restBytes = 0;
  #aheadBytes = 0;
  #goOn = () => {};

  constructor(post: (bytes: Blob) => void, signal: AbortSignal) {
    this.#post = post;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#goOn(), { once: true });
  }

  /** They are copied, and may be written over. */
  put(bytes: Uint8Array<ArrayBuffer>): void {
    let at = 0;
    for (;;) {
      const to = at + pieceBytes - this.#restBytes;
      if (to > bytes.length) break;
      this.#give(bytes.subarray(at, to));
      at = to;
    }
    if (at === bytes.length) return;
    this.#rest.push(bytes.slice(at));
    this.#restBytes += bytes.length - at;
  }

  /** Gives out what is less than a piece. */
  end(): void {
    if (this.#restBytes > 0) this.#give(new Uint8Array());
  }

  #give(last: Uint8Array<ArrayBuffer>): void {
    const piece = heavyBlob([...this.#rest, last]);
    this.#rest = [];
    this.#restBytes = 0;
    this.#aheadBytes += piece.size;
    this.#post(piece);
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
