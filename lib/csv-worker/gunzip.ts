import { ReadError } from "@/lib/csv/read-error";
import { whileHeld } from "./while-held";

const mostBytes = 1024 ** 3;
const mostGrowth = 200;
const growthFromBytes = 10_485_760;

/**
 * What a gzip file holds. It is counted while it comes: the size such a file says (RFC 1952, ISIZE) binds nobody.
 *
 * @throws ReadError `too_large`, `archive` for one that is broken; what `signal` was aborted with
 */
export async function gunzip(file: File, { signal }: { signal: AbortSignal }): Promise<File> {
  const parts: Blob[] = [];
  let bytes = 0;
  const collect = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      bytes += chunk.length;
      const grows = bytes > growthFromBytes && bytes > mostGrowth * file.size;
      if (bytes > mostBytes || grows) throw tooLarge();
      parts.push(new Blob([chunk]));
    },
  });
  try {
    const stream = file.stream();
    await whileHeld(stream, () =>
      stream.pipeThrough(new DecompressionStream("gzip")).pipeTo(collect, { signal }),
    );
  } catch (error) {
    if (signal.aborted || error instanceof ReadError || isGone(error)) throw error;
    throw new ReadError("archive", "This gzip file is broken. Unpack it yourself and drop the file inside.", {
      cause: error,
    });
  }
  return new File(parts, file.name, { lastModified: file.lastModified });
}

const isGone = (error: unknown) => error instanceof Error && error.name === "NotReadableError";

const tooLarge = () =>
  new ReadError(
    "too_large",
    "This gzip file unpacks to more than can be read here (1 GB). Unpack it, save it in parts, and load them one after another.",
  );
