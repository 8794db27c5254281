import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import type { Call } from "../http/call";
import { Refusal } from "../http/reply";

/** What came in the body of one upload. */
export interface ReceivedUpload {
  /** The part named `file`; null when there was none. */
  file: { name: string | null; bytes: number; sha256: string } | null;
  /** Text of the field named `metaData`. */
  metaData: string | null;
  /** Whether the whole request arrived and was well formed. */
  complete: boolean;
}

/**
 * Reads a multipart body while it arrives. The part named `file` goes straight to disk.
 *
 * @param target where the file's bytes are written
 * @throws Refusal 415 when the body is not multipart
 */
export async function receiveUpload(call: Call, target: string): Promise<ReceivedUpload> {
  const parser = parserFor(call.headers);
  const received: ReceivedUpload = { file: null, metaData: null, complete: false };
  const hash = createHash("sha256");
  let written: Promise<unknown> = Promise.resolve();
  parser.on("field", (name, value) => {
    if (name === "metaData") received.metaData = value;
  });
  parser.on("file", (name, stream, info) => {
    if (name !== "file" || received.file) {
      stream.resume();
      return;
    }
    const file = { name: info.filename ?? null, bytes: 0, sha256: "" };
    received.file = file;
    // Counted as they come out of the parser, so that of a body that breaks off nearly all is counted.
    stream.on("data", (chunk: Buffer) => {
      file.bytes += chunk.length;
      hash.update(chunk);
    });
    written = pipeline(stream, createWriteStream(target, { mode: 0o600 })).catch((error: unknown) => {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  try {
    await pipeline(call.body(), parser);
    received.complete = true;
  } catch {
    // Cut off, or not multipart to its end: what arrived is told, and that it is not all.
    received.complete = false;
  }
  await written;
  if (received.file) received.file.sha256 = hash.digest("hex");
  return received;
}

/**
 * The `metaData` of a multipart body without a file.
 *
 * @throws Refusal 400 when it is no JSON object
 */
export async function readForm(call: Call): Promise<Record<string, unknown>> {
  const parser = parserFor(call.headers);
  let written = "{}";
  parser.on("field", (name, value) => {
    if (name === "metaData") written = value;
  });
  parser.on("file", (_name, stream) => stream.resume());
  try {
    await pipeline(call.body(), parser);
    return { ...JSON.parse(written) };
  } catch (error) {
    throw new Refusal(400, `The multipart body cannot be read: ${String(error)}`);
  }
}

function parserFor(headers: IncomingHttpHeaders): busboy.Busboy {
  const type = headers["content-type"] ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Refusal(
      415,
      `The content type ${type || "(none)"} is not supported, multipart/form-data is expected`,
    );
  }
  try {
    return busboy({ headers, limits: { fieldSize: 1024 * 1024 } });
  } catch (error) {
    throw new Refusal(400, `The multipart body cannot be read: ${String(error)}`);
  }
}
