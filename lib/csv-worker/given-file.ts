import { cutFault } from "@/lib/checks/shape-issues";
import type { FileFacts } from "@/lib/csv/file-facts";
import { ReadError } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { PassOptions } from "./file-pass";
import { findNotData } from "./find-not-data";
import { labelsUnder } from "./labels-under";
import type { TextFile } from "./made-text";
import { openFile } from "./open-file";
import { correctionOf, readOrigins } from "./origins";
import { Sheet } from "./sheet";
import { cancelled } from "./task-error";
import { textFileOf } from "./text-file";

interface OpenOptions extends PassOptions {
  /** Told when the first rows are read. */
  onHead(facts: FileFacts): void;
}

/** The file a person chose: a text, or what a text is made of. It may be read again otherwise. */
export class GivenFile {
  readonly #file: File;
  /** What was last read of it; unpacking takes longer than reading. */
  #text: (Pick<ReadingOverrides, "sheet" | "hiddenRows"> & { text: TextFile }) | null = null;

  constructor(file: File) {
    this.#file = file;
  }

  /** @throws ReadError where it cannot be read so; TaskError when it is stopped */
  async open(overrides: ReadingOverrides, { onHead, ...options }: OpenOptions): Promise<Sheet> {
    const text = await this.#textOf(overrides, options);
    const factsOf = (facts: FileFacts) => madeFacts(facts, this.#file, text);
    // Unpacking was the long part: its bar does not begin again.
    const onProgress = text.made === undefined ? options.onProgress : () => undefined;
    const opened = await openFile(text, overrides, {
      ...options,
      onProgress,
      onHead: (facts) => onHead(factsOf(facts)),
    });
    const { faults, controls } = await findNotData(opened, options);
    for (const row of opened.cutRows) if (!faults.has(row)) faults.set(row, cutFault);
    const facts = { ...factsOf(opened.facts), controls };
    const origins = overrides.rowKeys && (await readOrigins(opened, overrides.rowKeys === "done", options));
    if (options.signal.aborted) throw cancelled();
    const correction = origins && { origins, facts: { ...facts, correction: correctionOf(opened, origins) } };
    return new Sheet({ ...opened, facts, ...correction }, faults);
  }

  /** What the columns would be called; `null`: the file has no such sheet. */
  async labelsUnder(
    readings: readonly ReadingOverrides[],
    options: PassOptions,
  ): Promise<(string[] | null)[]> {
    const found: (string[] | null)[] = [];
    const quiet = { ...options, onProgress: () => undefined };
    for (const reading of readings) {
      const text = await this.#textOf(reading, quiet).catch(ifUnreadable);
      found.push(text && (await labelsUnder(text, reading, options.sliceBytes)));
    }
    return found;
  }

  async #textOf(overrides: ReadingOverrides, options: PassOptions): Promise<TextFile> {
    const known = this.#text;
    if (known !== null && known.sheet === overrides.sheet && known.hiddenRows === overrides.hiddenRows)
      return known.text;
    const text = await textFileOf(this.#file, overrides, options);
    this.#text = { ...overrides, text };
    return text;
  }
}

/** A sheet that another workbook has. */
function ifUnreadable(error: unknown): null {
  if (error instanceof ReadError) return null;
  throw error;
}

/** The receipt speaks of the file a person chose, also when another was made of it. */
function madeFacts(facts: FileFacts, { name, size, lastModified }: File, { made }: TextFile): FileFacts {
  const named = { ...facts, name, sizeBytes: size, lastModified };
  if (made === undefined) return named;
  return { ...named, origin: made.origin, findings: [...made.findings, ...facts.findings] };
}
