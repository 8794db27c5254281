import { probeRequestSchema } from "@/lib/api-contract/probe";
import { handle, param } from "@/lib/api-server/handle";

/** What a run would do. Nothing is changed by asking. */
export const POST = handle(
  { access: "administrator", body: probeRequestSchema },
  async ({ services, params, person, body }) => {
    const connectionId = param(params, "connectionId");
    const { environment, name } = await services.connections.get(connectionId, person);
    const plan = await services.probe.plan({
      ...body,
      connectionId,
      name,
      isTest: environment === "test",
    });
    const { says, nameToType, creates } = plan;
    return {
      plan: {
        says,
        nameToType,
        creates: creates && { objectName: creates.subject.objectName, records: creates.records },
      },
    };
  },
);
