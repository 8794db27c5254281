import type { Column } from "@/lib/csv/file-facts";
import type { Mapping, MappingEntry, Reason } from "./mapping";
import { nameSimilarity } from "./similarity";
import { createSynonymIndex, type SynonymTarget } from "./synonyms";
import type { TargetField } from "./target-field";
import { compact, wordsOf } from "./words";

/** A field with the names it may be met by. */
interface Candidate {
  field: TargetField;
  /** Compact path and label. */
  whole: ReadonlySet<string>;
  /** Compact last part of a nested path: `city` of `main_address.city`. */
  last: string;
  words: string[][];
  /** Fields of a list inside the record are less likely meant than the record's own. */
  inList: boolean;
}

interface Match {
  column: number;
  field: string;
  score: number;
  reason: Reason;
}

/** Below this, names are more often alike by chance than by meaning. */
const leastSimilarity = 0.78;
/** A column is not given a field that fits so much worse than its best one, when that one is taken. */
const greatestRegret = 0.12;

/** What stands before the name of a thing's own field: "Invoice date" of an invoice is its date. */
const ownerWords = new Set([
  "customer",
  "client",
  "product",
  "item",
  "invoice",
  "vendor",
  "supplier",
  "payment",
]);

/**
 * Suggests which column feeds which field, from their names: the same name, another word for it, or a similar one. It
 * may be wrong; a person confirms. Fields that cannot be written are never suggested, and each field is used once:
 * the best matches of all columns come first.
 */
export function suggestMapping(
  columns: readonly Pick<Column, "index" | "header">[],
  fields: readonly TargetField[],
): Mapping {
  const candidates = fields.filter((field) => field.readOnly !== true).map(toCandidate);
  const known = new Set(candidates.flatMap(({ whole }) => [...whole]));
  const synonyms = createSynonymIndex();
  const matches = columns.flatMap((column) => matchesOf(column, candidates, synonyms, known));
  return { entries: assigned(matches) };
}

function toCandidate(field: TargetField): Candidate {
  const last = field.path.split(".").at(-1) ?? field.path;
  return {
    field,
    whole: new Set([compact(field.path), compact(field.label)]),
    last: compact(last),
    words: [wordsOf(field.path), wordsOf(field.label)],
    inList: field.path.includes("[*]"),
  };
}

function matchesOf(
  { index, header }: Pick<Column, "index" | "header">,
  candidates: readonly Candidate[],
  synonyms: ReadonlyMap<string, readonly SynonymTarget[]>,
  known: ReadonlySet<string>,
): Match[] {
  const words = wordsOf(header);
  const name = words.join("");
  if (name === "") return [];
  const own = ownName(words, known);
  const targets = synonyms.get(name) ?? [];
  const matches = candidates.flatMap((candidate): Match[] => {
    const found = match(name, own, words, targets, candidate, known);
    return found === null ? [] : [{ column: index, field: candidate.field.path, ...found }];
  });
  const best = Math.max(...matches.map(({ score }) => score));
  return matches.filter(({ score }) => score >= best - greatestRegret);
}

/** "Invoice number" → "number", unless the record names another record so: it then has a field "invoice id". */
function ownName(words: readonly string[], known: ReadonlySet<string>): string | null {
  const [owner = "", ...rest] = words;
  return ownerWords.has(owner) && rest.length > 0 && !known.has(`${owner}id`) ? rest.join("") : null;
}

function match(
  name: string,
  own: string | null,
  words: readonly string[],
  targets: readonly SynonymTarget[],
  candidate: Candidate,
  known: ReadonlySet<string>,
): Pick<Match, "score" | "reason"> | null {
  const nested = candidate.inList ? 0.15 : 0.05;
  if (candidate.whole.has(name)) return { score: 1, reason: { kind: "same_name" } };
  if (candidate.last === name) return { score: 0.98 - nested, reason: { kind: "same_name" } };
  const target = targets.find(
    ({ field, unless }) =>
      (candidate.whole.has(field) || candidate.last === field) && !unless.some((other) => known.has(other)),
  );
  if (target !== undefined) {
    const penalty = candidate.whole.has(target.field) ? 0 : nested;
    return { score: 0.9 - target.rank / 100 - penalty, reason: { kind: "synonym" } };
  }
  if (own !== null && candidate.whole.has(own)) return { score: 0.85, reason: { kind: "synonym" } };
  const similarity = Math.max(...candidate.words.map((other) => nameSimilarity(words, other)));
  if (similarity < leastSimilarity) return null;
  const percent = Math.min(99, Math.round(similarity * 100));
  return { score: similarity * 0.85 - (candidate.inList ? 0.1 : 0), reason: { kind: "similar", percent } };
}

/** Best first; a column and a field are used once. */
function assigned(matches: readonly Match[]): MappingEntry[] {
  const columns = new Set<number>();
  const fields = new Set<string>();
  const entries: (MappingEntry & { source: { kind: "column"; column: number } })[] = [];
  for (const { column, field, reason } of matches.toSorted(
    (a, b) => b.score - a.score || a.column - b.column,
  )) {
    if (columns.has(column) || fields.has(field)) continue;
    columns.add(column);
    fields.add(field);
    entries.push({ field, source: { kind: "column", column }, reason });
  }
  return entries.sort((a, b) => a.source.column - b.source.column);
}
