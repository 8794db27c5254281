"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { revisionQuery } from "@/lib/api-client/revision";
import type { Job } from "@/lib/api-contract/jobs";
import { once, type RowsRead, useRowsRead } from "./use-correction";

/**
 * The rows of an import that are done, and how they can be corrected: what the connector can do is asked first. The address
 * says which field their records are found by.
 */
export function useRevision(jobId: string): RowsRead {
  const wished = useSearchParams().get("key");
  const { data, error, refetch } = useQuery({ ...revisionQuery(jobId), ...once });
  const whose = useMemo(() => {
    if (!data) return null;
    const key = data.fields.find(({ path }) => path === wished)?.path ?? data.key;
    const revision = { updates: data.updates === true && key !== null, key };
    return ({ id, number }: Job) => ({
      ...{ jobId: id, number, revision },
      ...{ open: 0, assumed: 0, wereExcluded: false, imports: [number] },
    });
  }, [data, wished]);
  const read = useRowsRead(jobId, "succeeded", whose);
  return {
    ...read,
    error: error ?? read.error,
    retry: () => {
      if (error) void refetch();
      read.retry();
    },
  };
}
