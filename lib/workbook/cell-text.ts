import type { FormatKind } from "./number-format";
import { numberText } from "./number-text";
import { type DateSystem, dayOf, elapsedOf, momentOf, timeOf } from "./serial-date";

/** Something a cell of a sheet may be that a person should know. */
export type CellRemark = "sheet_error_value" | "sheet_rounded" | "sheet_percent" | "sheet_unreadable_date";

export interface CellText {
  text: string;
  remark?: CellRemark;
}

/**
 * A number as it is read: the digits of the file, and where its format makes it a day, a time or a number with leading
 * zeros, that.
 */
export function numberCell(raw: string, format: FormatKind, system: DateSystem): CellText {
  const { text, rounded } = numberText(raw);
  const asDigits: CellText = rounded ? { text, remark: "sheet_rounded" } : { text };
  switch (format.kind) {
    case "plain":
      return asDigits;
    case "percent":
      return { text, remark: "sheet_percent" };
    case "zeros":
      return /^\d+$/.test(text) ? { text: text.padStart(format.digits, "0") } : asDigits;
    case "day":
    case "moment":
    case "time":
    case "elapsed": {
      const serial = Number(raw);
      const shown = Number.isFinite(serial) ? dateShown(serial, format.kind, system) : null;
      return shown === null ? { text, remark: "sheet_unreadable_date" } : { text: shown };
    }
  }
}

function dateShown(
  serial: number,
  kind: "day" | "moment" | "time" | "elapsed",
  system: DateSystem,
): string | null {
  switch (kind) {
    case "day":
      return dayOf(serial, system);
    case "moment":
      return momentOf(serial, system);
    case "time":
      return timeOf(serial);
    case "elapsed":
      return elapsedOf(serial);
  }
}

/** A date that is written as one (`t="d"`, ISO 8601). Midnight under a format without a time is the day. */
export function dateCell(raw: string, format: FormatKind): CellText {
  const [day = "", time = ""] = raw.trim().split("T");
  const showsTime = format.kind === "moment" || format.kind === "time" || format.kind === "elapsed";
  const isMidnight = /^00:00(:00(\.0+)?)?Z?$/.test(time);
  return { text: isMidnight && !showsTime ? day : raw.trim() };
}
