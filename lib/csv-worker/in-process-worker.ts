import { type CsvWorkerClient, createCsvWorkerClient } from "./client";
import type { WorkerPort } from "./conversation";
import { CsvHost } from "./host";
import type { WorkerAnswer, WorkerQuestion } from "./protocol";

/** What a worker does to a message, without losing the files, which Node cannot clone. */
function cloned<M extends WorkerQuestion | WorkerAnswer>(message: M): M {
  if (message.kind === "open") return { ...structuredClone({ ...message, file: null }), file: message.file };
  if (message.kind !== "written") return structuredClone(message);
  const { blob, ...written } = message.written;
  return { ...message, written: { ...structuredClone(written), blob } };
}

/** The worker for tests: the real host and the real messages, in the same thread. */
export function createInProcessPort(sliceBytes: number): WorkerPort & { fault(message: string): void } {
  let onAnswer: (answer: WorkerAnswer) => void = () => {};
  let onFault: (message: string) => void = () => {};
  let isEnded = false;
  const host = new CsvHost({
    sliceBytes,
    now: () => 0,
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

export function createInProcessWorker(sliceBytes = 64): CsvWorkerClient {
  return createCsvWorkerClient(createInProcessPort(sliceBytes));
}
