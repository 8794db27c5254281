import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Names that are told apart by case or by spaces alone are one column to whoever exports the file. */
export const sameName = (label: string): string =>
  label.normalize("NFC").trim().replaceAll(/\s+/gu, " ").toLowerCase();

/**
 * Names a set of columns whatever their order: files with the same set were most likely made by the same export.
 *
 * @returns SHA-256, hex
 */
export function headerSet(labels: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(labels.map(sameName).toSorted()))));
}
