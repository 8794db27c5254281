import { CsvHost } from "./host";
import type { WorkerAnswer, WorkerQuestion } from "./protocol";

/** The part of `DedicatedWorkerGlobalScope` used here; the compiler's DOM library knows `self` as a window. */
interface WorkerScope {
  postMessage(answer: WorkerAnswer, options: { transfer: Transferable[] }): void;
  onmessage: ((event: MessageEvent<WorkerQuestion>) => void) | null;
}

const scope: WorkerScope = self;
const host = new CsvHost({
  // Bytes change hands; they are not copied.
  post: (answer) =>
    scope.postMessage(answer, { transfer: answer.kind === "bytes" ? [answer.bytes.buffer] : [] }),
});

scope.onmessage = ({ data }) => {
  void host.handle(data);
};
