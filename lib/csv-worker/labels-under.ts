import { createBatchReader } from "@/lib/csv/batch-reader";
import { detectReading } from "@/lib/csv/detect-reading";
import { FactsBuilder } from "@/lib/csv/facts-builder";
import { ReadError } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { readSlice } from "./file-pass";
import { madeReading, type TextFile } from "./made-text";
import { dialectOf } from "./open-file";

/**
 * What the columns of a file would be called if it were read in another way, from its beginning alone.
 *
 * @param headBytes so much of the file is looked at
 * @returns `null` when it cannot be read so
 * @throws TaskError `file_changed`
 */
export async function labelsUnder(
  { file, made }: TextFile,
  chosen: ReadingOverrides,
  headBytes: number,
): Promise<string[] | null> {
  const overrides: ReadingOverrides = made === undefined ? chosen : { ...chosen, ...madeReading };
  const head = await readSlice(file, 0, Math.min(headBytes, file.size));
  const isWhole = head.length === file.size;
  try {
    const detected = detectReading(head, isWhole, overrides);
    const { name, size: sizeBytes, lastModified } = file;
    const builder = new FactsBuilder({ name, sizeBytes, lastModified }, detected);
    const reader = createBatchReader(dialectOf(detected));
    builder.add(reader.read(head, isWhole), reader.firstFileRow());
    return builder.facts(reader.newline(), null).columns.map(({ label }) => label);
  } catch (error) {
    // Another file than those the reading was chosen for.
    if (error instanceof ReadError) return null;
    throw error;
  }
}
