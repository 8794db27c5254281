import { shown } from "@/lib/values/shown";
import type { Fix, Issue } from "./issue";
import type { Repair, Repaired } from "./repair";

/** What is wrong with a value, wherever it stands. */
export type Fault = Pick<Issue, "code" | "severity" | "message" | "expected" | "fixes" | "refusal">;

/** A repair for every value of the column, with the words of its button. */
export interface OfferedRepair {
  label: string;
  repair: Repair;
}

/** A question about a value that its bytes in UTF-8, from `start` up to `end`, may answer. */
export type ByteTest = (bytes: Uint8Array, start: number, end: number) => boolean;

/** A question whose answer a kernel finds as well, in many cells at once. */
export type KnownTest =
  | { kind: "email" }
  | { kind: "digits"; digits: "whole" | "with a point" }
  | { kind: "length"; most: number };

/** One rule over the values of a field. */
export interface ValueRule {
  /** Looks at a value that is not blank. */
  faultOf(value: string): Fault | null;
  /** Whether the bytes of a value say for certain that it has no fault, so that no text need be made of it. */
  isFine: ByteTest;
  /** `isFine` in words that a kernel knows. */
  known?: KnownTest;
  /** Ways out for all values with a fault of this code. Several: the choice is a person's. */
  repairs: readonly (OfferedRepair & { code: Issue["code"] })[];
}

export const fixTo = (value: string): Fix => ({ label: `Use ${shown(value)}`, value, kind: "set" });

/** The fix that makes a value pass; none where it changes nothing or does not help. */
export function fixesBy(repaired: Repaired, value: string, passes: (value: string) => boolean): Fix[] {
  const after = repaired(value);
  return after !== null && passes(after) ? [fixTo(after)] : [];
}

/** Every value is looked at as text. */
export const neverSure: ByteTest = () => false;
