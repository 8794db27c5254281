"use client";
import { startTransition, useEffect, useState } from "react";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";

/**
 * Where the import stands, all but how far it is. What comes of a task of the worker's is drawn bit by bit, so that the page
 * answers in between; what a person does is drawn at once.
 */
export function useSteady(session: Pick<ImportSession, "getSteady" | "subscribe">): SteadySnapshot {
  const [steady, setSteady] = useState(session.getSteady);
  useEffect(() => {
    let before = session.getSteady();
    setSteady(before);
    return session.subscribe(() => {
      const now = session.getSteady();
      if (now === before) return;
      const isOfTask = before.work.kind !== "idle" || now.work.kind !== "idle";
      before = now;
      if (isOfTask) startTransition(() => setSteady(now));
      else setSteady(now);
    });
  }, [session]);
  return steady;
}
