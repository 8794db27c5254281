import { z } from "zod";
import { unauthorized } from "../http/authorization";
import { type Call, readJsonBody } from "../http/call";
import { ok, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { madeUpSecret } from "../secrets";

/** The one login of this sandbox. */
export const login = { username: "owner@example.com", password: madeUpSecret("password") };

const bearer = madeUpSecret("bearer");

const loginSchema = z.object({ username: z.string(), password: z.string() });

/** Swaps a login for a token (Open Connectors reference, authentication). */
async function authenticate(call: Call): Promise<Reply> {
  const given = loginSchema.safeParse(await readJsonBody(call)).data;
  if (given?.username !== login.username || given.password !== login.password) throw unauthorized();
  return ok({ token: bearer });
}

/** Swaps the token for the two secrets that all other calls need. */
function secrets({ world, headers }: Call): Reply {
  if (headers.authorization !== `Bearer ${bearer}`) throw unauthorized();
  return ok({ userSecret: world.user, organizationSecret: world.organization });
}

export const authenticationRoutes: Route[] = [
  { method: "POST", path: "/authentication", access: "open", handle: authenticate },
  { method: "GET", path: "/authentication/secrets", access: "open", handle: secrets },
];
