"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { jobQuery } from "@/lib/api-client/jobs";
import type { Job } from "@/lib/api-contract/jobs";
import { keptMappingSchema } from "@/lib/api-contract/mapping";
import { z } from "@/lib/api-contract/zod";

const keptWithJob = z.object({
  kept: keptMappingSchema,
  columns: z.array(z.string()),
  policy: z.string().nullable().catch(null),
});

/** An import that is begun again with a new file. */
export interface BegunFrom {
  job: Pick<Job, "id" | "number" | "fileName" | "connectionId" | "objectName" | "createdAt">;
  /** How its file was mapped, by the names of its columns; `null`: it was not mapped here. */
  known: z.output<typeof keptWithJob> | null;
}

/** The import named by the address, `null` while there is none or it is still being read. */
export function useBegunFrom(): BegunFrom | null {
  const id = useSearchParams().get("again");
  const { data: job } = useQuery({
    ...jobQuery(id ?? ""),
    enabled: id !== null,
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(
    () => (job && id !== null ? { job, known: keptWithJob.safeParse(job.mapping).data ?? null } : null),
    [job, id],
  );
}
