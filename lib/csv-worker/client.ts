import type { CheckResult } from "@/lib/checks/issue";
import type { FileFacts, FileRow } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { Conversation, type TaskOptions, type WorkerPort } from "./conversation";
import type { Policy, WorkerAnswer, WrittenFile } from "./protocol";

interface OpenOptions extends TaskOptions {
  /** Called once the head is read, with `complete: false`; again when the file had to be read anew. */
  onHead?: (facts: FileFacts) => void;
}

/** One worker, one file at a time. Every failure is a rejection with `CsvWorkerError`. */
export interface CsvWorkerClient {
  /** Reads the whole file once. The file stays the one the other calls are about, also with other overrides. */
  openFile(file: File, overrides?: ReadingOverrides, options?: OpenOptions): Promise<FileFacts>;
  /** Data rows by position; `from` is 0-based. */
  rows(from: number, count: number, options?: TaskOptions): Promise<FileRow[]>;
  check(mapping: Mapping, fields: readonly TargetField[], options?: TaskOptions): Promise<CheckResult>;
  write(
    mapping: Mapping,
    fields: readonly TargetField[],
    policy: Policy,
    options?: TaskOptions,
  ): Promise<WrittenFile>;
  /** Ends the worker; what is under way is rejected with code `cancelled`. */
  dispose(): void;
}

/** Makes the worker. Called when the wizard opens, so that it runs when the file comes. */
export function startCsvWorker(): CsvWorkerClient {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return createCsvWorkerClient({
    postMessage: (question) => worker.postMessage(question),
    listen(onAnswer, onFault) {
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => onAnswer(data);
      worker.onerror = ({ message }) => onFault(message);
      worker.onmessageerror = () => onFault("an answer could not be read");
    },
    terminate: () => worker.terminate(),
  });
}

/** Speaks with a worker, or with what stands in for one. */
export function createCsvWorkerClient(port: WorkerPort): CsvWorkerClient {
  const worker = new Conversation(port);
  let held: File | null = null;
  return {
    openFile: (file, overrides = {}, { onHead, ...options } = {}) => {
      // A file that is sent again arrives as another one; what was unpacked of it would be unpacked again.
      const given = file === held ? null : file;
      if (!options.signal?.aborted) held = file;
      return worker.ask({ kind: "open", file: given, overrides }, options, (answer) => {
        if (answer.kind === "head") onHead?.(answer.facts);
        return answer.kind === "opened" ? answer.facts : null;
      });
    },
    rows: (from, count, options) =>
      worker.ask({ kind: "rows", from, count }, options, (answer) =>
        answer.kind === "rows" ? answer.rows : null,
      ),
    check: (mapping, fields, options) =>
      worker.ask({ kind: "check", mapping, fields: [...fields] }, options, (answer) =>
        answer.kind === "checked" ? answer.result : null,
      ),
    write: (mapping, fields, policy, options) =>
      worker.ask({ kind: "write", mapping, fields: [...fields], policy }, options, (answer) =>
        answer.kind === "written" ? answer.written : null,
      ),
    dispose: () => worker.end(),
  };
}
