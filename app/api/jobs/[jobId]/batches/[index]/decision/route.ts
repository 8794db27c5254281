import { decisionSchema } from "@/lib/api-contract/decisions";
import { handle } from "@/lib/api-server/handle";
import { partParams } from "@/lib/api-server/part-params";

/** A person leads a part out of its question: what became of it is not known, and only a person may say what follows. */
export const POST = handle(
  { access: "person", body: decisionSchema },
  async ({ services, params, body, person }) => ({
    job: await services.jobs.decide(person, partParams(params), body),
  }),
);
