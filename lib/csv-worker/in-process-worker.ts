import type { FileRowRuns } from "@/lib/csv/file-rows";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { type CsvWorkerClient, createCsvWorkerClient } from "./client";
import type { WorkerPort } from "./conversation";
import { CsvHost } from "./host";
import type { HeldBackRow, Policy, WorkerAnswer, WorkerQuestion, WrittenFile } from "./protocol";

/** What a worker does to a message, without losing files and blobs, which not every platform of tests can clone. */
function cloned<M extends WorkerQuestion | WorkerAnswer>(message: M): M {
  if (message.kind === "take-over") return { ...message };
  if (message.kind === "open") return { ...structuredClone({ ...message, file: null }), file: message.file };
  if (message.kind === "bytes") return { ...message };
  if (message.kind === "written") {
    const { rows, ...written } = message.written;
    return { ...message, written: { ...structuredClone(written), rows } };
  }
  return structuredClone(message);
}

/** The worker for tests: the real host and the real messages, in the same thread. */
export function createInProcessPort(
  sliceBytes: number,
  now = () => 0,
): WorkerPort & { fault(message: string): void } {
  let onAnswer: (answer: WorkerAnswer) => void = () => {};
  let onFault: (message: string) => void = () => {};
  let isEnded = false;
  const host = new CsvHost({
    sliceBytes,
    now,
    post: (answer) => {
      const copy = cloned(answer);
      queueMicrotask(() => isEnded || onAnswer(copy));
    },
  });
  return {
    postMessage: (question) => void host.handle(cloned(question)),
    listen(answer, fault) {
      onAnswer = answer;
      onFault = fault;
    },
    terminate() {
      isEnded = true;
    },
    fault: (message) => onFault(message),
  };
}

/** What is submitted of rows, read again. */
export async function rowsOf({ rows }: WrittenFile): Promise<{
  fileRows: FileRowRuns;
  keptBack: HeldBackRow[];
  excluded: HeldBackRow[];
}> {
  const [fileRows, keptBack, excluded] = await Promise.all(
    [rows.fileRows, rows.keptBack, rows.excluded].map(async (json) => JSON.parse(await json.text())),
  );
  return { fileRows, keptBack, excluded };
}

/** Writes all, and takes every byte at once. */
export async function writeWhole(
  worker: CsvWorkerClient,
  mapping: Mapping,
  fields: readonly TargetField[],
  policy: Policy,
): Promise<WrittenFile & Awaited<ReturnType<typeof rowsOf>> & { bytes: Buffer; text: string }> {
  const pieces: Blob[] = [];
  const onBytes = (piece: Blob, taken: () => void) => {
    pieces.push(piece);
    taken();
  };
  const written = await worker.write(mapping, fields, policy, { from: 0, onBytes });
  const bytes = Buffer.from(await new Blob(pieces).arrayBuffer());
  return { ...written, ...(await rowsOf(written)), bytes, text: bytes.toString() };
}

export function createInProcessWorker(sliceBytes = 64): CsvWorkerClient {
  return createCsvWorkerClient(createInProcessPort(sliceBytes));
}
