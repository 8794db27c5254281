import { controlSchema, controls } from "@/lib/api-contract/controls";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

/** Any operator may: a colleague's import that does harm is stopped by whoever sees it. The audit trail says who it was. */
export const POST = handle(
  { access: "person", body: controlSchema },
  async ({ services, params, body, person }) => {
    const control = controls.find((known) => known === param(params, "control"));
    if (!control) throw new ApiProblem(404, "not_found", "There is nothing at this address.");
    return { job: await services.jobs.control(param(params, "jobId"), { control, ...body }, person) };
  },
);
