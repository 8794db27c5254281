import { handle } from "@/lib/api-server/handle";

/** Names alone: who an unfinished import can be handed to. */
export const GET = handle({ access: "person" }, async ({ services, person }) => ({
  colleagues: await services.drafts.colleagues(person),
}));
