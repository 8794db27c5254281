"use client";
import { useSyncExternalStore } from "react";
import type { ImportSession, Work } from "@/lib/import-session/import-session";

/** What is under way and how far it is; only what shows that is drawn as often as it is told. */
export function useWork(session: ImportSession): Work {
  const work = () => session.getSnapshot().work;
  return useSyncExternalStore(session.subscribe, work, work);
}
