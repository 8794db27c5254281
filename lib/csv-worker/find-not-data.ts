import type { Fault } from "@/lib/checks/fault";
import {
  type ClaimedTotal,
  controlFigures,
  groupHeadingFault,
  headingFault,
  namesTotal,
  repeatsHeading,
  saysTotalOnly,
  totalsFault,
  trailerFault,
} from "@/lib/checks/not-data";
import { Overlay } from "@/lib/checks/overlay";
import type { ControlFigure } from "@/lib/csv/file-facts";
import { type AmountFormat, readAmount } from "@/lib/values/amount";
import { ExactSum } from "@/lib/values/exact-sum";
import { eachDataRow } from "./data-rows";
import type { PassOptions } from "./file-pass";
import type { OpenedFile } from "./open-file";
import type { Suspect, SuspectRows } from "./suspect-rows";

/** Trailers stand among the last of the rows. */
const lastRows = 5;

/** What speaks against a row's being a record; `null`: only its sums can tell. */
function formFault({ cells, index }: Suspect, watch: SuspectRows): Fault | null {
  if (repeatsHeading(cells, watch.header)) return headingFault;
  const trailer = index >= watch.rows - lastRows ? trailerFault(cells, index) : null;
  if (trailer !== null) return trailer;
  return cells.some(namesTotal) ? null : groupHeadingFault(cells, watch.usual);
}

/** A name that begins so is that of a record: it fills what the other rows fill. */
const isNamedTotal = ({ cells, lacks }: Suspect) => cells.some(lacks ? namesTotal : saysTotalOnly);

interface Amounts {
  column: number;
  label: string;
  format: AmountFormat;
  all: ExactSum;
  group: ExactSum;
}

/** A list of accounts has a subtotal every few rows. */
const mostControls = 30;

export interface NotData {
  /** What is said of rows that hold no record, by position. */
  faults: Map<number, Fault>;
  controls: ControlFigure[];
}

/**
 * Tells which rows of a file hold no record, with what is said of each. The rows are read once more where sums decide.
 *
 * @throws TaskError
 */
export async function findNotData(opened: OpenedFile, options: PassOptions): Promise<NotData> {
  const { suspects: watch, columns, facts } = opened;
  const faults = new Map<number, Fault>();
  const open = new Map<number, Suspect>();
  for (const suspect of watch.suspects) {
    const fault = formFault(suspect, watch);
    if (fault === null) open.set(suspect.index, suspect);
    else faults.set(suspect.index, fault);
  }
  const amounts = columns.flatMap(({ index, amounts: settled }): Amounts[] => {
    const format = settled?.format ?? null;
    if (format === null) return [];
    const label = facts.columns[index]?.label ?? "";
    return [{ column: index, label, format, all: new ExactSum(), group: new ExactSum() }];
  });
  const controls: ControlFigure[] = [];
  if (open.size === 0 || amounts.length === 0) return { faults, controls };
  const above = { all: 0, group: 0, groupFrom: 0 };
  await eachDataRow(opened, new Overlay(columns.length), { ...options, onProgress: () => {} }, (row) => {
    if (faults.has(row.index)) return;
    const suspect = open.get(row.index);
    const claims = suspect === undefined ? [] : claimsOf(suspect, amounts, above);
    const fault = suspect === undefined ? null : totalsFault(claims, isNamedTotal(suspect));
    if (fault !== null) {
      faults.set(row.index, fault);
      if (controls.length < mostControls) controls.push(...controlFigures(claims, row));
    }
    if (fault?.code === "totals_row") {
      for (const amount of amounts) amount.group = new ExactSum();
      above.group = 0;
      above.groupFrom = row.index + 1;
      return;
    }
    above.all += 1;
    above.group += 1;
    for (const { column, format, all, group } of amounts) {
      const number = column < row.width ? readAmount(row.raw(column), format) : null;
      if (number === null) continue;
      all.add(number);
      group.add(number);
    }
  });
  return { faults, controls };
}

function claimsOf(
  { cells }: Suspect,
  amounts: readonly Amounts[],
  above: { all: number; group: number; groupFrom: number },
): ClaimedTotal[] {
  return amounts.flatMap(({ column, label, format, all, group }): ClaimedTotal[] => {
    const amount = readAmount(cells[column] ?? "", format);
    if (amount === null) return [];
    return [
      {
        ...{ column, label, amount },
        all: { sum: all.value(), rows: above.all, from: 0 },
        group: { sum: group.value(), rows: above.group, from: above.groupFrom },
      },
    ];
  });
}
