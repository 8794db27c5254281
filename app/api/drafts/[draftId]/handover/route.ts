import { handOverSchema } from "@/lib/api-contract/drafts";
import { handle, param } from "@/lib/api-server/handle";

export const POST = handle(
  { access: "person", body: handOverSchema },
  async ({ services, params, person, body }) => {
    await services.drafts.handOver(param(params, "draftId"), body, person);
    return new Response(null, { status: 204 });
  },
);
