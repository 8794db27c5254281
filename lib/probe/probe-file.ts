import "server-only";
import { randomBytes } from "node:crypto";
import type { Field } from "@/lib/api-contract/connections";

/** One record of a probe: field paths and their values. */
export type ProbeRecord = ReadonlyMap<string, string>;

/** An object that records can be made of and deleted again, and the fields that are filled. */
export interface Subject {
  objectName: string;
  /** Path of a record's id. */
  idField: string;
  /** Left out in the record that is to be refused. */
  required: Field;
  /** What has to be filled besides. */
  others: Field[];
  /** Takes any text, and is not required: carries what is hard to read. */
  text: Field;
}

/** A file of the probe. */
export interface ProbeFile {
  question: "plain" | "byteOrderMark" | "crlf" | "jsonLines";
  fileName: string;
  metaData: Record<string, unknown>;
  content: string;
  records: ProbeRecord[];
}

const markLength = 8;
/** Of the text with everything in it that can be misread. */
export const longestText = 40;

/** Whether a required field can hold what the probe puts into it. */
export function isMarkable({ type, maxLength, allowedValues }: Field): boolean {
  if (allowedValues !== undefined) return allowedValues.length > 0;
  return type === "string" && (maxLength ?? longestText) >= markLength;
}

/**
 * The files of one run. Every value that may be chosen freely begins with a mark of its record, so that the record is found
 * again by any of them. The plain file has two records, of which the second lacks what is required.
 */
export function createFiles(subject: Subject): ProbeFile[] {
  const run = randomBytes(4).toString("hex").slice(0, 6);
  let made = 0;
  const record = (leaveOut?: Field) => {
    made += 1;
    return createRecord(subject, `h${run}${made}`, leaveOut);
  };
  const bad = subject.required;
  const csv = (records: ProbeRecord[], newline: string) => toCsv(subject, records, newline);
  const plain = [record(), record(bad)];
  const withMark = [record()];
  const withCrlf = [record()];
  const asJson = [record()];
  const base = { metaData: {}, fileName: "hubload-probe.csv" };
  return [
    { ...base, question: "plain", records: plain, content: csv(plain, "\n") },
    { ...base, question: "byteOrderMark", records: withMark, content: `\ufeff${csv(withMark, "\n")}` },
    { ...base, question: "crlf", records: withCrlf, content: csv(withCrlf, "\r\n") },
    {
      question: "jsonLines",
      fileName: "hubload-probe.json",
      metaData: { format: "json" },
      records: asJson,
      content: asJson.map((each) => `${JSON.stringify(Object.fromEntries(each))}\n`).join(""),
    },
  ];
}

function createRecord({ required, others, text }: Subject, mark: string, leaveOut?: Field): ProbeRecord {
  const values = [required, ...others]
    .filter((field) => field !== leaveOut)
    .map((field) => [field.path, valueFor(field, mark)] as const);
  return new Map([...values, [text.path, `${mark} “Zoë”, "quoted", O'Neil`]]);
}

function valueFor({ path, maxLength, allowedValues }: Field, mark: string): string {
  if (allowedValues?.[0]) return allowedValues[0].value;
  const address = `${mark}@example.com`;
  return /mail/i.test(path) && (maxLength ?? address.length) >= address.length ? address : mark;
}

/** The text stands first and last is what is required: a byte order mark spoils the one, a stray CR the other. */
function toCsv(
  { required, others, text }: Subject,
  records: readonly ProbeRecord[],
  newline: string,
): string {
  const columns = [text, ...others, required].map(({ path }) => path);
  const lines = records.map((record) => columns.map((column) => record.get(column) ?? ""));
  return [columns, ...lines].map((cells) => cells.map(quoted).join(",") + newline).join("");
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
