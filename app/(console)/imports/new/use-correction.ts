"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { connectionsQuery, fieldsQuery } from "@/lib/api-client/connections";
import { jobQuery } from "@/lib/api-client/jobs";
import { rowsToPutRight } from "@/lib/api-client/rows-file";
import type { Job } from "@/lib/api-contract/jobs";
import type { Correction } from "@/lib/import-session/correction";

/** Which rows are wanted, as the address says. */
function wishNow() {
  const address = new URLSearchParams(window.location.search);
  const outcomes = address.get("outcomes");
  const reason = address.get("reason");
  return { ...(outcomes ? { outcomes } : {}), ...(reason ? { reason } : {}) };
}

/** The import and the rows of it that are put right, as far as they are read. */
export interface RowsRead {
  correction: Correction | null;
  file: File | null;
  error: Error | null;
  retry: () => void;
}

type Whose = Omit<Correction, "mapping" | "fileName" | "destination">;

/** What is asked again only when somebody says so: what is edited stays what it is. */
export const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

/** The open rows of an import and its corrections. */
export const useCorrection = (jobId: string): RowsRead => useRowsRead(jobId, "open", ofFamily);

const ofFamily = ({ family, assumedRows }: Job): Whose => ({
  ...{ jobId: family.root.id, number: family.root.number, open: family.open, assumed: assumedRows },
  imports: family.imports.map(({ number }) => number),
  wereExcluded: wishNow().outcomes === "excluded",
  revision: null,
});

/** @param whose told of the import; stays the same function, and is `null` as long as that is not known */
export function useRowsRead(
  jobId: string,
  name: "open" | "succeeded",
  whose: ((job: Job) => Whose) | null,
): RowsRead {
  const job = useQuery({ ...jobQuery(jobId), refetchInterval: false, ...once });
  const { connectionId = "", objectName = "" } = job.data ?? {};
  const isKnown = job.data !== undefined;
  const connections = useQuery({ ...connectionsQuery(), enabled: isKnown });
  const fields = useQuery({ ...fieldsQuery(connectionId, objectName), enabled: isKnown, ...once });
  const rows = useQuery({
    queryKey: ["jobs", "rows-to-put-right", name, jobId],
    queryFn: ({ signal }) => rowsToPutRight(jobId, name, name === "open" ? wishNow() : {}, signal),
    gcTime: 0,
    ...once,
  });
  const connection = connections.data?.find(({ id }) => id === connectionId);
  const correction = useMemo((): Correction | null => {
    if (!job.data || !connection || !fields.data || !whose) return null;
    const { mapping, fileName } = job.data;
    const destination = { connection, objectName, fields: fields.data };
    return { ...whose(job.data), mapping, fileName, destination };
  }, [job.data, connection, objectName, fields.data, whose]);
  const number = correction?.number ?? "";
  const file = useMemo(
    () => rows.data && new File([rows.data], `import-${number}-${name}.csv`, { type: "text/csv" }),
    [rows.data, number, name],
  );
  const isGone = connections.data !== undefined && isKnown && connection === undefined;
  const gone = useMemo(
    () => (isGone ? new Error("The connection these rows go to cannot be used at present.") : null),
    [isGone],
  );
  return {
    correction,
    file: isKnown ? (file ?? null) : null,
    error: job.error ?? connections.error ?? fields.error ?? rows.error ?? gone,
    retry: () => {
      for (const query of [job, connections, fields, rows]) if (query.error) void query.refetch();
    },
  };
}
