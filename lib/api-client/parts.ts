import { queryOptions } from "@tanstack/react-query";
import { partSizesSchema } from "@/lib/api-contract/parts";
import { request } from "./request";

/** How the server cuts imports into parts. It changes with the server's settings only. */
export const partSizesQuery = () =>
  queryOptions({
    queryKey: ["parts"],
    queryFn: ({ signal }) => request(partSizesSchema, "/api/parts", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
