import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Column } from "@/lib/csv/file-facts";
import { distinctBehindSteps } from "@/lib/mapping/distinct-sent";
import { allowedOf } from "@/lib/mapping/guess-values";
import type { MappingEntry } from "@/lib/mapping/mapping";
import { type SuggestedStep, suggestSteps } from "@/lib/mapping/suggest-steps";
import { count, number } from "@/lib/wording/counts";

/** What the values look like against what the field takes, in a few words. A warning asks to be looked at. */
export interface Found {
  words: string;
  isWarning: boolean;
}

const quiet = (words: string): Found => ({ words, isWarning: false });
const warning = (words: string): Found => ({ words, isWarning: true });

interface Looked {
  entry: MappingEntry;
  field: Field;
  column: Column;
  facts: ColumnFacts | null;
  rows: number;
}

/** @param rows data rows of the file */
export function foundOf(looked: Looked): Found {
  const { entry, field, column, rows } = looked;
  if (entry.source.kind === "columns") return quiet(changesWords(entry) ?? "several columns as one");
  if (column.filled === 0) return quiet("every row is empty");
  const fillsBlanks = entry.steps?.some(({ kind }) => kind === "default" || kind === "fill_above") ?? false;
  if (field.required === true && column.filled < rows && !fillsBlanks)
    return warning(`empty in ${count(rows - column.filled, "row")}`);
  return (
    unknownValues(looked) ??
    tooLong(looked) ??
    otherForm(looked) ??
    quiet(changesWords(entry) ?? (isText(field) ? `longest is ${number(column.maxLength)}` : ""))
  );
}

const isText = ({ type }: Field) => type === "string" || type === "unknown";

function changesWords({ steps = [], values }: MappingEntry): string | null {
  const words = [
    ...(steps.length > 0 ? [count(steps.length, "change")] : []),
    ...(values === undefined ? [] : [`${count(values.pairs.length, "value")} matched`]),
  ];
  return words.length === 0 ? null : words.join(", ");
}

/** How many different values would not be sent as one the field takes. */
function unknownValues({ entry, field, facts }: Looked): Found | null {
  const allowed = allowedOf(field);
  const values = facts?.values ?? null;
  if (values === null || (allowed === null && entry.values === undefined)) return null;
  const distinct = distinctBehindSteps(entry, values);
  const pairs = new Set(entry.values?.pairs.map(({ from }) => from));
  const taken = new Set(allowed?.map(({ value }) => value));
  const open = distinct.filter(({ text }) => {
    if (pairs.has(text)) return false;
    return entry.values === undefined ? !taken.has(text) : entry.values.others === "stop";
  });
  return open.length === 0
    ? null
    : warning(`${number(open.length)} of ${count(distinct.length, "value")} unknown`);
}

function tooLong({ entry, field, column }: Looked): Found | null {
  const isChanged = (entry.steps?.length ?? 0) > 0 || entry.values !== undefined;
  const isOver = field.maxLength !== undefined && column.maxLength > field.maxLength;
  return isOver && !isChanged ? warning(`longest is ${number(column.maxLength)}`) : null;
}

const stepFound: Partial<Record<SuggestedStep["step"]["kind"], string>> = {
  number: "amounts in another form",
  date: "dates in another form",
  pad: "zeros may be lost",
  trim: "spaces around",
};

/** What the values ask for and nobody has said. */
function otherForm({ entry, field, facts }: Looked): Found | null {
  const suggested = facts === null ? [] : suggestSteps(facts, field, entry.steps);
  const [first] = suggested.toSorted(
    (a, b) => Number(a.step.kind === "trim") - Number(b.step.kind === "trim"),
  );
  if (first === undefined || entry.values !== undefined) return null;
  const isTie = suggested.filter(({ step }) => step.kind === first.step.kind).length > 1;
  if (isTie && first.step.kind === "date") return warning("day or month first?");
  if (isTie && first.step.kind === "number") return warning("how are amounts written?");
  return warning(stepFound[first.step.kind] ?? "");
}
