import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Issue } from "@/lib/checks/issue";
import { RowBits } from "@/lib/checks/row-bits";
import { staysHere } from "@/lib/checks/shape-issues";
import { copyPlan, createCanonicalCsv } from "@/lib/csv/canonical-csv";
import { columnLabels } from "@/lib/csv/columns";
import { createFileRowCollector } from "@/lib/csv/file-rows";
import { type Kernel, withKernel } from "@/lib/csv/kernel";
import type { RecordBatch } from "@/lib/csv/record-batch";
import type { Feed, Feeds } from "@/lib/mapping/feeds";
import type { Mapping } from "@/lib/mapping/mapping";
import { isText } from "@/lib/mapping/step-fault";
import type { TargetField } from "@/lib/mapping/target-field";
import { type DataRow, eachDataRow } from "./data-rows";
import { createEditAccount } from "./edit-account";
import type { PassOptions } from "./file-pass";
import type { OpenedFile } from "./open-file";
import type { Outlet } from "./outlet";
import { type HeldBackRow, mostKeptBack, type Policy, type WrittenFile } from "./protocol";
import type { Sheet } from "./sheet";
import { TaskError } from "./task-error";

/** They are submitted as JSON, with room left for the rest of a request: the server takes 64 MiB of one. */
const mostKeptBackBytes = 50_000_000;
const partBytes = 1_048_576;

interface WriteTask {
  mapping: Mapping;
  fields: readonly TargetField[];
  policy: Policy;
  /** Bytes that were given out before. */
  from: number;
}

/**
 * Writes the file that is sent: the header, then each row that goes, mapped. Its bytes go out while it is written. Rows
 * that stay come back with their values and issues, so that records and rows kept back add up to the rows of the file.
 * The same rows, mapping, fields and policy give the same bytes, so what broke can be written again from any byte on.
 *
 * @throws ReadError, TaskError
 */
export function writeFile(
  sheet: Sheet,
  task: WriteTask,
  outlet: Outlet,
  options: PassOptions,
): Promise<WrittenFile> {
  return withKernel((kernel) => writeBy(kernel, sheet, task, outlet, options));
}

async function writeBy(
  kernel: Kernel | null,
  sheet: Sheet,
  { mapping, fields, policy, from }: WriteTask,
  outlet: Outlet,
  options: PassOptions,
): Promise<WrittenFile> {
  const { opened, overlay } = sheet;
  const { columns } = opened.facts;
  const checker = await sheet.checkerFor({ mapping, fields }, options);
  const { feeds } = checker;
  const errors = checker.index.errors();
  const output = createOutput(opened, feeds, from, outlet, kernel);
  const fileRows = createFileRowCollector();
  const keptBack = createKeptBack("stay here with errors");
  const excluded = createKeptBack("be excluded");
  const rowKeys: string[] = [];
  let records = 0;
  const staying = new RowBits();
  const going = new RowBits();
  const areDone = opened.origins?.areDone === true;
  const edits = createEditAccount(columns.map(({ label }) => label));
  const addRow = (row: DataRow) => {
    // What was accepted, and is as it was, is left as it is.
    if (areDone && !row.isEdited()) return;
    if (row.isExcluded) {
      staying.add(row.index);
      excluded.add(heldBack(row, [], columns, feeds));
      return;
    }
    const issues = errors.has(row.index) ? checker.issuesOf(row) : [];
    if (issues.length > 0 && (policy !== "send_all" || areDone || staysHere(issues))) {
      staying.add(row.index);
      keptBack.add(heldBack(row, issues, columns, feeds));
      return;
    }
    going.add(row.index);
    edits.add(row);
    output.add(row);
    fileRows.add(row.fileRow);
    if (opened.origins) rowKeys.push(opened.origins.keys[row.index] ?? "");
    records += 1;
  };
  await eachDataRow(opened, overlay, options, addRow, {
    kernel,
    onBatch: (batch) => output.begin(batch),
    async afterBatch() {
      output.write();
      await outlet.room();
    },
  });
  return {
    ...output.end(),
    records,
    rowKeys,
    rows: {
      fileRows: new Blob([JSON.stringify(fileRows.runs())]),
      keptBack: keptBack.json(),
      excluded: excluded.json(),
    },
    positions: new Blob([JSON.stringify(going.runs())]),
    waived: checker.waived(staying),
    edits: edits.result(),
  };
}

/** Gathers rows that stay as JSON, as many as one submission takes. @param fate what would become of them */
function createKeptBack(fate: string) {
  const parts: Blob[] = [];
  let rows = 0;
  let text = "[";
  let jsonBytes = 0;
  const endPart = () => {
    const part = new Blob([text]);
    jsonBytes += part.size;
    text = "";
    if (jsonBytes > mostKeptBackBytes)
      throw tooMany(
        `The rows that would ${fate} come to more than 50 MB, which is more than one import keeps.`,
      );
    parts.push(part);
  };
  return {
    /** @throws TaskError `too_many_kept_back` */
    add(row: HeldBackRow) {
      if (rows === mostKeptBack)
        throw tooMany(`More than ${mostKeptBack.toLocaleString("en-GB")} rows would ${fate}.`);
      text += `${rows === 0 ? "" : ","}${JSON.stringify(row)}`;
      rows += 1;
      if (text.length >= partBytes) endPart();
    },
    /** @throws TaskError `too_many_kept_back` */
    json(): Blob {
      text += "]";
      endPart();
      return new Blob(parts);
    },
  };
}

function tooMany(happened: string): TaskError {
  return new TaskError(
    "too_many_kept_back",
    `${happened} Look at the mapping, or correct the file and choose it again.`,
  );
}

function heldBack(
  row: DataRow,
  issues: Issue[],
  columns: readonly { header: string }[],
  feeds: Feeds,
): HeldBackRow {
  const cells = row.allCells();
  // A row longer than the header has cells without a column; they are kept too.
  const extra = new Array<string>(Math.max(0, cells.length - columns.length)).fill("");
  const labels = columnLabels([...columns.map(({ header }) => header), ...extra]);
  return {
    fileRow: row.fileRow,
    values: Object.fromEntries(labels.map((label, index) => [label, cells[index] ?? ""])),
    ...madeFields(row, feeds),
    issues: issues.map(({ field, code, message }) =>
      field === null ? { code, message } : { field, code, message },
    ),
  };
}

/** The other fields are cells of the row as they stand. */
function madeFields(row: DataRow, { all }: Feeds): Pick<HeldBackRow, "fields"> {
  const made = all.filter(({ copies }) => copies === null);
  if (made.length === 0) return {};
  return { fields: Object.fromEntries(made.map((feed) => [feed.field, shownText(feed, row)])) };
}

/** What would be sent for a field; a value that cannot be made stands there as in the file, to be put right. */
function shownText(feed: Feed, row: DataRow): string {
  const sent = feed.sent(row);
  return isText(sent) ? sent : feed.columns.map((column) => row.cell(column)).join(" ");
}

/**
 * Gives out records as bytes, the header first, and hashes all of them. Rows that are sent as they stand are copied many
 * at a time: of each batch those that do not go stay marked.
 *
 * @param from bytes before it stay here
 */
function createOutput(
  { dialect }: OpenedFile,
  { all }: Feeds,
  from: number,
  outlet: Outlet,
  kernel: Kernel | null,
) {
  let current: DataRow | null = null;
  const csv = createCanonicalCsv(dialect, (cell) => current?.cellText(cell) ?? "", kernel);
  const copied = all.flatMap(({ copies }) => copies ?? []);
  const plan = copied.length === all.length ? copyPlan(copied) : null;
  const hash = sha256.create();
  let sizeBytes = 0;
  let batch: RecordBatch | null = null;
  /** The first record of the batch that is neither written nor given up. */
  let next = 0;
  let spare: ArrayBuffer | undefined;
  const flush = () => {
    const bytes = csv.take(spare);
    spare = bytes.buffer;
    hash.update(bytes);
    const known = Math.max(0, from - sizeBytes);
    sizeBytes += bytes.length;
    if (known < bytes.length) outlet.put(bytes.subarray(known));
  };
  const copyTo = (record: number) => {
    if (batch === null || plan === null) return;
    csv.records(batch, plan, next, record);
    next = record;
  };
  const addMade = (row: DataRow) => {
    for (const feed of all) {
      const { copies } = feed;
      if (copies === null) csv.text(madeText(feed, row));
      // A cell the row does not have is empty.
      else if (copies >= row.width) csv.text("");
      else {
        const changed = row.changed(copies);
        if (changed === null) csv.copy(row.batch, row.firstCell + copies);
        else csv.text(changed);
      }
    }
    csv.endRecord();
  };
  for (const { field } of all) csv.text(field);
  csv.endRecord();
  return {
    begin(entered: RecordBatch) {
      batch = entered;
      next = 0;
      batch.marks.fill(1, 0, batch.count);
    },
    add(row: DataRow) {
      current = row;
      if (plan !== null && !row.isEdited()) {
        row.batch.marks[row.record] = 0;
        return;
      }
      copyTo(row.record);
      addMade(row);
      if (csv.length >= partBytes) flush();
    },
    /** Writes what is left of the batch. */
    write() {
      copyTo(batch?.count ?? 0);
      if (csv.length >= partBytes) flush();
    },
    end() {
      flush();
      return { sha256: bytesToHex(hash.digest()), sizeBytes };
    },
  };
}

/** A row with a value that cannot be made has an error, and stays here under every policy. */
function madeText(feed: Feed, row: DataRow): string {
  const sent = feed.sent(row);
  if (!isText(sent)) throw new Error(`${feed.field} of row ${row.fileRow} was to be sent: ${sent.message}`);
  return sent;
}
