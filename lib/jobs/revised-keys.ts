import "server-only";
import { parseRecord } from "../csv/record-walker";
import type { Context } from "./context";
import { type StreamedJob, streamSent } from "./row-stream";
import { stagedRecords } from "./staged-records";

interface Corrected {
  path: string;
  headerBytes: number;
  sizeBytes: number;
}

/**
 * How many records of a corrected file have no value, or one that not exactly one row of the import that is done was sent
 * with, or one that another of them has: sent as updates they would change another record, or create one more.
 *
 * @param at where the file has the field that records are found by
 */
export async function countLostKeys(
  context: Pick<Context, "database" | "uploads">,
  revised: StreamedJob,
  { path, headerBytes, sizeBytes }: Corrected,
  { field, at }: { field: string; at: number },
): Promise<number> {
  const wanted = new Map<string, { here: number; there: number }>();
  for await (const records of stagedRecords(path, { start: headerBytes, end: sizeBytes }))
    for (const { bytes } of records) {
      const value = parseRecord(bytes)[at] ?? "";
      const known = wanted.get(value);
      if (known) known.here += 1;
      else wanted.set(value, { here: 1, there: 0 });
    }
  for await (const { values } of streamSent(context, revised, { states: new Set(["succeeded"]) })) {
    const known = wanted.get(values[field] ?? "");
    if (known) known.there += 1;
  }
  let lost = 0;
  for (const [value, { here, there }] of wanted)
    if (value.trim() === "" || here > 1 || there !== 1) lost += here;
  return lost;
}
