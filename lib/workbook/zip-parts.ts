import { BlobReader, type Entry, type FileEntry, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { ReadError } from "@/lib/csv/read-error";
import type { WorkbookLimits } from "./limits";
import { damaged, damagedZip, isProtected, tooLarge } from "./refusals";

/** Gets the text of a part piece by piece, and how many bytes came so far; says `true` when it has seen enough. */
type TextSink = (text: string, bytes: number) => boolean;

/** The parts of a zip, unpacked one at a time and never held whole. What is declared is checked, what comes is counted. */
export class ZipParts {
  readonly #entries: ReadonlyMap<string, FileEntry>;
  readonly #limits: WorkbookLimits;
  #inflated = 0;

  private constructor(entries: ReadonlyMap<string, FileEntry>, limits: WorkbookLimits) {
    this.#entries = entries;
    this.#limits = limits;
  }

  /** @throws ReadError `too_large` by what is declared, `damaged` */
  static async open(file: Blob, limits: WorkbookLimits): Promise<ZipParts> {
    const reader = new ZipReader(new BlobReader(file));
    const entries = new Map<string, FileEntry>();
    let declared = 0;
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        if (entry.directory) continue;
        entries.set(entry.filename.toLowerCase(), entry);
        declared += entry.uncompressedSize;
        checkEntry(entry, limits);
        if (entries.size > limits.entries) throw tooLarge("it has too many parts");
        if (declared > limits.inflatedBytes) throw tooLarge(beyond(limits));
      }
    } catch (error) {
      throw asRefusal(error, damagedZip);
    }
    return new ZipParts(entries, limits);
  }

  /** Names of the parts, in lower case: the names of a package are compared without case (ECMA-376-2, 6.2.2). */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Bytes of a part unpacked, as declared; `null`: there is no such part. */
  sizeOf(name: string): number | null {
    return this.#entries.get(name.toLowerCase())?.uncompressedSize ?? null;
  }

  /**
   * Unpacks a part as text.
   *
   * @throws ReadError; what `signal` was aborted with; what `sink` throws
   */
  async read(name: string, sink: TextSink, signal?: AbortSignal): Promise<void> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw damaged();
    if (entry.encrypted) throw isProtected();
    const decode = createTextDecoder();
    let seen = 0;
    let isEnough = false;
    const into = new WritableStream<Uint8Array>({
      write: (bytes) => {
        seen += bytes.length;
        this.#inflated += bytes.length;
        // The sizes a zip declares bind nobody: what really comes is what counts.
        if (seen > entry.uncompressedSize) throw tooLarge("it unpacks to more than it says");
        if (this.#inflated > 2 * this.#limits.inflatedBytes) throw tooLarge(beyond(this.#limits));
        isEnough = sink(decode(bytes), seen);
        if (isEnough) throw new Error("Enough");
      },
      close: () => {
        sink(decode(), seen);
      },
    });
    const options = { useWebWorkers: false, checkOverlappingEntry: true, ...(signal ? { signal } : {}) };
    try {
      await entry.getData(into, options);
    } catch (error) {
      if (isEnough) return;
      if (signal?.aborted) throw signal.reason;
      throw asRefusal(error);
    }
  }
}

const beyond = ({ inflatedBytes }: WorkbookLimits) =>
  `it unpacks to more than ${Math.round(inflatedBytes / 1_048_576).toLocaleString("en-GB")} MB`;

function checkEntry({ uncompressedSize, compressedSize }: Entry, limits: WorkbookLimits): void {
  const grows = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > limits.ratioFromBytes && grows > limits.ratio)
    throw tooLarge(`a part of it grows ${Math.round(grows).toLocaleString("en-GB")} times when unpacked`);
}

/** A file that went away while it was read is not a damaged one. */
function asRefusal(error: unknown, other = damaged): unknown {
  if (error instanceof ReadError) return error;
  if (error instanceof Error && (error.name === "NotReadableError" || error.name === "NotFoundError"))
    return error;
  return other(error);
}

/** Parts are UTF-8 or, by their byte-order mark, UTF-16 (ECMA-376-2, 6.2.5). */
function createTextDecoder(): (bytes?: Uint8Array) => string {
  let decoder: TextDecoder | null = null;
  return (bytes) => {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  };
}

function encodingOf(bytes: Uint8Array | undefined): string {
  const [first, second] = bytes ?? [];
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
