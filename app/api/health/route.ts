export const dynamic = "force-dynamic";

/** Whether the process answers; says nothing about what is behind it. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
