import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { type CsvWorkerClient, createCsvWorkerClient } from "./client";
import type { WorkerPort } from "./conversation";
import { CsvHost } from "./host";
import type { Policy, WorkerAnswer, WorkerQuestion, WrittenFile } from "./protocol";

/** What a worker does to a message, without losing the files, which Node cannot clone. */
function cloned<M extends WorkerQuestion | WorkerAnswer>(message: M): M {
  if (message.kind === "open") return { ...structuredClone({ ...message, file: null }), file: message.file };
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

/** Writes all, and takes every byte at once. */
export async function writeWhole(
  worker: CsvWorkerClient,
  mapping: Mapping,
  fields: readonly TargetField[],
  policy: Policy,
): Promise<WrittenFile & { bytes: Buffer; text: string }> {
  const pieces: Uint8Array[] = [];
  const onBytes = (piece: Uint8Array, taken: () => void) => {
    pieces.push(piece);
    taken();
  };
  const written = await worker.write(mapping, fields, policy, { from: 0, onBytes });
  const bytes = Buffer.concat(pieces);
  return { ...written, bytes, text: bytes.toString() };
}

export function createInProcessWorker(sliceBytes = 64): CsvWorkerClient {
  return createCsvWorkerClient(createInProcessPort(sliceBytes));
}
