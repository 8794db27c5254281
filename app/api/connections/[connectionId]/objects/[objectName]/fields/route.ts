import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params }) => ({
  fields: await services.openConnectors.fields(param(params, "connectionId"), param(params, "objectName")),
}));
