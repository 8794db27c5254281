import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Invitation, Role } from "../api-contract/people";
import type { Database } from "../database/database";

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Printed at the first start when no administrator was configured: whoever follows it names their own e-mail. */
export const anyEmail = "";

export interface OpenInvitation {
  email: string;
  role: Role;
}

/**
 * One-time links. Only the hash of a token is stored; the link itself is shown once, to whoever made it.
 * All times are the database's.
 */
export function createInvitations(database: Database) {
  const stillOpen = sql<boolean>`used_at is null and expires_at > now()`;
  return {
    async create(invitation: { email: string; role: Role; createdById: string | null; hours: number }) {
      const token = randomBytes(32).toString("base64url");
      const row = await database
        .insertInto("invitations")
        .values({
          id: randomUUID(),
          token_hash: hashOf(token),
          email: invitation.email.toLowerCase(),
          role: invitation.role,
          created_by_id: invitation.createdById,
          expires_at: sql<Date>`now() + make_interval(hours => ${invitation.hours})`,
        })
        .returning(["id", "email", "role", "expires_at"])
        .executeTakeFirstOrThrow();
      return { token, invitation: toInvitation(row) };
    },

    /** What the link is for; `undefined` when it is unknown, used or expired. */
    async find(token: string): Promise<OpenInvitation | undefined> {
      return database
        .selectFrom("invitations")
        .select(["email", "role"])
        .where("token_hash", "=", hashOf(token))
        .where(stillOpen)
        .executeTakeFirst();
    },

    /** Uses the link up. Of several callers at once exactly one gets it. */
    async take(token: string): Promise<OpenInvitation | undefined> {
      return database
        .updateTable("invitations")
        .set({ used_at: sql<Date>`now()` })
        .where("token_hash", "=", hashOf(token))
        .where(stillOpen)
        .returning(["email", "role"])
        .executeTakeFirst();
    },

    /** Makes a link usable again whose account could not be saved. */
    async giveBack(token: string): Promise<void> {
      await database
        .updateTable("invitations")
        .set({ used_at: null })
        .where("token_hash", "=", hashOf(token))
        .execute();
    },

    async open(): Promise<Invitation[]> {
      const rows = await database
        .selectFrom("invitations")
        .select(["id", "email", "role", "expires_at"])
        .where(stillOpen)
        .where("email", "!=", anyEmail)
        .orderBy("created_at", "desc")
        .execute();
      return rows.map(toInvitation);
    },

    /** Ends the links that somebody made. */
    async endOf(createdById: string): Promise<void> {
      await database
        .updateTable("invitations")
        .set({ used_at: sql<Date>`now()` })
        .where("created_by_id", "=", createdById)
        .where("used_at", "is", null)
        .execute();
    },

    /** Ends links of a former start that name nobody. */
    async endAnonymous(): Promise<void> {
      await database
        .updateTable("invitations")
        .set({ used_at: sql<Date>`now()` })
        .where("email", "=", anyEmail)
        .where("used_at", "is", null)
        .execute();
    },
  };
}

function toInvitation(row: { id: string; email: string; role: Role; expires_at: Date }): Invitation {
  return { id: row.id, email: row.email, role: row.role, expiresAt: row.expires_at.toISOString() };
}
