import { traitsOf } from "@/lib/csv/cell-traits";
import { isBlank } from "@/lib/csv/row-kind";
import type { Feed } from "@/lib/mapping/feeds";
import type { MappingEntry } from "@/lib/mapping/mapping";
import { isText, type StepFault } from "@/lib/mapping/step-fault";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CheckedRow } from "./checked-row";
import type { ColumnFacts } from "./column-facts";
import { type DamageCode, type DamageContext, damageOf, damageRepair, mayBeDamaged } from "./damage";
import type { ByteTest, Fault, ValueRule } from "./fault";
import type { FixAll } from "./issue";
import type { KindKey } from "./issue-code";
import { beginsVisibly, type CellTest } from "./mark-uncertain";
import type { RefusedValues } from "./refused-values";
import { requiredFault, rulesOf } from "./value-rules";

/** What the check of a field is made from, beside what feeds it. */
export interface FieldParts {
  /** What the columns show, by column; `null` where edits have settled how it is written, or nothing is known. */
  columns?: readonly (ColumnFacts | null)[];
  /** What the connected system refused before; `null`: nothing is known. */
  refused?: RefusedValues | null;
}

type CellCheck = (row: CheckedRow) => readonly Fault[];

/** Checks what rows send to a field. */
export interface FieldCheck {
  /** `null`: the row as a whole. */
  field: string | null;
  column: number | null;
  faultsOf: CellCheck;
  /** What is fine for certain in its column; `true`: every row, `null`: none. */
  certain: CellTest | true | null;
  fixAll(kind: KindKey): FixAll[];
}

const noFaults: readonly Fault[] = [];

/** Checks the cells a field is fed with as they stand, or the texts that are made for it. */
export function fieldCheck(feed: Feed, field: TargetField, parts: FieldParts): FieldCheck {
  const { field: path, copies: column } = feed;
  if (column === null) return madeCheck(feed, field, parts);
  const facts = parts.columns?.[column] ?? null;
  const rules = allRules(field, facts, parts);
  const empty = emptyFaults(field, parts);
  const damage = damageContext(facts);
  return {
    field: path,
    column,
    ...cellCheck(column, field, { rules, empty }, damage),
    fixAll(kind) {
      const own = rules.flatMap(({ repairs }) => repairs.filter(({ code }) => code === kind.code));
      const offered = isDamage(kind.code) ? damageRepair(kind.code, damage.context) : null;
      return [...own, ...(offered === null ? [] : [offered])].map(({ label, repair }) => ({
        label,
        command: { kind: "repair", column, repair },
      }));
    },
  };
}

/** Of a field nothing is known of: what cannot be made for it stays here all the same. */
export function changesCheck(feed: Feed): FieldCheck {
  return {
    field: feed.field,
    column: feed.columns[0] ?? null,
    certain: null,
    faultsOf(row) {
      const text = feed.sent(row);
      return isText(text) ? noFaults : [stepFault(text)];
    },
    fixAll: () => [],
  };
}

/** What is sent is not the cell as it stands: its text is made, and checked as it will be sent. */
function madeCheck(feed: Feed, field: TargetField, parts: FieldParts): FieldCheck {
  const [column = null] = feed.columns;
  const facts = column !== null && feed.columns.length === 1 ? (parts.columns?.[column] ?? null) : null;
  const rules = allRules(field, keepsForm(feed.entry) ? facts : null, parts);
  const missing = emptyFaults(field, parts);
  const { context } = damageContext(facts);
  const looksForDamage = (field.type === "string" || field.type === "unknown") && column !== null;
  const faultsOfText = (text: string): readonly Fault[] => {
    const faults = allFaults(text, rules, missing);
    const found = looksForDamage && !isBlank(text) ? damageOf(text, context) : null;
    return found === null ? faults : [...faults, found];
  };
  // Most texts of a made field come again and again: a constant in every row, a country, a day.
  let known: { text: string; faults: readonly Fault[] } | null = null;
  return {
    field: feed.field,
    column,
    certain: isAlike(feed) && allFine(feed, faultsOfText) ? true : null,
    faultsOf(row) {
      const text = feed.sent(row);
      if (!isText(text)) return [stepFault(text)];
      if (known?.text !== text) known = { text, faults: faultsOfText(text) };
      return known.faults.length === 0
        ? noFaults
        : known.faults.map((fault) => withOwnFixes(fault, feed, row));
    },
    fixAll: () => [],
  };
}

/** Whether every row has the same value. */
const isAlike = ({ entry: { source }, readsAbove }: Feed) =>
  source.kind === "constant" && !source.value.includes("{") && !readsAbove;

function allFine(feed: Feed, faultsOfText: (text: string) => readonly Fault[]): boolean {
  const text = feed.sent({ index: 0, fileRow: 1, cell: () => "" });
  return isText(text) && faultsOfText(text).length === 0;
}

/** Whether numbers and dates are behind the steps still written as their column writes them. */
function keepsForm({ source, steps = [], values }: MappingEntry): boolean {
  const keeping = ["trim", "fill_above", "default"];
  return (
    source.kind === "column" && values === undefined && steps.every(({ kind }) => keeping.includes(kind))
  );
}

const stepFault = ({ code, message, expected }: StepFault): Fault => ({
  code,
  severity: "error",
  message,
  expected,
});

/** A fix changes the cell of the file: one is offered where the steps leave it as it is. */
function withOwnFixes(fault: Fault, { columns, sent }: Feed, { index, fileRow }: CheckedRow): Fault {
  if (fault.fixes === undefined) return fault;
  const fixes = fault.fixes.filter(({ value }) => {
    if (value === null) return true;
    return columns.length === 1 && sent({ index, fileRow, cell: () => value }) === value;
  });
  return { ...fault, fixes };
}

const damageCodes: ReadonlySet<string> = new Set<DamageCode>([
  "scientific",
  "cut_digits",
  "date_for_id",
  "lost_zeros",
  "error_value",
  "curly_quote",
  "hidden_space",
  "mojibake",
]);
const isDamage = (code: string): code is DamageCode => damageCodes.has(code);

interface Damage {
  context: DamageContext;
  /** What the file's column has; `null`: not known, so that everything is looked for. */
  only: ReadonlySet<DamageCode> | null;
}

function damageContext(facts: ColumnFacts | null): Damage {
  return {
    context: { hasDates: facts === null || facts.dates !== null, padTo: facts?.padTo ?? null },
    only: facts === null ? null : new Set(facts.damage.map(({ code }) => code)),
  };
}

function allFaults(value: string, rules: readonly ValueRule[], missing: readonly Fault[]): readonly Fault[] {
  if (isBlank(value)) return missing;
  let faults = noFaults;
  for (const { faultOf } of rules) {
    const fault = faultOf(value);
    if (fault !== null) faults = [...faults, fault];
  }
  return faults;
}

/** Nearly every value is fine: no text is made of one whose bytes say so. */
function cellCheck(
  column: number,
  field: TargetField,
  { rules, empty }: { rules: readonly ValueRule[]; empty: readonly Fault[] },
  { context, only }: Damage,
): Pick<FieldCheck, "faultsOf" | "certain"> {
  const isText = field.type === "string" || field.type === "unknown";
  const looksForDamage = isText && (only === null || only.size > 0);
  const isFine: ByteTest = (bytes, start, end) => {
    if (!beginsVisibly(bytes, start, end)) return false;
    for (const rule of rules) if (!rule.isFine(bytes, start, end)) return false;
    return !looksForDamage || !mayBeDamaged(traitsOf(bytes, start, end), bytes, start, end, context);
  };
  const known = rules.flatMap((rule) => rule.known ?? []);
  const isKnown = known.length === rules.length && !looksForDamage;
  const certain = { isFine, isEmptyFine: empty.length === 0, known: isKnown ? known : null };
  const faultsOf: CellCheck = (row) => {
    if (row.passes(column, isFine)) return noFaults;
    const value = row.cell(column);
    const faults = allFaults(value, rules, empty);
    const isChanged = isText && row.isChanged(column);
    if (!(looksForDamage || isChanged) || isBlank(value)) return faults;
    const found = damageOf(value, context, isChanged || only === null ? undefined : only);
    return found === null ? faults : [...faults, found];
  };
  return { faultsOf, certain };
}

/** The rules of a field, with what was refused of it before. */
function allRules(field: TargetField, facts: ColumnFacts | null, { refused }: FieldParts): ValueRule[] {
  const earlier = refused?.ruleOf(field.path) ?? null;
  return [...rulesOf(field, facts), ...(earlier === null ? [] : [earlier])];
}

/** What is said where a value is missing. */
function emptyFaults(field: TargetField, { refused }: FieldParts): readonly Fault[] {
  if (field.required === true) return [requiredFault];
  const earlier = refused?.emptyFault(field.path) ?? null;
  return earlier === null ? noFaults : [earlier];
}
