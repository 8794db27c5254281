import "server-only";
import { openDatabase } from "../database/database";
import { createInvitations } from "./invitations";

/**
 * `npm run reset-password -- someone@example.com`: prints a one-time link, good for an hour, with which that person
 * chooses a new password. Called by scripts/reset-password.mjs, which fills in DATABASE_URL and PUBLIC_URL.
 * @returns the lines to print and the exit code
 */
export async function resetPassword(given: {
  databaseUrl: string;
  publicUrl: string;
  email: string;
}): Promise<{ lines: string[]; exitCode: number }> {
  const { database, close } = openDatabase(given.databaseUrl, { maxConnections: 1 });
  try {
    const email = given.email.trim().toLowerCase();
    const person = await database
      .selectFrom("user")
      .select(["role"])
      .where("email", "=", email)
      .executeTakeFirst();
    if (!person) return { lines: [`There is no account with the e-mail ${email}.`], exitCode: 1 };
    const { token } = await createInvitations(database).create({
      email,
      role: person.role === "administrator" ? "administrator" : "operator",
      createdById: null,
      hours: 1,
    });
    const link = new URL(`/invite/${token}`, given.publicUrl).href;
    return {
      lines: [`Open this link within an hour to choose a new password for ${email}:`, link],
      exitCode: 0,
    };
  } finally {
    await close();
  }
}
