import { childSchema } from "@/lib/api-contract/decisions";
import { handle, param } from "@/lib/api-server/handle";
import { idempotencyKey } from "@/lib/api-server/idempotency-key";

const maxBodyBytes = 4 * 1024 * 1024;

/** Sends open records of an import again, in an import of their own. */
export const POST = handle(
  { access: "person", body: childSchema, maxBodyBytes },
  async ({ services, request, params, body, person }) => {
    const job = await services.jobs.sendAgain(person, idempotencyKey(request), param(params, "jobId"), body);
    return Response.json({ job }, { status: 202, headers: { "cache-control": "no-store" } });
  },
);
