import { readBackRowsQuery } from "@/lib/api-contract/read-back";
import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person", query: readBackRowsQuery }, ({ services, params, query }) =>
  services.readBacks.rows(param(params, "jobId"), query),
);
