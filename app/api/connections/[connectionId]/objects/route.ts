import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params, person }) => ({
  objects: await services.connections.objects(param(params, "connectionId"), person),
}));
