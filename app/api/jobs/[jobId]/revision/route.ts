import { revisionListSchema } from "@/lib/api-contract/revision";
import { handle, param } from "@/lib/api-server/handle";

/** Whether rows that are done can be corrected by sending them once more, and how. */
export const GET = handle({ access: "person" }, async ({ services, params }) => ({
  revision: await services.jobs.revision(param(params, "jobId")),
}));

/** A list of what to put right in the connected system was taken away: for the record. */
export const POST = handle(
  { access: "person", body: revisionListSchema },
  async ({ services, params, body, person }) => {
    await services.jobs.noteRevisionList(person, param(params, "jobId"), body);
    return new Response(null, { status: 204 });
  },
);
