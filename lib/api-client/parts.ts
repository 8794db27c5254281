import { queryOptions } from "@tanstack/react-query";
import { durationAnswer, partSizesSchema } from "@/lib/api-contract/parts";
import { path, request } from "./request";

/** How the server cuts imports into parts. It changes with the server's settings only. */
export const partSizesQuery = () =>
  queryOptions({
    queryKey: ["parts"],
    queryFn: ({ signal }) => request(partSizesSchema, "/api/parts", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How long so many records will take there, as imports there went; `null`: none was measured. */
export const durationQuery = (connectionId: string, objectName: string, records: number) =>
  queryOptions({
    queryKey: ["duration", connectionId, objectName, records],
    queryFn: async ({ signal }) => {
      const base = path("/api/connections", connectionId, "objects", objectName, "duration");
      return (await request(durationAnswer, `${base}?records=${records}`, { signal })).span;
    },
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
