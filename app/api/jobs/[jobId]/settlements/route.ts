import { settleSchema } from "@/lib/api-contract/family";
import { handle, param } from "@/lib/api-server/handle";

/** Rows are named one by one where they do not follow one another. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Says of open rows that they are not sent: they are elsewhere, or not needed. */
export const POST = handle(
  { access: "person", body: settleSchema, maxBodyBytes },
  async ({ services, params, body, person }) => ({
    job: await services.jobs.settle(person, param(params, "jobId"), body),
  }),
);
