import { cancelled } from "./task-error";

/** Whoever takes them copies a piece while the next is written. */
const mostAheadBytes = 2 * 1_048_576;
/** Whoever writes a megabyte at a time has no more out. */
const mostSpare = 3;

/**
 * The way of what is written to the page. The writer waits here while the page holds two megabytes. What
 * it holds no longer comes back and is written over: memory let go of stays taken until a browser cleans up, which it does
 * late.
 */
export class Outlet {
  readonly #post: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #signal: AbortSignal;
  readonly #spare: ArrayBuffer[] = [];
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

  taken(bytes: Uint8Array<ArrayBuffer>): void {
    this.#aheadBytes -= bytes.length;
    this.giveBack(bytes);
    this.#goOn();
  }

  /** For bytes that were not put. */
  giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (this.#spare.length < mostSpare) this.#spare.push(buffer);
  }

  /** Memory to write the next bytes to, where some came back. */
  spare(): ArrayBuffer | undefined {
    return this.#spare.pop();
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
