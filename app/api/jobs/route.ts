import { jobsQuery, submitJobSchema } from "@/lib/api-contract/jobs";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "person", query: jobsQuery }, async ({ services, query, person }) =>
  services.jobs.list(query, person),
);

/** Rows kept back or excluded travel with the job. */
const maxBodyBytes = 64 * 1024 * 1024;

export const POST = handle(
  { access: "person", body: submitJobSchema, maxBodyBytes },
  async ({ services, request, body, person }) => {
    const key = request.headers.get("idempotency-key")?.trim();
    if (!key || key.length > 200)
      throw new ApiProblem(400, "key_missing", "An Idempotency-Key header of 1 to 200 characters is needed.");
    const job = await services.jobs.submit(person, key, body);
    return Response.json({ job }, { status: 202, headers: { "cache-control": "no-store" } });
  },
);
