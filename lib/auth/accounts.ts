import "server-only";
import type { Role } from "../api-contract/people";
import type { BetterAuth } from "./better-auth";

/**
 * Creates the account, or gives an existing one this name, role and password and, unless they are kept, ends its sessions.
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
    const { id } = existing.user;
    await internalAdapter.updateUser(id, { name: account.name, role: account.role });
    // A start that was cut off may have left the person without a password.
    if (existing.accounts.some(({ providerId }) => providerId === "credential"))
      await internalAdapter.updatePassword(id, hash);
    else await internalAdapter.linkAccount(credential(id, hash));
    if (sessions === "end") await internalAdapter.deleteUserSessions(id);
    return id;
  }
  const user = await internalAdapter.createUser(
    { email, name: account.name, emailVerified: true, role: account.role },
    { method: "other" },
  );
  await internalAdapter.linkAccount(credential(user.id, hash));
  return user.id;
}

/** A local password, as better-auth keeps it. */
const credential = (userId: string, hash: string) => ({
  userId,
  accountId: userId,
  providerId: "credential",
  password: hash,
});
