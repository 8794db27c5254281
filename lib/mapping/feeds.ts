import { applySteps, type PlainStep } from "./apply-steps";
import { FilledAbove, type RowAbove } from "./fill-above";
import { columnsOf, type Mapping, type MappingEntry, type Source, sourceText } from "./mapping";
import { constantOf } from "./placeholders";
import { type Change, type Changed, isText } from "./step-fault";
import { applyValueMap } from "./value-map";

/** A row as its cells are now. */
export interface RowTexts {
  /** 0-based position among the data rows. */
  index: number;
  /** As a spreadsheet numbers it. */
  fileRow: number;
  /** Empty where the row has none. */
  cell(column: number): string;
}

/** What feeds one field, in every row. */
export interface Feed {
  field: string;
  entry: MappingEntry;
  /** Columns it reads. */
  columns: readonly number[];
  /** The column whose cells are sent as they stand, byte for byte; `null`: what is sent is made by `sent`. */
  copies: number | null;
  /** What is sent for a row, or why it stays here. */
  sent(row: RowTexts): Changed;
  /** Whether its value may be that of a row above. */
  readsAbove: boolean;
}

/**
 * A mapping at work: what is shown, checked and sent of a row comes from here alone. Its constants are settled: of their
 * placeholders `{row}` alone is left.
 */
export interface Feeds {
  /** In the order of the file that is sent. */
  all: readonly Feed[];
  of(field: string): Feed | undefined;
  /**
   * Whether a value may be that of a row above. Every row is then to be told by `note`, in the order of the file, before
   * its values are asked for the first time; after that any row may be asked for.
   */
  readsAbove: boolean;
  note(row: RowTexts, as: RowAbove): void;
}

interface Reader extends Feed {
  note: ((row: RowTexts, as: RowAbove) => void) | null;
}

export function createFeeds({ entries }: Mapping): Feeds {
  const readers = entries.map(readerOf);
  const byField = new Map(readers.map((reader) => [reader.field, reader]));
  const noting = readers.flatMap(({ note }) => (note === null ? [] : [note]));
  return {
    all: readers,
    of: (field) => byField.get(field),
    readsAbove: noting.length > 0,
    note(row, as) {
      for (const note of noting) note(row, as);
    },
  };
}

/** Whether what is sent is not simply the cell of one column. */
export function isMade({ source, steps, values }: MappingEntry): boolean {
  return source.kind !== "column" || (steps?.length ?? 0) > 0 || values !== undefined;
}

const isPlain = (step: { kind: string }): step is PlainStep => step.kind !== "fill_above";

function readerOf(entry: MappingEntry): Reader {
  const { field, source, steps = [], values } = entry;
  const columns = columnsOf(source);
  const text = textOf(source);
  if (!isMade(entry))
    return { entry, field, columns, copies: columns[0] ?? null, sent: text, readsAbove: false, note: null };
  const mapped: Change = values === undefined ? (value) => value : applyValueMap(values);
  const fillAt = steps.findIndex(({ kind }) => kind === "fill_above");
  const before = applySteps(steps.slice(0, fillAt === -1 ? steps.length : fillAt).filter(isPlain));
  const early = (row: RowTexts) => then(text(row), before);
  const made = { entry, field, columns, copies: null, readsAbove: fillAt !== -1 };
  if (fillAt === -1) return { ...made, sent: (row) => then(early(row), mapped), note: null };
  const after = applySteps(steps.slice(fillAt + 1).filter(isPlain));
  const filled = new FilledAbove();
  return {
    ...made,
    sent(row) {
      const own = early(row);
      const value = isText(own) && own.trim() === "" ? filled.at(row.index) : own;
      return then(then(value, after), mapped);
    },
    note: (row, as) => filled.note(row.index, row.fileRow, as === "broken" ? "" : early(row), as),
  };
}

const then = (value: Changed, change: Change): Changed => (isText(value) ? change(value) : value);

function textOf(source: Source): (row: RowTexts) => Changed {
  if (source.kind !== "constant") return (row) => sourceText(source, (column) => row.cell(column));
  const constant = constantOf(source.value);
  if (typeof constant === "function") return ({ fileRow }) => constant(fileRow);
  const fault = {
    code: "unknown_placeholder",
    message: constant.fault,
    expected: "A placeholder there is",
  } as const;
  return () => fault;
}
