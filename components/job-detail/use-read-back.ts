"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { readBackKey, readBackNext, readBackQuery } from "@/lib/api-client/read-back";
import type { ReadBackProgress, ReadBackRequest } from "@/lib/api-contract/read-back";

/**
 * Reads rows of an import back out of the connected system, step by step. Leaving the page or stopping ends it; what was
 * seen is kept, and the next time it goes on from there.
 */
export function useReadBack(jobId: string, isOpen: boolean) {
  const client = useQueryClient();
  const about = useQuery({ ...readBackQuery(jobId), enabled: isOpen });
  const [progress, setProgress] = useState<ReadBackProgress | null>(null);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (wish: ReadBackRequest) => {
      const leave = new AbortController();
      leaving.current = leave;
      let next = wish;
      while (!leave.signal.aborted) {
        const seen = await readBackNext(jobId, next, leave.signal).catch((failure: unknown) => {
          if (leave.signal.aborted) return null;
          throw failure;
        });
        if (seen === null) return;
        setProgress(seen);
        if (seen.left === 0) return;
        next = { ...wish, anew: false };
      }
    },
    onSettled: () => void client.invalidateQueries({ queryKey: readBackKey(jobId) }),
  });
  return {
    about,
    progress: progress ?? about.data?.progress ?? null,
    look: mutate,
    stop: () => leaving.current?.abort(),
    busy: isPending,
    error,
  };
}
