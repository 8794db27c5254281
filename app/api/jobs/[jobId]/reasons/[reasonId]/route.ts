import { writeHintSchema } from "@/lib/api-contract/refusals";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

/** Writes the team's hint about a reason, or takes it away. */
export const PATCH = handle(
  { access: "person", body: writeHintSchema },
  async ({ services, params, person, body }) => {
    const about = { jobId: param(params, "jobId"), reasonId: Number(param(params, "reasonId")) };
    const hint = Number.isSafeInteger(about.reasonId)
      ? await services.refusals.write(person, about, body)
      : undefined;
    if (hint === undefined)
      throw new ApiProblem(404, "not_found", "This import has no such reason, or its rows were removed.");
    if (hint === "moved")
      throw new ApiProblem(409, "hint_moved", "Somebody else has written about this reason meanwhile.");
    return { hint };
  },
);
