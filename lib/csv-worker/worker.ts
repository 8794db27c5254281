import { CsvHost } from "./host";
import type { WorkerAnswer, WorkerQuestion } from "./protocol";

/** The part of `DedicatedWorkerGlobalScope` used here; the compiler's DOM library knows `self` as a window. */
interface WorkerScope {
  postMessage(answer: WorkerAnswer): void;
  onmessage: ((event: MessageEvent<WorkerQuestion>) => void) | null;
}

const scope: WorkerScope = self;
const host = new CsvHost({ post: (answer) => scope.postMessage(answer) });

scope.onmessage = ({ data }) => {
  void host.handle(data);
};
