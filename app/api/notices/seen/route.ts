import { noticesSeenSchema } from "@/lib/api-contract/notices";
import { handle } from "@/lib/api-server/handle";

export const POST = handle(
  { access: "person", body: noticesSeenSchema },
  async ({ services, person, body }) => {
    await services.notices.see(person, body.upTo);
    return new Response(null, { status: 204 });
  },
);
