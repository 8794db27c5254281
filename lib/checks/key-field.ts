import { columnsOf, entryOfField, type Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { wordsOf } from "@/lib/mapping/words";
import type { Fault } from "./fault";

/** The field records are told apart by, where the file feeds it. */
export interface KeyField {
  field: string;
  /** The first of the columns that feed it. */
  column: number;
  /** A person said so; otherwise its name and its being required do. */
  isChosen: boolean;
}

const keyWords = new Set(["reference", "id", "code", "number", "key", "sku", "identifier"]);

/** The key of the records: the one chosen, else a required field whose name says that it tells records apart. */
export function keyField(mapping: Mapping, fields: readonly TargetField[]): KeyField | null {
  const chosen = mapping.key;
  const field = chosen ?? fields.find((one) => isLikelyKey(one) && isFed(mapping, one.path))?.path;
  if (field === undefined) return null;
  const [column] = columnsFeeding(mapping, field);
  return column === undefined ? null : { field, column, isChosen: chosen !== undefined };
}

/** Nested fields may repeat where the record's own may not. */
function isLikelyKey({ path, label, required, type }: TargetField): boolean {
  const last = wordsOf(label).at(-1) ?? wordsOf(path).at(-1) ?? "";
  return (
    required === true &&
    (type === "string" || type === "integer") &&
    !path.includes(".") &&
    keyWords.has(last)
  );
}

function columnsFeeding(mapping: Mapping, path: string): readonly number[] {
  const source = entryOfField(mapping, path)?.source;
  return source === undefined ? [] : columnsOf(source);
}

const isFed = (mapping: Mapping, path: string) => columnsFeeding(mapping, path).length > 0;

/** @param firstRow number of the row that has the value first, as a spreadsheet shows it */
export function duplicateFault({ isChosen }: KeyField, shownValue: string, firstRow: number): Fault {
  return {
    code: "duplicate",
    severity: isChosen ? "error" : "warning",
    message: `${shownValue} stands in row ${firstRow.toLocaleString("en-GB")} already.`,
    expected: isChosen ? "A value that occurs once: records are matched by it" : "A value that occurs once",
    fixes: [{ label: "Leave this row out", value: null, kind: "exclude" }],
  };
}
