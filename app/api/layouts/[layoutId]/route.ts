import { changeLayoutSchema } from "@/lib/api-contract/layouts";
import { handle, param } from "@/lib/api-server/handle";

const maxBodyBytes = 1024 * 1024;

/** Renames it, or saves it anew. Whoever saved it and administrators may. */
export const PATCH = handle(
  { access: "person", body: changeLayoutSchema, maxBodyBytes },
  async ({ services, params, person, body }) => ({
    layout: await services.layouts.change(param(params, "layoutId"), body, person),
  }),
);

export const DELETE = handle({ access: "person" }, async ({ services, params, person }) => {
  await services.layouts.remove(param(params, "layoutId"), person);
  return new Response(null, { status: 204 });
});
