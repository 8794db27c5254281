import { queryOptions } from "@tanstack/react-query";
import { connectionsAnswer, fieldsAnswer, objectsAnswer } from "@/lib/api-contract/connections";
import { path, request } from "./request";

const connectionKeys = {
  all: ["connections"],
  objects: (connectionId: string) => ["connections", connectionId, "objects"],
  fields: (connectionId: string, objectName: string) => [
    "connections",
    connectionId,
    "objects",
    objectName,
    "fields",
  ],
};

/** What may be loaded into. Read when it is asked for, not in the background: each reading may be a call upstream. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: connectionKeys.all,
    queryFn: async ({ signal }) =>
      (await request(connectionsAnswer, "/api/connections", { signal })).connections,
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

export const objectsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: connectionKeys.objects(connectionId),
    queryFn: async ({ signal }) =>
      (await request(objectsAnswer, path("/api/connections", connectionId, "objects"), { signal })).objects,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

/** `ApiError` with status 404 when the connection has no object of that name. */
export const fieldsQuery = (connectionId: string, objectName: string) =>
  queryOptions({
    queryKey: connectionKeys.fields(connectionId, objectName),
    queryFn: async ({ signal }) =>
      (
        await request(fieldsAnswer, path("/api/connections", connectionId, "objects", objectName, "fields"), {
          signal,
        })
      ).fields,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
