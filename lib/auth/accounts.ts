import "server-only";
import type { Role } from "../api-contract/people";
import type { BetterAuth } from "./better-auth";

/**
 * Creates the account, or gives an existing one a new password and, unless they are kept, ends its sessions.
 * @returns the person's id
 */
export async function saveAccount(
  auth: BetterAuth,
  account: { email: string; name: string; password: string; role: Role },
  sessions: "end" | "keep" = "end",
): Promise<string> {
  const { internalAdapter, password } = await auth.$context;
  const hash = await password.hash(account.password);
  const email = account.email.toLowerCase();
  const existing = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (existing) {
    await internalAdapter.updatePassword(existing.user.id, hash);
    if (sessions === "end") await internalAdapter.deleteUserSessions(existing.user.id);
    return existing.user.id;
  }
  const user = await internalAdapter.createUser(
    { email, name: account.name, emailVerified: true, role: account.role },
    { method: "other" },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: "credential",
    password: hash,
  });
  return user.id;
}
