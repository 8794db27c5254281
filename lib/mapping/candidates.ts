import { type NameReading, readFieldName } from "./read-name";
import { type MeasuredName, measured } from "./similarity";
import type { TargetField } from "./target-field";
import { wordsOf } from "./words";

/** A field with the names it may be met by. */
export interface Candidate {
  field: TargetField;
  /** Compact path and label. */
  whole: ReadonlySet<string>;
  /** The names without what says which one, and that: `p_city` is the main "city". */
  readings: readonly NameReading[];
  names: readonly MeasuredName[];
  /** Fields of a list inside the record are less likely meant than the record's own. */
  inList: boolean;
  /** It holds the id of another record. */
  isReference: boolean;
}

/** The fields a column may be for: those that can be written. */
export function candidatesOf(fields: readonly TargetField[]): Candidate[] {
  return meant(fields.filter((field) => field.readOnly !== true).map(toCandidate));
}

function toCandidate(field: TargetField): Candidate {
  const path = field.path.replaceAll("[*]", "");
  const last = path.split(".").at(-1) ?? path;
  const words = [wordsOf(path), wordsOf(field.label)];
  return {
    field,
    whole: new Set(words.map((each) => each.join(""))),
    readings: [path, field.label, last].flatMap(readFieldName),
    names: words.map(measured),
    inList: field.path.includes("[*]"),
    isReference: /(?:^|[^a-z])id$/i.test(last) || /[a-z]Id$/.test(last),
  };
}

/** Without the fields of a list that the record has itself: "Email" is its own, not that of one of its contacts. */
function meant(candidates: readonly Candidate[]): Candidate[] {
  const plain = ({ core }: NameReading) => core.replace(/\d+$/, "");
  const own = new Set(candidates.flatMap(({ inList, readings }) => (inList ? [] : readings.map(plain))));
  return candidates.map((candidate) =>
    candidate.inList && candidate.readings.some((reading) => own.has(plain(reading)))
      ? { ...candidate, readings: [] }
      : candidate,
  );
}

/** The candidates by all they are called: whole names, and what is read off them. */
export function byNames(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const index = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const name of new Set([...candidate.whole, ...candidate.readings.map(({ core }) => core)])) {
      const called = index.get(name);
      if (called === undefined) index.set(name, [candidate]);
      else called.push(candidate);
    }
  }
  return index;
}
