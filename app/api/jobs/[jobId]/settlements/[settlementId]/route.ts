import { handle, param } from "@/lib/api-server/handle";

/** Takes back that rows were settled: they are open again. */
export const DELETE = handle({ access: "person" }, async ({ services, params, person }) => ({
  job: await services.jobs.unsettle(person, param(params, "jobId"), param(params, "settlementId")),
}));
