import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  type changeLayoutSchema,
  type createLayoutSchema,
  layoutAnswer,
  layoutsAnswer,
  type SavedLayout,
} from "@/lib/api-contract/layouts";
import { path, request, send } from "./request";

export const layoutKeys = {
  all: ["layouts"],
  known: (connector: string, object: string, headerSet: string) => ["layouts", connector, object, headerSet],
};

/** Saved layouts of an object, and how a file with these columns was mapped before. */
export const layoutsQuery = (connector: string, object: string, headerSet: string) =>
  queryOptions({
    queryKey: layoutKeys.known(connector, object, headerSet),
    queryFn: ({ signal }) =>
      request(layoutsAnswer, `/api/layouts?${new URLSearchParams({ connector, object, headerSet })}`, {
        signal,
      }),
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });

/** Asking twice makes one. @throws ApiError 409 when the name is taken */
export const createLayout = async (body: z.input<typeof createLayoutSchema>): Promise<SavedLayout> =>
  (await request(layoutAnswer, "/api/layouts", { method: "POST", json: body })).layout;

/** Another name, or saved anew. @throws ApiError */
export const changeLayout = async (
  id: string,
  body: z.input<typeof changeLayoutSchema>,
): Promise<SavedLayout> =>
  (await request(layoutAnswer, path("/api/layouts", id), { method: "PATCH", json: body })).layout;

export const deleteLayout = (id: string): Promise<void> =>
  send(path("/api/layouts", id), { method: "DELETE" });
