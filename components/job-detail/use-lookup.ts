"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { lookUp } from "@/lib/api-client/decisions";
import type { LookupProgress } from "@/lib/api-contract/decisions";

/**
 * Looks for a part's rows in the system, step by step, until all have been looked for. Leaving the page stops it; what was
 * seen is kept, and the next time it goes on from there.
 */
export function useLookup(jobId: string, index: number, known: LookupProgress | null) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<LookupProgress | null>(null);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (by: { field: string; anew?: boolean }) => {
      leaving.current = new AbortController();
      const { signal } = leaving.current;
      let seen = await lookUp(jobId, index, by, signal);
      setProgress(seen);
      while (!seen.done) {
        seen = await lookUp(jobId, index, { field: by.field }, signal);
        setProgress(seen);
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs", "part", jobId, index] }),
  });
  return { look: mutate, busy: isPending, error, progress: progress ?? known };
}
