import type { Column } from "@/lib/csv/file-facts";
import { assign, type Fit } from "./assign";
import type { Mapping, Reason } from "./mapping";
import { type NameReading, type Role, readFieldName, readName } from "./read-name";
import { nameSimilarity } from "./similarity";
import { createSynonymIndex, type SynonymTarget } from "./synonyms";
import type { TargetField } from "./target-field";
import { areEmails, valueEvidence } from "./value-evidence";
import { wordsOf } from "./words";

/** A column as far as the suggestion looks at it: its name and, when known, some of its values. */
export type NamedColumn = Pick<Column, "index" | "header"> & Partial<Pick<Column, "samples">>;

/** A field with the names it may be met by. */
interface Candidate {
  field: TargetField;
  /** Compact path and label. */
  whole: ReadonlySet<string>;
  /** The names without what says which one, and that: `p_city` is the main "city". */
  readings: readonly NameReading[];
  words: string[][];
  /** Fields of a list inside the record are less likely meant than the record's own. */
  inList: boolean;
  /** It holds the id of another record. */
  isReference: boolean;
}

interface Match extends Fit {
  reason: Reason;
}

type Scored = Pick<Match, "score" | "reason">;

/** Below this, names are more often alike by chance than by meaning. */
const leastSimilarity = 0.82;
/** Below this, nothing is suggested. */
const leastScore = 0.6;
/** A column is not given a field that fits so much worse than its best one, when that one is taken. */
const greatestRegret = 0.12;

/**
 * Suggests which column feeds which field: from their names (the same one, another word for it, a similar one, with what
 * says whose it is read off both) and from what the values look like. It may be wrong; a person confirms. Fields that
 * cannot be written are never suggested, each field is used once, and the columns are given out as a whole.
 */
export function suggestMapping(columns: readonly NamedColumn[], fields: readonly TargetField[]): Mapping {
  const candidates = meant(fields.filter((field) => field.readOnly !== true).map(toCandidate));
  const known = new Set(candidates.flatMap(({ whole }) => [...whole]));
  const synonyms = createSynonymIndex();
  const fits = columns.flatMap((column) => matchesOf(column, candidates, synonyms, known));
  const entries = assign(fits).map(({ column, field, reason }) => ({
    field,
    source: { kind: "column" as const, column },
    reason,
  }));
  return { entries: entries.sort((a, b) => a.source.column - b.source.column) };
}

function toCandidate(field: TargetField): Candidate {
  const path = field.path.replaceAll("[*]", "");
  const last = path.split(".").at(-1) ?? path;
  const words = [wordsOf(path), wordsOf(field.label)];
  return {
    field,
    whole: new Set(words.map((each) => each.join(""))),
    readings: [path, field.label, last].flatMap(readFieldName),
    words,
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

function matchesOf(
  { index, header, samples = [] }: NamedColumn,
  candidates: readonly Candidate[],
  synonyms: ReadonlyMap<string, readonly SynonymTarget[]>,
  known: ReadonlySet<string>,
): Match[] {
  const words = wordsOf(header);
  const readings = readName(header, (owner) => namesAnother(owner, known));
  const matches = candidates.flatMap((candidate): Match[] => {
    const named = readings.length === 0 ? null : byName(words, readings, candidate, synonyms, known);
    const found = named ?? byValues(samples, candidate);
    if (found === null) return [];
    const evidence = valueEvidence(samples, candidate.field);
    const score = Math.min(1, found.score + (evidence === -1 ? -0.3 : evidence * 0.01));
    return score < leastScore ? [] : [{ column: index, field: candidate.field.path, ...found, score }];
  });
  const best = Math.max(...matches.map(({ score }) => score));
  return matches.filter(({ score }) => score >= best - greatestRegret);
}

const traders = ["customer", "client", "kunde", "kunden", "debitor"];

/** Whether the record names a record of that kind: a customer's number is then not the record's own. */
function namesAnother(owner: string, known: ReadonlySet<string>): boolean {
  return (traders.includes(owner) ? traders : [owner]).some((word) => known.has(`${word}id`));
}

/** A column of e-mail addresses under a name that says nothing is for the field that takes one. */
function byValues(samples: readonly string[], { field, inList, whole }: Candidate): Scored | null {
  const takesEmail = !inList && [...whole].some((name) => name === "email" || name === "emailaddress");
  return takesEmail && field.type === "string" && areEmails(samples)
    ? { score: 0.62, reason: { kind: "values" } }
    : null;
}

function byName(
  words: readonly string[],
  readings: readonly NameReading[],
  candidate: Candidate,
  synonyms: ReadonlyMap<string, readonly SynonymTarget[]>,
  known: ReadonlySet<string>,
): Scored | null {
  if (candidate.whole.has(words.join(""))) return { score: 1, reason: { kind: "same_name" } };
  let best: Scored | null = null;
  for (const reading of readings) {
    for (const other of candidate.readings) {
      const found = compare(reading, other, synonyms, known);
      const score = (found?.score ?? 0) - (candidate.inList ? 0.1 : 0);
      if (found !== null && score > (best?.score ?? 0)) best = { score, reason: found.reason };
    }
  }
  return best ?? similar(words, candidate);
}

/** A reading of the column's name against one of the field's. */
function compare(
  column: NameReading,
  field: NameReading,
  synonyms: ReadonlyMap<string, readonly SynonymTarget[]>,
  known: ReadonlySet<string>,
): Scored | null {
  const role = roleCost(column.role, field.role);
  if (role === null) return null;
  const far = (column.distance + field.distance) * 0.02 + role;
  if (column.core === field.core)
    return { score: 0.98 - far, reason: { kind: column.distance === 0 ? "same_name" : "synonym" } };
  const target = synonyms
    .get(column.core)
    ?.find((each) => each.field === field.core && !each.unless.some((other) => known.has(other)));
  return target === undefined ? null : { score: 0.92 - target.rank / 100 - far, reason: { kind: "synonym" } };
}

/** What it costs that two names say different things about which one is meant; `null`: it cannot be the same. */
function roleCost(column: Role | null, field: Role | null): number | null {
  if (column === field) return 0;
  if (column === null && field === "main") return 0.01;
  if (column === "main" && field === null) return 0.02;
  return null;
}

function similar(words: readonly string[], candidate: Candidate): Scored | null {
  // "Country code" is not the id of a country's record.
  if (candidate.isReference && words.at(-1) !== "id") return null;
  const similarity = Math.max(
    ...candidate.words.map((other) => nameSimilarity(words, other, leastSimilarity)),
  );
  if (similarity < leastSimilarity) return null;
  const percent = Math.min(99, Math.round(similarity * 100));
  return { score: similarity * 0.85 - (candidate.inList ? 0.1 : 0), reason: { kind: "similar", percent } };
}
