import { z } from "zod";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle } from "@/lib/api-server/handle";

/** An allow-list: nothing else of the library's many routes is open. */
const signIn = handle(
  { access: "anyone", body: z.object({ email: z.string().max(254), password: z.string().max(1000) }) },
  async ({ services, body, request }) => services.auth.signIn(body, request),
);
const signOut = handle({ access: "person" }, async ({ services, request }) => services.auth.signOut(request));
const nothingHere = handle({ access: "anyone" }, async () => {
  throw new ApiProblem(404, "not_found", "There is nothing at this address.");
});

const posts: Record<string, typeof nothingHere> = { "sign-in/email": signIn, "sign-out": signOut };

type Context = { params: Promise<{ action: string[] }> };

export async function POST(request: Request, context: Context): Promise<Response> {
  const path = (await context.params).action.join("/");
  const run = Object.hasOwn(posts, path) ? posts[path] : undefined;
  return (run ?? nothingHere)(request, context);
}

export const GET = nothingHere;
