import { isEmailAddress } from "@/lib/checks/email-address";
import { writeRecord } from "@/lib/csv/write-csv";

export interface Outcome {
  /** Written. */
  bytes: number;
  /** Rows. */
  wrong: number;
}

export const picked = [6, 0, 1, 4, 2];
export const names = ["email", "reference", "name", "town", "credit_limit"];
const partLength = 262_144;

/** Checks and writes rows of strings, for the readers that make them. */
export function createRowWriter(width: number) {
  const encoder = new TextEncoder();
  let texts = [writeRecord(names)];
  let length = 0;
  const outcome: Outcome = { bytes: 0, wrong: 0 };
  const flush = () => {
    outcome.bytes += encoder.encode(texts.join("")).length;
    texts = [];
    length = 0;
  };
  return {
    row(cells: readonly string[]) {
      const isRight =
        cells.length === width && isEmailAddress(cells[6] ?? "") && (cells[0] ?? "").trim() !== "";
      if (!isRight) {
        outcome.wrong += 1;
        return;
      }
      const text = writeRecord(picked.map((column) => cells[column] ?? ""));
      texts.push(text);
      length += text.length;
      if (length >= partLength) flush();
    },
    end(): Outcome {
      flush();
      return outcome;
    },
  };
}
