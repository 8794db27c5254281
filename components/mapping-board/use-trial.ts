import { useEffect, useState } from "react";
import type { MappingEntry } from "@/lib/mapping/mapping";
import type { Trial } from "@/lib/mapping/trial";
import { useDoors } from "./board-doors";

/** While something is typed, nothing is tried. */
const pauseMs = 150;

interface Tried {
  trial: Trial | null;
  /** The words of what kept it from being tried. */
  failure: string | null;
}

/** What an entry would send of real rows, anew with every change of it. What was seen before stays until then. */
export function useTrial(entry: MappingEntry): Tried {
  const { tryEntry } = useDoors();
  const [tried, setTried] = useState<Tried>({ trial: null, failure: null });
  // Another object that says the same is not tried anew.
  const key = JSON.stringify(entry);
  useEffect(() => {
    const entry: MappingEntry = JSON.parse(key);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      tryEntry(entry, { signal: stop.signal }).then(
        (trial) => stop.signal.aborted || setTried({ trial, failure: null }),
        (error: unknown) => {
          if (stop.signal.aborted) return;
          setTried({ trial: null, failure: error instanceof Error ? error.message : String(error) });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, tryEntry]);
  return tried;
}
