import "server-only";
import { UpstreamError } from "./errors";
import { type RecordContext, readRecords, recordsSubject, type Target } from "./record-pages";
import { createMatcher, textAt, valuesAt } from "./record-values";
import { isSearchable, toBatches, toWhere, type WhereForm } from "./where";

/** What is looked for: records whose field has one of some values, or records of these ids. */
export type RecordQuery = (
  | { where: { field: string; values: readonly string[] } }
  | { keys: readonly string[] }
) & {
  /** Path of the record's id; usually `id`. */
  idField?: string;
  /** Further fields to hand back. */
  fields?: readonly string[];
};

/** What a search may cost at the most. Values that could not be asked for within it are told. */
export interface RecordLimits {
  /** Calls, each page being one. */
  calls?: number;
  /** Records read where the connector cannot search and everything has to be looked through. */
  records?: number;
}

export interface FoundRecord {
  id: string | null;
  /** The value or key it was found by, as it was asked. */
  by: string;
  /** The compared field and those that were asked for besides, as text; `null`: the record has none. */
  values: Record<string, string | null>;
}

export interface FoundRecords {
  records: FoundRecord[];
  /** How the connector could be asked. */
  how: "where" | "key" | "pages";
  /** Whether everything that can match was seen. Only then is what was not found not there. */
  complete: boolean;
  /** Values and keys of which nobody could tell whether there is a record. */
  unchecked: string[];
}

const usualLimits = { calls: 200, records: 10_000 };

/** Finds records by safe calls only. @throws UpstreamError */
export async function findRecords(
  context: RecordContext,
  place: { connectionId: string; objectName: string },
  query: RecordQuery,
  limits: RecordLimits = {},
): Promise<FoundRecords> {
  const target = { ...place, budget: { ...usualLimits, ...limits } };
  const asked = [...new Set("keys" in query ? query.keys : query.where.values)];
  const field = "keys" in query ? idFieldOf(query) : query.where.field;
  const search = createSearch(field, asked, query);
  if (asked.length > 0)
    search.how =
      "keys" in query ? await byKey(context, target, search) : await byField(context, target, search);
  const { how, found, unchecked } = search;
  return {
    records: [...found.values()],
    how,
    complete: search.complete && unchecked.size === 0,
    unchecked: [...unchecked],
  };
}

const idFieldOf = ({ idField = "id" }: { idField?: string }) => idField;

interface Search {
  field: string;
  /** Still to be asked for. */
  unchecked: Set<string>;
  found: Map<string, FoundRecord>;
  how: FoundRecords["how"];
  /** `false` once an answer was cut off, or did not say whether it was all. */
  complete: boolean;
  /** Keeps a record that has one of the values, and says which. */
  take(record: unknown): string | undefined;
  keep(record: unknown, by: string): void;
}

function createSearch(field: string, asked: readonly string[], query: RecordQuery): Search {
  const match = createMatcher(asked);
  const fields = [field, ...(query.fields ?? [])];
  const search: Search = {
    field,
    unchecked: new Set(asked),
    found: new Map(),
    how: "where",
    complete: true,
    take(record) {
      for (const value of valuesAt(record, field)) {
        const by = match(value);
        if (by === undefined) continue;
        search.keep(record, by);
        return by;
      }
      return undefined;
    },
    keep(record, by) {
      const id = textAt(record, idFieldOf(query));
      const values = Object.fromEntries(fields.map((path) => [path, textAt(record, path)]));
      search.found.set(id ?? JSON.stringify(record), { id, by, values });
    },
  };
  return search;
}

async function byKey(context: RecordContext, target: Target, search: Search): Promise<FoundRecords["how"]> {
  const { call, limits, secrets } = context;
  const { connectionId, objectName, budget } = target;
  const keys = [...search.unchecked];
  for (const key of keys) {
    if (budget.calls <= 0) break;
    budget.calls -= 1;
    try {
      const { body } = await call(connectionId, {
        segments: [objectName, key],
        subject: recordsSubject(objectName, "read a record of"),
        maxBytes: limits.answerBytes,
      });
      search.keep(secrets.redactJson(Array.isArray(body) ? body[0] : body), key);
    } catch (error) {
      if (!isMisunderstood(error)) throw error;
      if (!(error instanceof UpstreamError) || error.kind !== "not_found")
        return byField(context, target, search);
    }
    search.unchecked.delete(key);
  }
  if (search.found.size > 0) return "key";
  // No record has any of them, or this connector does not show records one by one: its list says which.
  search.unchecked = new Set(keys);
  return byField(context, target, search);
}

async function byField(context: RecordContext, target: Target, search: Search): Promise<FoundRecords["how"]> {
  if (isSearchable(search.field) && (await byWhere(context, target, search))) return "where";
  await byPages(context, target, search);
  return "pages";
}

/** `false` when the connector does not search, or does not keep to what it was asked. */
async function byWhere(context: RecordContext, target: Target, search: Search): Promise<boolean> {
  const forms: WhereForm[] = search.unchecked.size > 1 ? ["in", "or", "equals"] : ["equals"];
  for (const form of forms) {
    const outcome = await byForm(context, target, search, form);
    if (outcome !== "misunderstood") return outcome === "searched";
  }
  return false;
}

type FormOutcome = "searched" | "misunderstood" | "not filtered";

async function byForm(
  context: RecordContext,
  target: Target,
  search: Search,
  form: WhereForm,
): Promise<FormOutcome> {
  let isProved = form === "equals";
  for (const batch of toBatches(form, search.field, [...search.unchecked])) {
    const seen = await ask(context, target, search, toWhere(form, search.field, batch));
    if (typeof seen === "string") return seen;
    if (!seen.asked) return "searched";
    // A connector may take the first of several values and say nothing of it: finding two proves that it takes all.
    isProved ||= seen.matched.size > 1 || batch.length === 1;
    for (const value of batch) if (isProved || seen.matched.has(value)) search.unchecked.delete(value);
    if (isProved) continue;
    for (const value of batch.filter((each) => search.unchecked.has(each))) {
      const alone = await ask(context, target, search, toWhere("equals", search.field, [value]));
      if (typeof alone === "string") return alone;
      if (!alone.asked) return "searched";
      search.unchecked.delete(value);
    }
  }
  return "searched";
}

async function ask(
  context: RecordContext,
  target: Target,
  search: Search,
  where: string,
): Promise<{ asked: boolean; matched: Set<string> } | "misunderstood" | "not filtered"> {
  const matched = new Set<string>();
  if (target.budget.calls <= 0) return { asked: false, matched };
  const answer = readRecords(context, target, where);
  try {
    for await (const page of answer.pages)
      for (const record of page) {
        const by = search.take(record);
        if (by === undefined) return "not filtered";
        matched.add(by);
      }
  } catch (error) {
    if (isMisunderstood(error)) return "misunderstood";
    throw error;
  }
  if (!answer.wasWhole()) search.complete = false;
  return { asked: true, matched };
}

async function byPages(context: RecordContext, target: Target, search: Search): Promise<void> {
  const answer = readRecords(context, target, null);
  for await (const page of answer.pages)
    for (const record of page) {
      const by = search.take(record);
      if (by !== undefined) search.unchecked.delete(by);
    }
  search.complete = answer.wasWhole();
  if (search.complete) search.unchecked.clear();
}

/** The question was not understood, or is not one this connector knows: another one may be. */
const isMisunderstood = (error: unknown) =>
  error instanceof UpstreamError &&
  error.status !== null &&
  ["refused", "fault", "not_found"].includes(error.kind);
