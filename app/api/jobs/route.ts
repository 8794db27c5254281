import { jobsQuery } from "@/lib/api-contract/jobs";
import { submitJobSchema } from "@/lib/api-contract/submit-job";
import { handle } from "@/lib/api-server/handle";
import { idempotencyKey } from "@/lib/api-server/idempotency-key";

export const GET = handle({ access: "person", query: jobsQuery }, async ({ services, query, person }) =>
  services.jobs.list(query, person),
);

/** Rows kept back or excluded travel with the job. */
const maxBodyBytes = 64 * 1024 * 1024;

export const POST = handle(
  { access: "person", body: submitJobSchema, maxBodyBytes },
  async ({ services, request, body, person }) => {
    const job = await services.jobs.submit(person, idempotencyKey(request), body);
    if (body.draftId !== undefined) await services.drafts.remove(body.draftId, person);
    return Response.json({ job }, { status: 202, headers: { "cache-control": "no-store" } });
  },
);
