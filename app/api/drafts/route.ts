import { createDraftSchema } from "@/lib/api-contract/drafts";
import { handle } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, person }) => ({
  drafts: await services.drafts.list(person),
}));

/** Thousands of columns have long names, and a mapping may translate values. */
const maxBodyBytes = 1024 * 1024;

export const POST = handle(
  { access: "person", body: createDraftSchema, maxBodyBytes },
  async ({ services, person, body }) =>
    Response.json(
      { draft: await services.drafts.create(body, person) },
      { status: 201, headers: { "cache-control": "no-store" } },
    ),
);
