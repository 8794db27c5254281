import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  type ConnectionDetail,
  type changeConnectionSchema,
  connectionAnswer,
} from "@/lib/api-contract/connection-detail";
import { connectionsAnswer, fieldsAnswer, objectsAnswer } from "@/lib/api-contract/connections";
import { probePlanAnswer, type probeRequestSchema } from "@/lib/api-contract/probe";
import { path, request, send } from "./request";

export const connectionKeys = {
  all: ["connections"],
  detail: (connectionId: string) => ["connections", connectionId, "detail"],
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

const probingMs = 2_000;

/** One connection with its fact card, its last imports and its probe; again every 2 s while that runs. */
export const connectionQuery = (connectionId: string) =>
  queryOptions({
    queryKey: connectionKeys.detail(connectionId),
    queryFn: async ({ signal }) =>
      (await request(connectionAnswer, path("/api/connections", connectionId), { signal })).connection,
    staleTime: 15_000,
    refetchInterval: ({ state }) => (state.data?.probe.runningSince ? probingMs : false),
    refetchOnWindowFocus: false,
  });

/** Names it, or marks it as test or live. @throws ApiError */
export const changeConnection = async (
  connectionId: string,
  change: z.input<typeof changeConnectionSchema>,
): Promise<ConnectionDetail> =>
  (
    await request(connectionAnswer, path("/api/connections", connectionId), {
      method: "PATCH",
      json: change,
    })
  ).connection;

/** Asks the connected system for a sign of life; how it is stands in the connection afterwards. @throws ApiError */
export const checkConnection = (connectionId: string): Promise<void> =>
  send(path("/api/connections", connectionId, "check"), { method: "POST" });

type ProbeRequest = z.input<typeof probeRequestSchema>;

/** What a run of the probe would do. @throws ApiError */
export const planProbe = async (connectionId: string, asked: ProbeRequest) =>
  (
    await request(probePlanAnswer, path("/api/connections", connectionId, "probe", "plan"), {
      method: "POST",
      json: asked,
    })
  ).plan;

/** Begins it. @throws ApiError 409 when another run is under way, or when it would do something else */
export const startProbe = (connectionId: string, run: ProbeRequest & { creates: boolean }): Promise<void> =>
  send(path("/api/connections", connectionId, "probe"), { method: "POST", json: run });

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
