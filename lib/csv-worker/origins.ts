import type { CheckedRow } from "@/lib/checks/checked-row";
import type { Issue } from "@/lib/checks/issue";
import { Overlay } from "@/lib/checks/overlay";
import type { RowCheck } from "@/lib/checks/row-check";
import type { FileFacts } from "@/lib/csv/file-facts";
import { findRowKeyColumns, readRowKey, writeRowKey } from "@/lib/csv/row-key";
import { columnsOf, type Mapping } from "@/lib/mapping/mapping";
import { fieldFinder, hintFor } from "@/lib/reasons/hint";
import { eachDataRow } from "./data-rows";
import type { PassOptions } from "./file-pass";
import type { OpenedFile, Origins } from "./open-file";
import { ofRevised } from "./revised-rows";
import { TaskError } from "./task-error";

/** Which of a file's columns say whose rows its rows are. */
export const ownColumns = ({ facts }: OpenedFile) =>
  findRowKeyColumns(facts.columns.map(({ header }) => header));

const mostNamed = 5;

/** Rows that cannot be told to be rows of an earlier import. */
export class Strays {
  readonly #rows: number[] = [];
  readonly #words: (count: string) => string;

  constructor(words: (count: string) => string) {
    this.#words = words;
  }

  add(fileRow: number): void {
    this.#rows.push(fileRow);
  }

  sentence(): string | null {
    const { length } = this.#rows;
    if (length === 0) return null;
    const rows = this.#rows.slice(0, mostNamed).map((row) => row.toLocaleString("en-GB"));
    const more = length > mostNamed ? ` and ${(length - mostNamed).toLocaleString("en-GB")} more` : "";
    const count = length === 1 ? "1 row" : `${length.toLocaleString("en-GB")} rows`;
    return `${this.#words(count)}: row ${rows.join(", ")}${more}.`;
  }
}

/**
 * Reads which rows of earlier imports those of a file are, by the keys they were given when they left the program.
 *
 * @param areDone they were accepted
 * @throws TaskError `row_keys` in words, when a row has no key, one that was changed, or one that another has too
 */
export async function readOrigins(
  opened: OpenedFile,
  areDone: boolean,
  options: PassOptions,
): Promise<Origins> {
  const own = ownColumns(opened);
  const keyColumn = own.get("row key");
  if (keyColumn === undefined)
    throw new TaskError(
      "row_keys",
      `This file has no column “row key”. Rows without it cannot be told to be rows of this import: start a new import for them.`,
    );
  const [rowColumn, stateColumn, reasonColumn] = [own.get("row"), own.get("state"), own.get("reason")];
  const keys: string[] = [];
  const fileRows: number[] = [];
  const reasons: string[] = [];
  const seen = new Set<string>();
  const missing = new Strays((count) => `${count} without a key`);
  const changed = new Strays((count) => `${count} with a key that was changed`);
  const twice = new Strays((count) => `${count} with a key that another row has`);
  await eachDataRow(opened, new Overlay(opened.facts.columns.length), options, (row) => {
    const text = row.raw(keyColumn);
    const key = readRowKey(text);
    const name = key === null ? "" : writeRowKey(key);
    if (key === null) (text.trim() === "" ? missing : changed).add(row.fileRow);
    else if (seen.has(name)) twice.add(row.fileRow);
    seen.add(name);
    keys.push(name);
    const fileRow = Number(rowColumn === undefined ? "" : row.raw(rowColumn));
    fileRows.push(Number.isSafeInteger(fileRow) && fileRow > 0 ? fileRow : row.fileRow);
    const wasRefused = stateColumn !== undefined && row.raw(stateColumn).startsWith("failed");
    reasons.push(wasRefused && reasonColumn !== undefined ? row.raw(reasonColumn) : "");
  });
  const strays = [missing, changed, twice].map((some) => some.sentence()).filter((said) => said !== null);
  if (strays.length > 0)
    throw new TaskError(
      "row_keys",
      `Not every row can be told to be a row of this import. ${strays.join(" ")} Put them right or take them out, and choose the file again; rows that are not from this import belong into a new one.`,
    );
  return { keys, fileRows, reasons, areDone };
}

/** What the receipt says of them. */
export function correctionOf(
  opened: OpenedFile,
  { keys, areDone }: Origins,
): NonNullable<FileFacts["correction"]> {
  const jobs = new Set(keys.map((key) => readRowKey(key)?.job ?? 0));
  return {
    areDone,
    jobs: [...jobs].sort((a, b) => a - b),
    columns: [...ownColumns(opened).values()].sort((a, b) => a - b),
  };
}

/** A check that also says what was said of a row when it was sent, as long as nobody has changed the row. */
export function withReasons(check: RowCheck, origins: Origins | undefined, mapping: Mapping): RowCheck {
  if (origins === undefined) return check;
  if (origins.areDone) return ofRevised(check, mapping);
  const fieldIn = fieldFinder(mapping.entries.map(({ field }) => field));
  const wrapped = (inner: RowCheck, only: ReadonlySet<string> | null): RowCheck => ({
    issuesOf(row) {
      const said = saidOf(row, origins, mapping, fieldIn);
      const found = inner.issuesOf(row);
      // What this very row was refused for says more than what others like it were.
      const issues = said === null ? found : found.filter(({ refusal }) => refusal === undefined);
      return said === null || (only !== null && !only.has(said.field ?? "")) ? issues : [...issues, said];
    },
    // What was said of a row is not told by its bytes.
    mark: (_kernel, batch) => batch.marks.fill(1, 0, batch.count),
    only: (some) => wrapped(inner.only(some), some),
    fixAll: (kind) => (kind.code === "refused_before" ? [] : inner.fixAll(kind)),
  });
  return wrapped(check, null);
}

function saidOf(
  row: CheckedRow,
  { reasons }: Origins,
  { entries }: Mapping,
  fieldIn: (reason: string) => string | null,
): Issue | null {
  const reason = reasons[row.index] ?? "";
  if (reason === "" || row.isEdited()) return null;
  const field = fieldIn(reason);
  const source = entries.find((entry) => entry.field === field)?.source;
  const column = source === undefined ? undefined : columnsOf(source)[0];
  return {
    fileRow: row.fileRow,
    field: column === undefined ? null : field,
    column: column ?? null,
    code: "refused_before",
    severity: "warning",
    message: reason,
    expected: hintFor(reason) ?? "Something else: the row was refused as it stands.",
  };
}
