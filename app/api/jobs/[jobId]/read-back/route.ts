import { readBackSchema } from "@/lib/api-contract/read-back";
import { handle, param } from "@/lib/api-server/handle";

/** Whether rows that are done can be read back, and how far the last time is. */
export const GET = handle({ access: "person" }, async ({ services, params }) => ({
  readBack: await services.readBacks.about(param(params, "jobId")),
}));

/** Looks at the next rows in the connected system. Called again until none is left. */
export const POST = handle(
  { access: "person", body: readBackSchema },
  async ({ services, params, body, person }) => ({
    progress: await services.readBacks.step(param(params, "jobId"), body, person),
  }),
);
