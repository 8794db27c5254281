import { durationQuery } from "@/lib/api-contract/parts";
import { handle, param } from "@/lib/api-server/handle";

/** How long so many records will take, as far as anything was measured here. */
export const GET = handle(
  { access: "person", query: durationQuery },
  async ({ services, params, query }) => ({
    span: await services.jobs.expectedSpan({
      connectionId: param(params, "connectionId"),
      objectName: param(params, "objectName"),
      records: query.records,
    }),
  }),
);
