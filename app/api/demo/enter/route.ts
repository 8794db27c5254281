import { handle } from "@/lib/api-server/handle";

export const POST = handle({ access: "anyone" }, async ({ services, request }) =>
  services.auth.enterDemo(request),
);
