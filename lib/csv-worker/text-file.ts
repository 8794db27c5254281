import type { ReadingOverrides } from "@/lib/csv/reading";
import { readSlice } from "./file-pass";
import type { TextFile } from "./made-text";
import { isPastedCells } from "./pasted-cells";
import type { Progress } from "./protocol";
import { cancelled, fileChanged } from "./task-error";

interface TextOptions {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);

const zip = [0x50, 0x4b, 0x03, 0x04];
const gzip = [0x1f, 0x8b];
/** Compound File Binary, the container of .xls and of workbooks with a password. */
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** The list of streams stands anywhere in a Compound File, in practice at its beginning or end. */
const listBytes = 1_048_576;

/** Whether a file that begins so holds the text that is read, rather than being it. */
export function isPacked(head: Uint8Array): boolean {
  return [zip, gzip, compoundFile].some((start) => startsWith(head, start));
}

/**
 * What is read of a file: itself, the sheet of a workbook, pasted cells, or what a gzip file holds. What opens them is
 * loaded when it is needed.
 *
 * @throws ReadError, TaskError
 */
export async function textFileOf(
  file: File,
  overrides: ReadingOverrides,
  options: TextOptions,
): Promise<TextFile> {
  if (isPastedCells(file)) {
    const { textOfCells } = await import("./split-cells");
    return textOfCells(file);
  }
  const head = await readSlice(file, 0, Math.min(8, file.size));
  try {
    if (startsWith(head, zip)) return await sheetOf(file, overrides, options);
    if (startsWith(head, gzip)) {
      const { gunzip } = await import("./gunzip");
      return { file: await gunzip(file, options) };
    }
    if (startsWith(head, compoundFile)) {
      const { compoundError } = await import("@/lib/workbook/container");
      const ends = [
        await readSlice(file, 0, Math.min(listBytes, file.size)),
        await readSlice(file, Math.max(0, file.size - listBytes), file.size),
      ];
      throw compoundError(ends);
    }
  } catch (error) {
    if (options.signal.aborted) throw cancelled();
    const isGone = error instanceof Error && /^Not(Readable|Found)Error$/.test(error.name);
    throw isGone ? fileChanged(error) : error;
  }
  return { file };
}

async function sheetOf(
  file: File,
  { sheet: wanted, hiddenRows = "read" }: ReadingOverrides,
  { signal, onProgress }: TextOptions,
): Promise<TextFile> {
  const { Workbook } = await import("@/lib/workbook/workbook");
  const workbook = await Workbook.open(file, signal);
  const choice = wanted === undefined ? workbook.firstChoice() : { name: wanted, evidence: "Your choice" };
  const { text, remarks } = await workbook.read(choice.name, {
    signal,
    hiddenRows,
    onBytes: (doneBytes, totalBytes) => onProgress({ doneBytes, totalBytes, rows: 0 }),
  });
  const sheet = { value: choice.name, evidence: choice.evidence, chosen: wanted !== undefined };
  return {
    file: new File(text, file.name, { lastModified: file.lastModified }),
    made: {
      origin: { kind: "sheet", sheet, sheets: workbook.sheets },
      findings: remarks.findings(),
    },
  };
}
