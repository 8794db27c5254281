import type { Connection } from "@/lib/api-contract/connections";
import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services }) => {
  const found = await services.openConnectors.connections();
  const connections: Connection[] = found.map(({ id, name, connector, usable, reason, tags }) => ({
    id,
    name,
    connector: { key: connector.key, name: connector.name },
    usable,
    ...(reason === undefined ? {} : { reason }),
    tags,
  }));
  return { connections };
});
