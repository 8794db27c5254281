import { lookupSchema } from "@/lib/api-contract/decisions";
import { handle } from "@/lib/api-server/handle";
import { partParams } from "@/lib/api-server/part-params";

/** Looks for the next rows of a part in the system itself. Called again until it is done. */
export const POST = handle({ access: "person", body: lookupSchema }, async ({ services, params, body }) => ({
  lookup: await services.jobs.lookUp(partParams(params), body),
}));
