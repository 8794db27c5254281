import Papa from "papaparse";
import { writeQuoted, writeRecord } from "@/lib/csv/write-csv";
import type { TextFile } from "./made-text";

/** Pasted cells as canonical CSV. Text without tabs is not from a spreadsheet: it is read as any other text. */
export async function textOfCells(file: File): Promise<TextFile> {
  const text = await file.text();
  if (!text.includes("\t")) return { file };
  const [first = [], ...rows] = split(text);
  const { name, lastModified } = file;
  const header = `${first.map(writeQuoted).join(",")}\n`;
  return {
    file: new File([header, ...rows.map(writeRecord)], name, { lastModified }),
    made: { origin: { kind: "cells" }, findings: [] },
  };
}

/**
 * Spreadsheets put cells with line breaks into quotes and leave other quotes as they are; where the quotes do not come in
 * pairs, they are text.
 */
function split(text: string): string[][] {
  const ended = text.replace(/\r?\n$/, "");
  const quoted = Papa.parse<string[]>(ended, { delimiter: "\t" });
  if (!quoted.errors.some(({ type }) => type === "Quotes")) return quoted.data;
  return ended.split(/\r\n|\n|\r/).map((line) => line.split("\t"));
}
