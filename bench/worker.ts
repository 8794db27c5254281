import { readers } from "./readers";

/** The part of `DedicatedWorkerGlobalScope` used here. */
interface WorkerScope {
  postMessage(answer: unknown): void;
  onmessage: ((event: MessageEvent<{ reader: string; file: File; width: number }>) => void) | null;
}

const scope: WorkerScope = self;

/** Runs one reader and answers with its time in milliseconds. */
scope.onmessage = async ({ data: { reader, file, width } }) => {
  const started = performance.now();
  try {
    const outcome = await readers[reader]?.(file, width);
    scope.postMessage({ milliseconds: performance.now() - started, outcome });
  } catch (error) {
    scope.postMessage({ failed: String(error) });
  }
};
