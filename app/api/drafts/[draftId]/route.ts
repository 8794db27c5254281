import { saveDraftSchema } from "@/lib/api-contract/drafts";
import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params, person }) => ({
  draft: await services.drafts.get(param(params, "draftId"), person),
}));

/** With the edits of rows that a person wished kept. */
const maxBodyBytes = 4 * 1024 * 1024;

export const PATCH = handle(
  { access: "person", body: saveDraftSchema, maxBodyBytes },
  async ({ services, params, person, body }) => ({
    draft: await services.drafts.save(param(params, "draftId"), body, person),
  }),
);

export const DELETE = handle({ access: "person" }, async ({ services, params, person }) => {
  await services.drafts.remove(param(params, "draftId"), person);
  return new Response(null, { status: 204 });
});
