import { queryOptions } from "@tanstack/react-query";
import { z } from "@/lib/api-contract/zod";
import { request } from "./request";

/** The build that answers now; another than the one a page was made by means that a new version is running. */
export const versionQuery = () =>
  queryOptions({
    queryKey: ["version"],
    queryFn: async ({ signal }) =>
      (await request(z.object({ build: z.string() }), "/api/version", { signal, withoutSession: true }))
        .build,
    refetchInterval: 5 * 60_000,
    refetchOnWindowFocus: "always",
    retry: false,
  });
