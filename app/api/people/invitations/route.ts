import { inviteSchema } from "@/lib/api-contract/people";
import { handle } from "@/lib/api-server/handle";

export const POST = handle(
  { access: "administrator", body: inviteSchema },
  async ({ services, person, body }) => services.auth.invite(body, person.id),
);
