import { createLayoutSchema, layoutsQuery } from "@/lib/api-contract/layouts";
import { handle } from "@/lib/api-server/handle";

/** What is known for an object and a set of columns. */
export const GET = handle({ access: "person", query: layoutsQuery }, async ({ services, person, query }) =>
  services.layouts.known(query, person),
);

/** A mapping may translate many values. */
const maxBodyBytes = 1024 * 1024;

export const POST = handle(
  { access: "person", body: createLayoutSchema, maxBodyBytes },
  async ({ services, person, body }) =>
    Response.json(
      { layout: await services.layouts.create(body, person) },
      { status: 201, headers: { "cache-control": "no-store" } },
    ),
);
