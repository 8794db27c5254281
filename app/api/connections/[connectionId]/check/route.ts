import { handle, param } from "@/lib/api-server/handle";

/** Asks the connected system for a sign of life; the answer is in the connection's health. */
export const POST = handle({ access: "person" }, async ({ services, params }) => {
  await services.connections.check(param(params, "connectionId"));
  return new Response(null, { status: 204 });
});
