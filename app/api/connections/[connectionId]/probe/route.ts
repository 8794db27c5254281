import { runProbeSchema } from "@/lib/api-contract/probe";
import { handle, param } from "@/lib/api-server/handle";

/** Begins a run; `GET /api/connections/{id}` tells how it goes and what it found. */
export const POST = handle(
  { access: "administrator", body: runProbeSchema },
  async ({ services, params, person, body }) => {
    const connectionId = param(params, "connectionId");
    const { environment, name } = await services.connections.get(connectionId, person);
    await services.probe.start({ ...body, connectionId, name, isTest: environment === "test" });
    return new Response(null, { status: 202 });
  },
);
