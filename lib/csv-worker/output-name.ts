import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Policy } from "./protocol";
import type { Sheet } from "./sheet";

/** Grows when the writer, or a check that keeps rows back, comes to other bytes than before for the same rows. */
const writerVersion = 2;

/**
 * Names what the writer will write before it is written: the same name means the same bytes, as long as the file, its
 * reading, its edits, the mapping, the fields and the writer are the same.
 *
 * @returns SHA-256, hex
 */
export function outputName(
  sheet: Sheet,
  task: { mapping: Mapping; fields: readonly TargetField[]; policy: Policy },
): string {
  const { sha256: file, sizeBytes, reading } = sheet.opened.facts;
  const read = Object.entries(reading).map(([key, found]) => [
    key,
    typeof found === "object" ? found.value : found,
  ]);
  const targets = task.mapping.entries.map(({ field, source, steps = [], values = null }) =>
    steps.length === 0 && values === null ? [field, source] : [field, source, steps, values],
  );
  const { edits } = sheet.saved();
  const made = [
    writerVersion,
    file,
    sizeBytes,
    read,
    edits,
    targets,
    task.mapping.key,
    task.fields,
    task.policy,
  ];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(made))));
}
