import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle } from "@/lib/api-server/handle";

/**
 * The demo's door has no lock, so it opens only under an address of our own: a page elsewhere whose name was made to point
 * at this computer sends its own name as `Host`.
 */
export const POST = handle({ access: "anyone" }, async ({ services, request }) => {
  const host = request.headers.get("host");
  if (!services.origins.some((origin) => new URL(origin).host === host))
    throw new ApiProblem(403, "cross_site", "The demo is entered from its own address only.");
  return services.auth.enterDemo(request);
});
