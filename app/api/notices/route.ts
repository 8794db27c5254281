import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, person }) =>
  services.notices.list(person),
);
