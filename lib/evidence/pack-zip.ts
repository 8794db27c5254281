import "server-only";
import { createHash } from "node:crypto";
import { ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";

/** One file of a pack; its bytes come while they are packed. */
export interface PackedFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** What `sha256sum --check` reads: a line a file, in the order of the pack. */
const sumsName = "SHA256SUMS";

/**
 * Packs files into a zip, the hashes of all of them behind them. Nothing is held but what is being packed.
 * @throws what the bytes of a file throw; the zip is cut off there
 */
export async function* packZip(files: AsyncIterable<PackedFile>): AsyncGenerator<Uint8Array> {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const zip = new ZipWriter(pipe.writable, { useWebWorkers: false });
  const packed = packAll(zip, files).catch(async (error: unknown) => {
    // Whoever reads learns of it where it happened.
    await pipe.writable.abort(error).catch(() => undefined);
    throw error;
  });
  // Awaited below; a failure before that is nobody's surprise.
  packed.catch(() => undefined);
  const reader = pipe.readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    await packed;
  } finally {
    await reader.cancel();
  }
}

async function packAll(zip: ZipWriter<unknown>, files: AsyncIterable<PackedFile>): Promise<void> {
  const sums: string[] = [];
  for await (const { name, bytes } of files) {
    const hash = createHash("sha256");
    await zip.add(
      name,
      toStream(bytes, (chunk) => hash.update(chunk)),
    );
    sums.push(`${hash.digest("hex")}  ${name}\n`);
  }
  await zip.add(sumsName, toStream(oneText(sums.join(""))));
  await zip.close();
}

export async function* oneText(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

function toStream(
  bytes: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void = () => undefined,
): ReadableStream<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) return controller.close();
      onChunk(value);
      controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
