import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params }) => ({
  objects: await services.openConnectors.objects(param(params, "connectionId")),
}));
