import type { Column } from "@/lib/csv/file-facts";
import { assign, type Fit } from "./assign";
import { byNames, type Candidate, candidatesOf } from "./candidates";
import type { Mapping, Reason } from "./mapping";
import { type NameReading, type Role, readName } from "./read-name";
import { type MeasuredName, measured, nameSimilarity } from "./similarity";
import { createSynonymIndex, type SynonymTarget } from "./synonyms";
import type { TargetField } from "./target-field";
import { areEmails, valueEvidence } from "./value-evidence";
import { wordsOf } from "./words";

/** A column as far as the suggestion looks at it: its name and, when known, some of its values. */
export type NamedColumn = Pick<Column, "index" | "header"> & Partial<Pick<Column, "samples">>;

interface Match extends Fit {
  reason: Reason;
}

/** What names are looked up in. */
interface Words {
  candidates: readonly Candidate[];
  called: ReadonlyMap<string, readonly Candidate[]>;
  synonyms: ReadonlyMap<string, readonly SynonymTarget[]>;
  /** Whole names of all fields. */
  known: ReadonlySet<string>;
}

type Scored = Pick<Match, "score" | "reason">;

/** Below this, names are more often alike by chance than by meaning. */
const leastSimilarity = 0.82;
/** What a similar name is worth beside one that says the same. */
const similarWorth = 0.85;
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
  const candidates = candidatesOf(fields);
  const known = new Set(candidates.flatMap(({ whole }) => [...whole]));
  const words: Words = { candidates, called: byNames(candidates), synonyms: createSynonymIndex(), known };
  const fits = columns.flatMap((column) => matchesOf(column, words));
  const entries = assign(fits).map(({ column, field, reason }) => ({
    field,
    source: { kind: "column" as const, column },
    reason,
  }));
  return { entries: entries.sort((a, b) => a.source.column - b.source.column) };
}

function matchesOf({ index, header, samples = [] }: NamedColumn, words: Words): Match[] {
  const name = measured(wordsOf(header));
  const readings = readName(header, (owner) => namesAnother(owner, words.known));
  const weigh = (candidate: Candidate, found: Scored | null): Match[] => {
    if (found === null) return [];
    const evidence = valueEvidence(samples, candidate.field);
    const score = Math.min(1, found.score + (evidence === -1 ? -0.3 : evidence * 0.01));
    return score < leastScore ? [] : [{ column: index, field: candidate.field.path, ...found, score }];
  };
  const named = new Map<Candidate, Scored>();
  for (const candidate of calledSo(name, readings, words)) {
    const found = byName(name, readings, candidate, words);
    if (found !== null) named.set(candidate, found);
  }
  const sure = [...named].flatMap(([candidate, found]) => weigh(candidate, found));
  // Beside a sure name nothing that is only alike would be taken: a thousand fields need not be compared.
  const isSure = sure.some(({ score }) => score - greatestRegret > similarWorth + 0.01);
  const others = isSure ? [] : words.candidates.filter((candidate) => !named.has(candidate));
  const alike = others.flatMap((candidate) => {
    const found = readings.length === 0 ? null : similar(name, candidate);
    return weigh(candidate, found ?? byValues(samples, candidate));
  });
  const matches = [...sure, ...alike];
  const best = Math.max(...matches.map(({ score }) => score));
  return matches.filter(({ score }) => score >= best - greatestRegret);
}

/** The fields that have a name of the column, or one that means the same; in their order. */
function calledSo(
  name: MeasuredName,
  readings: readonly NameReading[],
  { candidates, called, synonyms }: Words,
): readonly Candidate[] {
  if (readings.length === 0) return [];
  const meant = readings.flatMap(({ core }) => [
    core,
    ...(synonyms.get(core) ?? []).map(({ field }) => field),
  ]);
  const found = new Set([name.letters, ...meant].flatMap((each) => called.get(each) ?? []));
  return found.size < 2 ? [...found] : candidates.filter((candidate) => found.has(candidate));
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
  name: MeasuredName,
  readings: readonly NameReading[],
  candidate: Candidate,
  words: Words,
): Scored | null {
  if (candidate.whole.has(name.letters)) return { score: 1, reason: { kind: "same_name" } };
  let best: Scored | null = null;
  for (const reading of readings) {
    for (const other of candidate.readings) {
      const found = compare(reading, other, words);
      const score = (found?.score ?? 0) - (candidate.inList ? 0.1 : 0);
      if (found !== null && score > (best?.score ?? 0)) best = { score, reason: found.reason };
    }
  }
  return best;
}

/** A reading of the column's name against one of the field's. */
function compare(column: NameReading, field: NameReading, { synonyms, known }: Words): Scored | null {
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

function similar(name: MeasuredName, candidate: Candidate): Scored | null {
  // "Country code" is not the id of a country's record.
  if (candidate.isReference && name.words.at(-1) !== "id") return null;
  const similarity = Math.max(
    ...candidate.names.map((other) => nameSimilarity(name, other, leastSimilarity)),
  );
  if (similarity < leastSimilarity) return null;
  const percent = Math.min(99, Math.round(similarity * 100));
  return {
    score: similarity * similarWorth - (candidate.inList ? 0.1 : 0),
    reason: { kind: "similar", percent },
  };
}
