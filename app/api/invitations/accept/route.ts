import { acceptInvitationSchema } from "@/lib/api-contract/people";
import { handle } from "@/lib/api-server/handle";

export const POST = handle(
  { access: "anyone", body: acceptInvitationSchema },
  async ({ services, body, request }) => services.auth.accept(body, request),
);
