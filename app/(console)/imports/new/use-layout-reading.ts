"use client";
import { useEffect, useMemo, useState } from "react";
import type { SavedLayout } from "@/lib/api-contract/layouts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { headerSet } from "@/lib/recall/header-set";

/** So many layouts are tried, those saved last first. */
const mostTried = 20;

interface ToTry {
  set: string;
  reading: ReadingOverrides;
}

/**
 * A saved layout may say how its files are read: that the names stand in row 3. A file whose columns nobody knows as it is
 * read by itself is tried as each of them says. Where its columns are then those of the layout, it is read so, once: what
 * the person chooses after that stands.
 *
 * @param layouts of the object; `null`: the file is known already, or it is not yet known whether it is
 * @returns whether it is being tried
 */
export function useLayoutReading(
  session: ImportSession,
  { draft, work, overrides, correction }: SteadySnapshot,
  layouts: readonly SavedLayout[] | null,
): boolean {
  const [triedFor, setTriedFor] = useState<string | null>(null);
  const file = draft.reached === "file" ? draft.file : null;
  const name = file?.complete ? file.sha256 : null;
  const toTry = useMemo(() => readingsOf(layouts ?? []), [layouts]);
  const isOpen = work.kind === "idle" && correction === null && Object.keys(overrides).length === 0;
  const isWanted = isOpen && name !== null && name !== triedFor && toTry.length > 0;
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    const done = (reading: ReadingOverrides | undefined) => {
      if (isOver) return;
      setTriedFor(name);
      if (reading !== undefined) session.changeReading(reading);
    };
    session.labelsUnder(toTry.map(({ reading }) => reading)).then(
      (found) => {
        const fits = ({ set }: ToTry, at: number) => headerSet(found[at] ?? []) === set;
        done(toTry.find(fits)?.reading);
      },
      // Whoever goes on with a file that is gone is told so.
      () => done(undefined),
    );
    return () => {
      isOver = true;
    };
  }, [isWanted, name, toTry, session]);
  return isWanted;
}

/** The readings of layouts that have one, those saved last first. */
function readingsOf(layouts: readonly SavedLayout[]): ToTry[] {
  return layouts
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
    .flatMap(({ headerSet: set, content }) => {
      const reading = (content?.reading ?? {}) as ReadingOverrides;
      return Object.keys(reading).length === 0 ? [] : [{ set, reading }];
    })
    .slice(0, mostTried);
}
