"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { connectionsQuery, fieldsQuery } from "@/lib/api-client/connections";
import { jobQuery } from "@/lib/api-client/jobs";
import { openRowsFile } from "@/lib/api-client/rows-file";
import type { Correction } from "@/lib/import-session/correction";

/** Which rows are wanted, as the address says. */
function wishNow() {
  const address = new URLSearchParams(window.location.search);
  const outcomes = address.get("outcomes");
  const reason = address.get("reason");
  return { ...(outcomes ? { outcomes } : {}), ...(reason ? { reason } : {}) };
}

/** The import that is put right, and its open rows as a file. They are read once: what is edited stays what it is. */
export function useCorrection(jobId: string): {
  correction: Correction | null;
  file: File | null;
  error: Error | null;
  retry: () => void;
} {
  const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;
  const job = useQuery({ ...jobQuery(jobId), refetchInterval: false, ...once });
  const { connectionId = "", objectName = "" } = job.data ?? {};
  const isKnown = job.data !== undefined;
  const connections = useQuery({ ...connectionsQuery(), enabled: isKnown });
  const fields = useQuery({ ...fieldsQuery(connectionId, objectName), enabled: isKnown, ...once });
  const rows = useQuery({
    queryKey: ["jobs", "open-rows", jobId],
    queryFn: ({ signal }) => openRowsFile(jobId, wishNow(), signal),
    gcTime: 0,
    ...once,
  });
  const connection = connections.data?.find(({ id }) => id === connectionId);
  const correction = useMemo((): Correction | null => {
    if (!job.data || !connection || !fields.data) return null;
    const { family, mapping, fileName, assumedRows } = job.data;
    return {
      ...{ jobId: family.root.id, number: family.root.number, fileName, mapping, open: family.open },
      assumed: assumedRows,
      imports: family.imports.map(({ number }) => number),
      destination: { connection, objectName, fields: fields.data },
    };
  }, [job.data, connection, objectName, fields.data]);
  const number = job.data?.family.root.number ?? "";
  const file = useMemo(
    () => rows.data && new File([rows.data], `import-${number}-open.csv`, { type: "text/csv" }),
    [rows.data, number],
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
