import type { ReadIssue } from "./issue-list";
import { type ByteSource, jsonRows } from "./json-rows";
import type { ReadSettings } from "./read-settings";

/** What a file holds, as `npm run read` prints it. */
export interface WholeFile {
  file: string;
  encoding: string | null;
  headerLine: number | null;
  header: string[] | null;
  rows: string[][];
  dialect: { delimiter: string; quote: string | null; escape: string | null; newline: string } | null;
  issues: ReadIssue[];
}

export const sourceOf = (content: string | Uint8Array): ByteSource => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { size: bytes.length, slice: async (from, to) => bytes.slice(from, to) };
};

/** Reads a file that is held in memory. */
export async function readWhole(
  content: string | Uint8Array,
  settings: ReadSettings = {},
): Promise<WholeFile> {
  let text = "";
  for await (const piece of jsonRows("a.csv", sourceOf(content), settings)) text += piece;
  return JSON.parse(text);
}
