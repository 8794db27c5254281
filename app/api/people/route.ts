import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "administrator" }, async ({ services }) => services.auth.people());
