import "server-only";
import { randomBytes } from "node:crypto";
import type pg from "pg";
import type { Invitation, Me, Person, Role } from "../api-contract/people";
import { roles } from "../api-contract/people";
import type { Database } from "../database/database";
import { isDatabaseAway } from "../database/is-away";
import { saveAccount } from "./accounts";
import {
  type BetterAuthOptions,
  createBetterAuth,
  isBetterAuthMigrated,
  migrateBetterAuth,
} from "./better-auth";
import { anyEmail, createInvitations, type OpenInvitation } from "./invitations";
import { createSignInLimit } from "./sign-in-limit";

const demoAccount = { email: "demo@hubload.localhost", name: "Demo", role: "administrator" } as const;
const invitationHours = 7 * 24;
const firstLinkHours = 1;

/** A failure whose message may be shown; `status` is the HTTP answer. */
export class AuthError extends Error {
  override name = "AuthError";
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | undefined;
  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** The library wraps what its database says. */
function unwrap(error: unknown): never {
  throw error instanceof Error && isDatabaseAway(error.cause) ? error.cause : error;
}

export interface Auth {
  /** Whether `migrate` has nothing to do. */
  isMigrated(): Promise<boolean>;
  /** Creates or extends the tables of accounts. @param pool that lets a statement take its time */
  migrate(pool: pg.Pool): Promise<void>;
  /** Creates the first administrator and, in a demo, its account. */
  prepare(first: { email: string | undefined; password: string | undefined; demo: boolean }): Promise<void>;
  /** Whoever the session cookie names; `undefined` without a valid one. */
  person(headers: Headers): Promise<Me | undefined>;
  /** @returns better-auth's answer with the session cookie. @throws AuthError 401, 429 */
  signIn(body: { email: string; password: string }, request: Request): Promise<Response>;
  signOut(request: Request): Promise<Response>;
  enterDemo(request: Request): Promise<Response>;
  people(): Promise<{ people: Person[]; invitations: Invitation[] }>;
  /** @returns the invitation and its link, which is never shown again. */
  invite(
    invitation: { email: string; role: Role },
    createdById: string,
  ): Promise<{ invitation: Invitation; url: string }>;
  invitation(token: string): Promise<OpenInvitation | undefined>;
  /** Saves the account and signs it in. @throws AuthError 410 when the link is used up, 422 without an e-mail. */
  accept(
    answer: { token: string; name: string; password: string; email?: string | undefined },
    request: Request,
  ): Promise<Response>;
}

export function createAuth(
  options: BetterAuthOptions & {
    database: Database;
    pool: pg.Pool;
    say: (line: string) => void;
    now: () => number;
  },
): Auth {
  const { database, publicUrl, say } = options;
  const auth = createBetterAuth(options);
  const invitations = createInvitations(database);
  const limit = createSignInLimit(options.now);
  let demoPassword: string | undefined;

  const linkTo = (token: string) => new URL(`/invite/${token}`, publicUrl).href;

  async function hasAdministrator(): Promise<boolean> {
    const found = await database
      .selectFrom("user")
      .select("id")
      .where("role", "=", "administrator")
      .where("email", "!=", demoAccount.email)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }

  /** Somebody who has an account keeps their password. */
  async function promote(email: string): Promise<boolean> {
    const { numUpdatedRows } = await database
      .updateTable("user")
      .set({ role: "administrator" })
      .where("email", "=", email.toLowerCase())
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async function prepareDemo(demo: boolean): Promise<void> {
    // A new password at each start, and no session and no link left when DEMO is off again.
    const password = randomBytes(24).toString("base64url");
    const existing = await database
      .selectFrom("user")
      .select("id")
      .where("email", "=", demoAccount.email)
      .executeTakeFirst();
    if (demo || existing) await saveAccount(auth, { ...demoAccount, password }, demo ? "keep" : "end");
    if (!demo && existing) await invitations.endOf(existing.id);
    demoPassword = demo ? password : undefined;
  }

  async function signInBy(email: string, password: string, request: Request): Promise<Response> {
    return auth.api.signInEmail({ body: { email, password }, headers: request.headers, asResponse: true });
  }

  return {
    isMigrated: () => isBetterAuthMigrated(auth),
    migrate: (patient) => migrateBetterAuth({ ...options, pool: patient }),
    async prepare(first) {
      await prepareDemo(first.demo);
      if (await hasAdministrator()) return;
      await invitations.endAnonymous();
      if (first.email && (await promote(first.email))) return;
      if (first.email && first.password) {
        await saveAccount(auth, {
          email: first.email,
          name: first.email,
          password: first.password,
          role: "administrator",
        });
        return;
      }
      if (first.demo) return;
      const { token } = await invitations.create({
        email: first.email ?? anyEmail,
        role: "administrator",
        createdById: null,
        hours: firstLinkHours,
      });
      say(`No administrator yet. Open this link within an hour to become the first: ${linkTo(token)}`);
    },

    async person(headers) {
      const found = await auth.api.getSession({ headers }).catch(unwrap);
      if (!found) return undefined;
      const { id, name, email, role } = found.user;
      return { id, name, email, role: roles.find((known) => known === role) ?? "operator" };
    },

    async signIn({ email, password }, request) {
      const key = `${email.trim().toLowerCase()} ${request.headers.get("x-hubload-address") ?? ""}`;
      const retryAfter = limit.retryAfter(key);
      if (retryAfter > 0)
        throw new AuthError(
          429,
          "too_many_sign_ins",
          `Too many failed sign-ins. Try again in ${retryAfter} s.`,
          retryAfter,
        );
      // Counted before it is looked at: forty tries at once are forty tries.
      limit.failed(key);
      const answer = await signInBy(email, password, request).catch((error: unknown) => {
        limit.takeBack(key);
        throw error;
      });
      if (answer.ok) limit.succeeded(key);
      else throw new AuthError(401, "wrong_credentials", "The e-mail or the password is not right.");
      return answer;
    },

    signOut: (request) => auth.api.signOut({ headers: request.headers, asResponse: true }),

    async enterDemo(request) {
      if (demoPassword === undefined) throw new AuthError(404, "not_found", "There is no demo here.");
      return signInBy(demoAccount.email, demoPassword, request);
    },

    async people() {
      const people = await database
        .selectFrom("user")
        .select(["id", "name", "email", "role", "createdAt"])
        .orderBy("createdAt")
        .execute();
      return {
        people: people.map((person) => ({
          ...person,
          role: person.role === "administrator" ? ("administrator" as const) : ("operator" as const),
          createdAt: person.createdAt.toISOString(),
        })),
        invitations: await invitations.open(),
      };
    },

    async invite({ email, role }, createdById) {
      const { token, invitation } = await invitations.create({
        email,
        role,
        createdById,
        hours: invitationHours,
      });
      return { invitation, url: linkTo(token) };
    },

    invitation: (token) => invitations.find(token),

    async accept({ token, name, password, email: typed }, request) {
      const taken = await invitations.take(token);
      if (!taken)
        throw new AuthError(
          410,
          "link_ended",
          "This link was used or has ended. Ask an administrator for another.",
        );
      const email = taken.email === anyEmail ? typed : taken.email;
      try {
        if (!email) throw new AuthError(422, "email_missing", "An e-mail address is needed.");
        await saveAccount(auth, { email, name, password, role: taken.role });
      } catch (error) {
        await invitations.giveBack(token);
        throw error;
      }
      return signInBy(email, password, request);
    },
  };
}
