import { ReadError } from "@/lib/csv/read-error";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import { exportRows } from "./export-rows";
import type { PassOptions } from "./file-pass";
import { GivenFile } from "./given-file";
import { Outlet } from "./outlet";
import { outputName } from "./output-name";
import type { EditOutcome, WorkerAnswer, WorkerQuestion } from "./protocol";
import { sentSums } from "./sent-sums";
import type { Sheet } from "./sheet";
import { changesIn } from "./take-over";
import { cancelled, TaskError } from "./task-error";
import { tryEntry } from "./trial";
import { writeFile } from "./write-file";

type Question<K extends WorkerQuestion["kind"]> = Extract<WorkerQuestion, { kind: K }>;
type Asked = Exclude<WorkerQuestion, Question<"cancel" | "taken">>;
type Change = Extract<
  WorkerQuestion,
  {
    kind:
      | "open"
      | "check"
      | "output-name"
      | "write"
      | "export"
      | "edit"
      | "take-over"
      | "undo"
      | "redo"
      | "history"
      | "edits"
      | "restore";
  }
>;

export interface HostOptions {
  post(answer: WorkerAnswer): void;
  sliceBytes?: number;
  /** Milliseconds; progress is told at most ten times a second. */
  now?: () => number;
}

/** What the worker does, without the worker: answers questions about the one file it holds. */
export class CsvHost {
  readonly #post: HostOptions["post"];
  readonly #sliceBytes: number;
  readonly #now: () => number;
  readonly #running = new Map<number, AbortController>();
  /** Of what is being written, by the id of its question. */
  readonly #outlets = new Map<number, Outlet>();
  /** May be read again otherwise. */
  #given: GivenFile | null = null;
  #sheet: Sheet | null = null;
  /** Ends with what was asked last of what is answered in turn. */
  #last: Promise<void> = Promise.resolve();

  constructor({ post, sliceBytes = 1_048_576, now = () => performance.now() }: HostOptions) {
    this.#post = post;
    this.#sliceBytes = sliceBytes;
    this.#now = now;
  }

  /** Answers by `post`; never throws. The promise ends with the last answer. */
  async handle(question: WorkerQuestion): Promise<void> {
    if (question.kind === "cancel") {
      this.#running.get(question.id)?.abort();
      return;
    }
    if (question.kind === "taken") {
      this.#outlets.get(question.id)?.taken(question.bytes);
      return;
    }
    const { id } = question;
    const running = new AbortController();
    this.#running.set(id, running);
    try {
      this.#post(await this.#answer(question, this.#options(id, running.signal)));
    } catch (error) {
      this.#post({ kind: "failed", id, ...failureOf(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  async #answer(question: Asked, options: PassOptions): Promise<WorkerAnswer> {
    switch (question.kind) {
      case "columns":
        return { kind: "columns", id: question.id, columns: [...this.#held().opened.columns] };
      case "suggest": {
        const { id, columns, fields } = question;
        return { kind: "suggested", id, mapping: suggestMapping(columns, fields) };
      }
      case "labels": {
        const { id, readings } = question;
        if (this.#given === null) throw noFile();
        return { kind: "labels", id, labels: await this.#given.labelsUnder(readings, options) };
      }
      case "rows": {
        const { id, filter, from, count } = question;
        return { kind: "rows", id, rows: await this.#held().rows(filter, from, count, options) };
      }
      case "count": {
        const { id, filter } = question;
        return { kind: "count", id, rows: (await this.#held().shown(filter, options)).size };
      }
      case "step": {
        const stop = await this.#held().step(question, options);
        return { kind: "stop", id: question.id, stop: stop ?? "none" };
      }
      case "spread": {
        const { id, filter, parts } = question;
        return { kind: "spread", id, places: await this.#held().spread(filter, parts, options) };
      }
      case "matches": {
        const { id, find } = question;
        return { kind: "matches", id, matches: await this.#held().matches(find, options) };
      }
      case "try": {
        const { id, entry } = question;
        return { kind: "tried", id, trial: await tryEntry(this.#held(), entry, options) };
      }
      case "preview": {
        const { id, command } = question;
        return { kind: "preview", id, preview: await this.#held().preview(command, options) };
      }
      case "sums": {
        const { id, policy } = question;
        return { kind: "sums", id, sums: await sentSums(this.#held(), policy, options) };
      }
      default:
        return this.#inTurn(() => this.#change(question, options), options.signal);
    }
  }

  /** What changes something, or reads all rows as they are now, waits for what was asked before it. */
  async #inTurn(task: () => Promise<WorkerAnswer>, signal: AbortSignal): Promise<WorkerAnswer> {
    const before = this.#last;
    const turn = before.then(() => {
      if (signal.aborted) throw cancelled();
      return task();
    });
    this.#last = turn.then(
      () => {},
      // Its own asker is told.
      () => {},
    );
    return turn;
  }

  #check({ mapping, fields, memory }: Question<"check">, options: PassOptions) {
    return this.#held().check({ mapping, fields }, memory, options);
  }

  async #change(question: Change, options: PassOptions): Promise<WorkerAnswer> {
    const { id } = question;
    switch (question.kind) {
      case "open":
        return this.#open(question, options);
      case "check":
        return { kind: "checked", id, result: await this.#check(question, options) };
      case "write":
        return {
          kind: "written",
          id,
          written: await this.#byOutlet(question, options, (outlet) =>
            writeFile(this.#held(), question, outlet, options),
          ),
        };
      case "export":
        return {
          kind: "exported",
          id,
          exported: await this.#byOutlet(question, options, (outlet) =>
            exportRows(this.#held(), question, outlet, options),
          ),
        };
      case "output-name":
        return { kind: "output-name", id, name: outputName(this.#held(), question) };
      case "edit":
        return { kind: "edited", id, outcome: await this.#held().edit(question.command, options) };
      case "take-over":
        return { kind: "edited", id, outcome: await this.#takeOver(question, options) };
      case "undo":
        return { kind: "edited", id, outcome: await this.#held().undo(options) };
      case "redo":
        return { kind: "edited", id, outcome: await this.#held().redo(options) };
      case "history":
        return { kind: "edited", id, outcome: this.#held().history() };
      case "edits":
        return { kind: "edits", id, saved: this.#held().saved() };
      case "restore":
        return { kind: "edited", id, outcome: await this.#held().restore(question.saved, options) };
    }
  }

  async #takeOver({ file }: Question<"take-over">, options: PassOptions): Promise<EditOutcome> {
    const held = this.#held();
    const cells = await changesIn(held, file, options);
    return held.edit({ kind: "set", cells }, options);
  }

  /** Gives out bytes as they are written. */
  async #byOutlet<T>(
    { id }: { id: number },
    { signal }: PassOptions,
    write: (outlet: Outlet) => Promise<T>,
  ): Promise<T> {
    const outlet = new Outlet((bytes) => this.#post({ kind: "bytes", id, bytes }), signal);
    this.#outlets.set(id, outlet);
    try {
      const written = await write(outlet);
      outlet.end();
      return written;
    } finally {
      this.#outlets.delete(id);
    }
  }

  /** A reading that does not work, or is stopped, leaves the one before in place. */
  async #open({ id, file, overrides }: Question<"open">, options: PassOptions): Promise<WorkerAnswer> {
    if (file !== null) this.#given = new GivenFile(file);
    if (this.#given === null) throw noFile();
    const sheet = await this.#given.open(overrides, {
      ...options,
      onHead: (facts) => this.#post({ kind: "head", id, facts }),
    });
    this.#sheet = sheet;
    return { kind: "opened", id, facts: sheet.opened.facts };
  }

  #held(): Sheet {
    if (this.#sheet === null) throw noFile();
    return this.#sheet;
  }

  #options(id: number, signal: AbortSignal): PassOptions {
    let told = Number.NEGATIVE_INFINITY;
    let toldFound = Number.NEGATIVE_INFINITY;
    const onProgress: PassOptions["onProgress"] = (progress, found) => {
      const now = this.#now();
      if (now - told < 100 && progress.doneBytes < progress.totalBytes) return;
      told = now;
      const isDue = found !== undefined && now - toldFound >= foundEveryMs;
      if (isDue) toldFound = now;
      this.#post({ kind: "progress", id, progress: isDue ? { ...progress, found: found() } : progress });
    };
    return { sliceBytes: this.#sliceBytes, signal, onProgress };
  }
}

/** What a check found so far is counted and told twice a second: oftener nobody reads it. */
const foundEveryMs = 500;

const noFile = () => new TaskError("no_file", "No file is open. Choose a file.");

function failureOf(error: unknown): Pick<Extract<WorkerAnswer, { kind: "failed" }>, "code" | "message"> {
  if (error instanceof TaskError || error instanceof ReadError)
    return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "crashed",
    message: `Reading stopped with an unexpected fault: ${message}. Choose the file again.`,
  };
}
