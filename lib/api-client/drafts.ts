import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  colleaguesAnswer,
  type DraftContent,
  type DraftSummary,
  draftAnswer,
  draftSavedAnswer,
  draftsAnswer,
  type handOverSchema,
  type KeptDraft,
  type SaveDraft,
  sameFileAnswer,
} from "@/lib/api-contract/drafts";
import { path, request, send } from "./request";

export const draftKeys = {
  all: ["drafts"],
  sameFile: (connectionId: string, objectName: string, sha256: string) => [
    "same-file",
    connectionId,
    objectName,
    sha256,
  ],
  colleagues: ["colleagues"],
};

/** The unfinished imports of whoever is signed in, newest first. */
export const draftsQuery = () =>
  queryOptions({
    queryKey: draftKeys.all,
    queryFn: async ({ signal }) => (await request(draftsAnswer, "/api/drafts", { signal })).drafts,
    refetchOnWindowFocus: "always",
  });

/** Who an unfinished import can be handed to. */
export const colleaguesQuery = () =>
  queryOptions({
    queryKey: draftKeys.colleagues,
    queryFn: async ({ signal }) =>
      (await request(colleaguesAnswer, "/api/colleagues", { signal })).colleagues,
    staleTime: 60_000,
  });

/** Where a file was sent already, and who prepares it. */
export const sameFileQuery = (connectionId: string, objectName: string, sha256: string) =>
  queryOptions({
    queryKey: draftKeys.sameFile(connectionId, objectName, sha256),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ connection: connectionId, object: objectName, sha256 });
      return request(sameFileAnswer, `/api/jobs/same-file?${query}`, { signal });
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** @throws ApiError 404 when it is not there, or not one's own */
export const readDraft = async (id: string): Promise<KeptDraft> =>
  (await request(draftAnswer, path("/api/drafts", id))).draft;

/** Asking twice makes one. @throws ApiError */
export const createDraft = async (id: string, content: DraftContent, writer: string): Promise<DraftSummary> =>
  (
    await request(draftSavedAnswer, "/api/drafts", {
      method: "POST",
      json: { id, content, writer },
      keepalive: true,
    })
  ).draft;

/** @throws ApiError 409 `draft_moved` when another page wrote it meanwhile */
export const saveDraft = async (id: string, body: SaveDraft): Promise<DraftSummary> =>
  (await request(draftSavedAnswer, path("/api/drafts", id), { method: "PATCH", json: body, keepalive: true }))
    .draft;

export const deleteDraft = (id: string): Promise<void> => send(path("/api/drafts", id), { method: "DELETE" });

/** @throws ApiError */
export const handOverDraft = (id: string, body: z.input<typeof handOverSchema>): Promise<void> =>
  send(path("/api/drafts", id, "handover"), { method: "POST", json: body });
