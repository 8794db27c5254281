import { noticeMailSchema } from "@/lib/api-contract/notices";
import { handle } from "@/lib/api-server/handle";

export const POST = handle(
  { access: "person", body: noticeMailSchema },
  async ({ services, person, body }) => {
    await services.notices.wantMail(person, body.mail);
    return new Response(null, { status: 204 });
  },
);
