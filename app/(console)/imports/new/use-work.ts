"use client";
import { useEffect, useState } from "react";
import type { ImportSession, Work } from "@/lib/import-session/import-session";

/** What is under way and how far it is; only what shows that is drawn as often as it is told. */
export function useWork(session: ImportSession): Work {
  const [work, setWork] = useState(session.getSnapshot().work);
  useEffect(() => {
    const tell = () => setWork(session.getSnapshot().work);
    tell();
    return session.subscribe(tell);
  }, [session]);
  return work;
}
