import type { AmountFormat } from "@/lib/values/amount";
import type { Settled } from "@/lib/values/amount-evidence";
import type { DateFormat } from "@/lib/values/date";
import type { DamageCode } from "./damage";

export type GuessedType = "empty" | "integer" | "amount" | "date" | "boolean" | "email" | "url" | "text";

/** What was done to values of a column before they came here. */
export interface ColumnDamage {
  code: DamageCode;
  /** Rows. */
  count: number;
  first: { fileRow: number; value: string };
  /** What happened and what it likely was, whole sentences. */
  message: string;
}

/** What all values of a column show, before any edit. */
export interface ColumnFacts {
  /** 0-based column of the file. */
  index: number;
  /** Data rows looked at, and those of them with a value here: "812 of 1,000". */
  rows: number;
  filled: number;
  /** How many different values; `exact: false`: within 3 % or so. */
  distinct: { count: number; exact: boolean };
  /** All different values with their counts, most frequent first; `null` when there are more than 200. */
  values: { value: string; count: number }[] | null;
  /** Of the values, in bytes of UTF-8; 0 when there is none. */
  shortest: number;
  longest: number;
  /** Three different values at the most. */
  samples: string[];
  type: { guess: GuessedType /** "998 of 1,000 are dates" */; evidence: string };
  /** How the column writes amounts; `null`: it has none. */
  amounts: Settled<AmountFormat> | null;
  dates: Settled<DateFormat> | null;
  /** Digits a code of this column has, where shorter ones seem to have lost zeros in front. */
  padTo: number | null;
  damage: ColumnDamage[];
}
