import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { openDatabase } from "../database/database";
import { isDatabaseAway } from "../database/is-away";
import { migrate } from "../database/migrate";
import { type Auth, AuthError, createAuth } from "./auth";
import { resetPassword } from "./reset-password-command";

const publicUrl = new URL("http://localhost:3000");
const said: string[] = [];
const options = {
  secret: "a secret for tests, 32 characters and more",
  publicUrl,
  origins: [publicUrl.origin],
  say: (line: string) => said.push(line),
  now: Date.now,
};
let url: string;
let auth: Auth;
let database: ReturnType<typeof openDatabase>["database"];
let end: () => Promise<void>;

beforeAll(async () => {
  const test = await createTestDatabase();
  url = test.url;
  const opened = openDatabase(url);
  database = opened.database;
  auth = createAuth({ ...options, database, pool: opened.pool });
  end = async () => {
    await opened.close();
    await test.drop();
  };
  await migrate(database);
  await auth.migrate(opened.pool);
});
afterAll(() => end());

const request = (cookie?: string) =>
  new Request("http://localhost:3000/api", { headers: cookie === undefined ? {} : { cookie } });
const cookieOf = (answer: Response) => (answer.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
const tokenOf = (text: string) => /\/invite\/([\w-]+)/.exec(text)?.[1] ?? "";
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe.sequential("accounts", () => {
  test("the first start without a configured administrator prints a link that makes one, once", async () => {
    await auth.prepare({ email: undefined, password: undefined, demo: false });
    expect(said).toHaveLength(1);
    const token = tokenOf(said[0] ?? "");
    const answer = { token, name: "Ada", password: "correct horse battery" };
    expect(await refusal(auth.accept(answer, request()))).toMatchObject({ status: 422 });
    const accepted = await auth.accept({ ...answer, email: "Ada@Example.com" }, request());
    expect(await auth.person(new Headers({ cookie: cookieOf(accepted) }))).toMatchObject({
      email: "ada@example.com",
      role: "administrator",
    });
    expect(await refusal(auth.accept({ ...answer, email: "eve@example.com" }, request()))).toMatchObject({
      status: 410,
    });
  });

  test("a later start makes no second administrator, even when one is configured", async () => {
    await auth.prepare({ email: "late@example.com", password: "a long password", demo: false });
    expect(said).toHaveLength(1);
    expect((await auth.people()).people.map((person) => person.email)).toEqual(["ada@example.com"]);
  });

  test("a wrong password opens nothing, and the right one gives a cookie no script can read", async () => {
    const wrong = { email: "ada@example.com", password: "wrong wrong wrong" };
    expect(await refusal(auth.signIn(wrong, request()))).toMatchObject({
      status: 401,
      code: "wrong_credentials",
    });
    const answer = await auth.signIn(
      { email: "ada@example.com", password: "correct horse battery" },
      request(),
    );
    expect(answer.headers.getSetCookie()[0]).toMatch(/HttpOnly/i);
    expect(answer.headers.getSetCookie()[0]).toMatch(/SameSite=Lax/i);
  });

  test("the eleventh failed sign-in within a minute is 429, while another account is free", async () => {
    const guess = { email: "guessed@example.com", password: "guess guess guess" };
    const statuses: unknown[] = [];
    for (let n = 0; n < 11; n++) {
      const error = await refusal(auth.signIn(guess, request()));
      statuses.push(error instanceof AuthError ? error.status : error);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    expect(
      (await auth.signIn({ email: "ada@example.com", password: "correct horse battery" }, request())).ok,
    ).toBe(true);
  });

  test("of two who follow one invitation at once, one gets the account", async () => {
    const { url: link } = await auth.invite({ email: "ben@example.com", role: "operator" }, "ada");
    expect((await auth.people()).invitations).toHaveLength(1);
    const answer = { token: tokenOf(link), name: "Ben", password: "another long one" };
    const results = await Promise.all([
      refusal(auth.accept(answer, request())),
      refusal(auth.accept(answer, request())),
    ]);
    expect(results.filter((result) => result === undefined)).toHaveLength(1);
    expect((await auth.people()).invitations).toHaveLength(0);
  });

  test("a forgotten password is replaced through a link, and the old sessions end", async () => {
    const before = await auth.signIn({ email: "ben@example.com", password: "another long one" }, request());
    const { lines, exitCode } = await resetPassword({
      databaseUrl: url,
      publicUrl: publicUrl.href,
      email: "BEN@example.com",
    });
    expect(exitCode).toBe(0);
    await auth.accept(
      { token: tokenOf(lines.join(" ")), name: "Ben", password: "a newer long one" },
      request(),
    );
    expect(await auth.person(new Headers({ cookie: cookieOf(before) }))).toBeUndefined();
    expect(
      (await auth.signIn({ email: "ben@example.com", password: "a newer long one" }, request())).ok,
    ).toBe(true);
    expect(
      (await resetPassword({ databaseUrl: url, publicUrl: publicUrl.href, email: "nobody@example.com" }))
        .exitCode,
    ).toBe(1);
  });

  test("signing out ends the session on the server", async () => {
    const cookie = cookieOf(
      await auth.signIn({ email: "ben@example.com", password: "a newer long one" }, request()),
    );
    await auth.signOut(request(cookie));
    expect(await auth.person(new Headers({ cookie }))).toBeUndefined();
  });

  test("the demo's door is open only while there is a demo", async () => {
    expect(await refusal(auth.enterDemo(request()))).toMatchObject({ status: 404 });
    await auth.prepare({ email: undefined, password: undefined, demo: true });
    const cookie = cookieOf(await auth.enterDemo(request()));
    expect(await auth.person(new Headers({ cookie }))).toMatchObject({ name: "Demo" });
    await auth.prepare({ email: undefined, password: undefined, demo: false });
    expect(await auth.person(new Headers({ cookie }))).toBeUndefined();
  });

  test("forty wrong passwords at once are forty tries: ten are looked at, the others wait", async () => {
    const guess = { email: "crowd@example.com", password: "guess guess guess" };
    const results = await Promise.all(
      Array.from({ length: 40 }, () => refusal(auth.signIn(guess, request()))),
    );
    const statuses = results.map((error) => (error instanceof AuthError ? error.status : error));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
  });

  test("a link gives somebody who has an account the role it names", async () => {
    const { url: link } = await auth.invite({ email: "ben@example.com", role: "administrator" }, "ada");
    await auth.accept({ token: tokenOf(link), name: "Ben", password: "a newer long one" }, request());
    const ben = (await auth.people()).people.find(({ email }) => email === "ben@example.com");
    expect(ben?.role).toBe("administrator");
  });

  test("a configured administrator who has an account already is promoted and keeps the password", async () => {
    await database.updateTable("user").set({ role: "operator" }).execute();
    await auth.prepare({ email: "Ben@example.com", password: "another password", demo: false });
    const ben = { email: "ben@example.com", password: "a newer long one" };
    const cookie = cookieOf(await auth.signIn(ben, request()));
    expect(await auth.person(new Headers({ cookie }))).toMatchObject({ role: "administrator" });
  });

  test("a person left without a password by a cut-off start gets one by the next link", async () => {
    await sql`delete from account where "userId" = (select id from "user" where email = 'ben@example.com')`.execute(
      database,
    );
    const { url: link } = await auth.invite({ email: "ben@example.com", role: "operator" }, "ada");
    const answer = { token: tokenOf(link), name: "Ben", password: "yet another one" };
    expect((await auth.accept(answer, request())).ok).toBe(true);
  });

  test("links made in a demo end with it", async () => {
    await auth.prepare({ email: undefined, password: undefined, demo: true });
    const demo = (await auth.people()).people.find(({ name }) => name === "Demo");
    const { url: link } = await auth.invite(
      { email: "eve@example.com", role: "administrator" },
      demo?.id ?? "",
    );
    expect(await auth.invitation(tokenOf(link))).toBeDefined();
    await auth.prepare({ email: undefined, password: undefined, demo: false });
    expect(await auth.invitation(tokenOf(link))).toBeUndefined();
  });

  test("no password and no link is stored as it is", async () => {
    const everything = await database.selectFrom("invitations").selectAll().execute();
    expect(JSON.stringify(everything)).not.toContain(tokenOf(said[0] ?? ""));
  });
});

test("while the database is away nobody is told that a session has ended or a password is wrong", async () => {
  const account = { email: "away@example.com", password: "correct horse battery" };
  const { url: link } = await auth.invite({ email: account.email, role: "operator" }, "nobody");
  const answer = { token: tokenOf(link), name: "Ada", password: account.password };
  const cookie = cookieOf(await auth.accept(answer, request()));
  const gone = openDatabase("postgres://nobody@127.0.0.1:1/none");
  const away = createAuth({ ...options, database: gone.database, pool: gone.pool });
  expect(isDatabaseAway(await refusal(away.person(new Headers({ cookie }))))).toBe(true);
  expect(isDatabaseAway(await refusal(away.signIn(account, request())))).toBe(true);
  await gone.close();
  expect(isDatabaseAway(await refusal(away.person(new Headers({ cookie }))))).toBe(true);
});
