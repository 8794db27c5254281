import { changeConnectionSchema } from "@/lib/api-contract/connection-detail";
import { handle, param } from "@/lib/api-server/handle";
import type { Services } from "@/lib/services";

const mostImports = 5;

async function detail({ env, connections, jobs, probe }: Services, id: string, person: { id: string }) {
  const [connection, { jobs: imports }, state] = await Promise.all([
    connections.get(id, person),
    jobs.list({ show: "all", connection: id }, person),
    probe.state(id),
  ]);
  return {
    connection: {
      ...connection,
      keepsRows: env.keepsRows,
      imports: imports.slice(0, mostImports),
      probe: state,
    },
  };
}

export const GET = handle({ access: "person" }, async ({ services, params, person }) =>
  detail(services, param(params, "connectionId"), person),
);

/** Its name here, and whether it is test or live. */
export const PATCH = handle(
  { access: "administrator", body: changeConnectionSchema },
  async ({ services, params, person, body }) => {
    const id = param(params, "connectionId");
    const begins = body.remembersRows === true && !(await services.connections.get(id, person)).remembersRows;
    await services.connections.change(id, body, person);
    // What was sent while nothing was to be remembered may still wait for its turn when it begins again.
    if (body.remembersRows === false || begins) {
      await services.alreadySent.forget(id);
      await services.refusals.forget(id);
    }
    return detail(services, id, person);
  },
);
