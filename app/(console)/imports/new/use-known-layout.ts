"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { layoutsQuery } from "@/lib/api-client/layouts";
import type { KnownLayouts, RememberedMapping, SavedLayout } from "@/lib/api-contract/layouts";
import { ofKept } from "@/lib/api-contract/mapping";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Destination, LayoutUsed, RowPolicy } from "@/lib/import-draft";
import { policyOf } from "@/lib/import-session/fit-draft";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { type Mapping, missingRequired, setConstant } from "@/lib/mapping/mapping";
import { headerSet } from "@/lib/recall/header-set";
import { driftWords, recallLayout } from "@/lib/recall/layout";
import { recall } from "@/lib/recall/recall";
import { number } from "@/lib/wording/counts";
import { shortDay } from "@/lib/wording/times";
import type { BegunFrom } from "./use-begun-from";
import { useLayoutReading } from "./use-layout-reading";

/** A mapping from before, on the file that is read. */
export interface KnownLayout {
  /** "Month-end receipts, as on 31 Oct". */
  title: string;
  mapping: Mapping;
  policy: RowPolicy;
  layout: LayoutUsed | null;
  reading: ReadingOverrides;
  drift: string | null;
  ask: { path: string; label: string }[];
}

/** What is known of files with these columns, and how to take it up. */
export interface LayoutChoice {
  /** `null` while it is asked for. */
  known: KnownLayouts | null;
  isAsking: boolean;
  headerSet: string;
  /** For a file that was just read: the saved layout of its columns, else the last import of such a file. */
  first: KnownLayout | null;
  /** What was given for what is asked each time. */
  values: Readonly<Record<string, string>>;
  setValue: (path: string, value: string) => void;
  /** Nothing of it has to be decided at Map. */
  canCheck: boolean;
  take: (known: KnownLayout, step: "map" | "check") => void;
  ofLayout: (layout: SavedLayout) => KnownLayout | null;
  ofRemembered: (remembered: RememberedMapping) => KnownLayout;
}

/** "As on 31 Oct, import 41", "As Ben did on 31 Oct, import 41". */
export const rememberedWords = ({ isMine, by, at, number }: RememberedMapping): string =>
  `${isMine ? "as on" : `as ${by} did on`} ${shortDay(at, new Date())}, import ${number}`;

export function useKnownLayout(
  session: ImportSession,
  snapshot: SteadySnapshot,
  { isKept, begunFrom }: { isKept: boolean; begunFrom: BegunFrom | null },
): LayoutChoice | null {
  const { draft, work, overrides } = snapshot;
  const file = draft.reached === "where" ? null : draft.file;
  const destination = draft.reached === "where" ? null : draft.destination;
  const labels = useMemo(() => file?.columns.map(({ label }) => label) ?? [], [file]);
  const set = useMemo(() => headerSet(labels), [labels]);
  const key = destination?.connection.connector.key ?? "";
  const { data, fetchStatus } = useQuery({
    ...layoutsQuery(key, destination?.objectName ?? "", set),
    enabled: destination !== null && labels.length > 0 && file?.complete === true,
  });
  const isTrying = useLayoutReading(
    session,
    snapshot,
    isKept || begunFrom !== null || !data ? null : layoutsToTry(data, set),
  );
  const isAsking = isTrying || (data === undefined && fetchStatus === "fetching");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [waits, setWaits] = useState<{ known: KnownLayout; step: "map" | "check" } | null>(null);
  const fields = destination?.fields;

  // A layout that reads the file otherwise is taken up when that is done.
  useEffect(() => {
    if (waits === null || work.kind !== "idle") return;
    setWaits(null);
    const { mapping, policy, layout } = waits.known;
    session.resume({ mapping, policy, layout, step: waits.step, edits: null });
  }, [waits, work.kind, session]);

  const choice = useMemo((): LayoutChoice | null => {
    if (!fields || labels.length === 0) return null;
    const ofLayout = (layout: SavedLayout) => knownLayout(layout, labels, fields);
    const ofRemembered = (remembered: RememberedMapping) => knownRemembered(remembered, labels, fields);
    const saved = data?.layouts.find((layout) => layout.headerSet === set && layout.content !== null);
    const usual = saved ? ofLayout(saved) : data?.remembered ? ofRemembered(data.remembered) : null;
    const first = knownBegun(begunFrom, destination, labels) ?? usual;
    const given = first && withValues(first, values);
    const take = (known: KnownLayout, step: "map" | "check") => {
      const ready = withValues(known, values);
      const reads = Object.entries(known.reading).some(
        ([name, value]) => overrides[name as keyof ReadingOverrides] !== value,
      );
      if (reads) {
        session.changeReading(known.reading);
        setWaits({ known: ready, step });
      } else {
        const { mapping, policy, layout } = ready;
        session.resume({ mapping, policy, layout, step, edits: null });
      }
    };
    return {
      ...{
        known: data ?? null,
        isAsking,
        headerSet: set,
        first,
        values,
        take,
        ofLayout,
        ofRemembered,
      },
      setValue: (path, value) => setValues((before) => ({ ...before, [path]: value })),
      canCheck:
        given !== null && isComplete(given, values) && missingRequired(given.mapping, fields).length === 0,
    };
  }, [fields, destination, begunFrom, labels, set, data, isAsking, values, overrides, session]);
  return choice;
}

/** Layouts of other columns, where nothing is known of these; `null`: there is. */
const layoutsToTry = ({ layouts, remembered }: KnownLayouts, set: string): readonly SavedLayout[] | null =>
  remembered === null && !layouts.some((layout) => layout.headerSet === set) ? layouts : null;

/** All that is asked each time is given, and something comes from the file. */
const isComplete = ({ ask, mapping }: KnownLayout, values: Readonly<Record<string, string>>): boolean =>
  ask.every(({ path }) => (values[path] ?? "") !== "") &&
  mapping.entries.some(({ source }) => source.kind !== "constant");

function withValues(known: KnownLayout, values: Readonly<Record<string, string>>): KnownLayout {
  const mapping = known.ask.reduce((made, { path }) => {
    const value = values[path] ?? "";
    return value === "" ? made : setConstant(made, path, value);
  }, known.mapping);
  return { ...known, mapping };
}

/** Each entry says since when it is so. */
const since = (mapping: Mapping, words: string): Mapping => ({
  ...mapping,
  entries: mapping.entries.map((entry) => ({ ...entry, reason: { kind: "before", words } })),
});

function knownLayout(
  { id, name, savedAt, content }: SavedLayout,
  labels: readonly string[],
  fields: Parameters<typeof recallLayout>[2],
): KnownLayout | null {
  if (content === null) return null;
  const recalled = recallLayout(content, labels, fields);
  return {
    title: `${name}, as on ${shortDay(savedAt, new Date())}`,
    mapping: since(recalled.mapping, `layout ${name}`),
    policy: policyOf(content.policy),
    layout: { id, name },
    reading: content.reading as ReadingOverrides,
    drift: driftWords(recalled),
    ask: recalled.ask,
  };
}

/** As in the import that is begun again, where this one goes to the same place. */
function knownBegun(
  begunFrom: BegunFrom | null,
  destination: Destination | null,
  labels: readonly string[],
): KnownLayout | null {
  if (!begunFrom?.known || !destination) return null;
  const { job, known } = begunFrom;
  const { connection, objectName, fields } = destination;
  if (connection.id !== job.connectionId || objectName !== job.objectName) return null;
  const recalled = recall({ columns: known.columns, mapping: ofKept(known.kept) }, labels, fields);
  return {
    title: `mapped as in import ${number(job.number)}`,
    mapping: since(recalled.mapping, `as in import ${number(job.number)}`),
    policy: policyOf(known.policy),
    layout: null,
    reading: {},
    drift: driftWords({ ...recalled, newRequired: [], ask: [] }),
    ask: [],
  };
}

function knownRemembered(
  remembered: RememberedMapping,
  labels: readonly string[],
  fields: Parameters<typeof recallLayout>[2],
): KnownLayout {
  const { at, by, isMine, columns, mapping: kept } = remembered;
  const recalled = recall({ columns, mapping: ofKept(kept) }, labels, fields);
  return {
    title: `mapped ${rememberedWords(remembered)}`,
    mapping: since(recalled.mapping, `${isMine ? "you" : by} chose this on ${shortDay(at, new Date())}`),
    policy: "keep_errors_back",
    layout: null,
    reading: {},
    drift: driftWords({ ...recalled, newRequired: [], ask: [] }),
    ask: [],
  };
}
