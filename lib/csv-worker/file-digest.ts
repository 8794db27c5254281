import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const partBytes = 8 * 1_048_576;

/** Only pages over HTTPS, or of this machine, have the platform's own. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { subtle }: { subtle?: SubtleCrypto } = crypto;
  return subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest("SHA-256", bytes));
}

/**
 * Names a file by its bytes: the SHA-256 of a file up to 8 MiB; of a larger one the SHA-256 over those of its parts of
 * 8 MiB. The platform hashes a part beside the reading of the next, eight times as fast as a script; it cannot be fed
 * piece by piece.
 */
export class FileDigest {
  readonly #part: Uint8Array<ArrayBuffer>;
  #length = 0;
  /** One a part, in their order. */
  readonly #digests: Promise<Uint8Array>[] = [];

  /** @param fileBytes size of the file */
  constructor(fileBytes: number) {
    this.#part = new Uint8Array(Math.min(partBytes, fileBytes));
  }

  /** Takes the next bytes; waits while the part before is not done. */
  async update(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const taken = bytes.subarray(from, from + this.#part.length - this.#length);
      this.#part.set(taken, this.#length);
      this.#length += taken.length;
      from += taken.length;
      if (this.#length === this.#part.length) await this.#endPart();
    }
  }

  /** Hex. */
  async value(): Promise<string> {
    if (this.#length > 0 || this.#digests.length === 0) await this.#endPart();
    const digests = await Promise.all(this.#digests);
    const [only] = digests;
    if (digests.length === 1 && only !== undefined) return bytesToHex(only);
    const all = sha256.create();
    for (const digest of digests) all.update(digest);
    return bytesToHex(all.digest());
  }

  /** The platform hashes a copy of its own (Web Cryptography, 14.3.5), so the part can be filled anew at once. */
  async #endPart(): Promise<void> {
    await this.#digests.at(-1);
    this.#digests.push(digestOf(this.#part.subarray(0, this.#length)));
    this.#length = 0;
  }
}
