import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, person }) => ({
  connections: await services.connections.list(person),
}));
