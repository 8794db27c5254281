import { describe, expect, it } from "vitest";
import { startSandbox } from "./server";
import { items, openSandbox, patience } from "./test-client";

describe("the sandbox", () => {
  it("describes itself with the same secrets on every start, made of the characters real ones contain", async () => {
    const first = await openSandbox();
    const second = await openSandbox();
    expect(first.described).toEqual({ ...second.described, url: first.url });
    expect(first.described.connections.map(({ key }) => key)).toEqual(["freshbooks", "sage200", "eloqua"]);
    const { user, organization, connections } = first.described;
    for (const secret of [user, organization, ...connections.map(({ token }) => token)]) {
      expect(secret).toMatch(/^(?=.*\/)(?=.*\+)(?=.*=)[A-Za-z0-9+/=]+$/);
    }
  });

  it("takes the pairs of the authorization by scheme, in any case and order", async () => {
    const { call, described } = await openSandbox();
    const { user, organization } = described;
    const token = described.connections[0]?.token;
    const all = `element ${token},  ORGANIZATION ${organization}, uSeR ${user}`;
    expect((await call(null, "/instances", { headers: { Authorization: all } })).status).toBe(200);
    expect((await call(null, "/objects", { headers: { Authorization: all } })).status).toBe(200);
  });

  it.each([
    ["nothing", "/objects", () => ""],
    ["only the user on a connector call", "/objects", (user: string) => `User ${user}`],
    ["an unknown element token", "/objects", (user: string) => `Element abc/+=, User ${user}`],
    [
      "the element without the user",
      "/objects",
      (_: string, __: string, token: string) => `Element ${token}`,
    ],
    ["no organization on a platform call", "/instances", (user: string) => `User ${user}`],
    ["a wrong organization", "/instances", (user: string) => `User ${user}, Organization x`],
    [
      "a wrong organization beside a right token",
      "/objects",
      (user: string, _: string, token: string) => `User ${user}, Organization x, Element ${token}`,
    ],
    [
      "a token in place of the organization",
      "/instances",
      (user: string, _: string, token: string) => `User ${user}, Element ${token}`,
    ],
  ])("answers 401 in the platform's words to %s", async (_name, path, header) => {
    const { call, described } = await openSandbox();
    const Authorization = header(
      described.user,
      described.organization,
      described.connections[0]?.token ?? "",
    );
    const { status, body, headers } = await call(null, path, { headers: { Authorization } });
    expect(status).toBe(401);
    expect(body).toEqual({
      requestId: headers.get("elements-request-id"),
      message: "Invalid Organization or User secret, or invalid Element token provided.",
    });
    expect(headers.get("elements-request-id")).toMatch(/^[0-9a-f]{24}$/);
  });

  it("answers the same with the right hub, a wrong one, nonsense and none", async () => {
    const { call } = await openSandbox();
    const plain = await call("sage200", "/objects/customers/metadata");
    for (const hub of ["finance", "marketing", "no%20such%20hub"]) {
      expect((await call("sage200", `/hubs/${hub}/objects/customers/metadata`)).body).toEqual(plain.body);
    }
  });

  it("answers 404 to what is nowhere and 405 to a wrong verb", async () => {
    const { call, origin } = await openSandbox();
    expect((await fetch(`${origin}/other`)).status).toBe(404);
    expect((await call(null, "/no/such/path/at/all")).status).toBe(404);
    expect((await call("sage200", "/bulk/1/status", { method: "DELETE" })).status).toBe(405);
  });

  it("counts the calls of the API and not those of its own door", async () => {
    const { call, door } = await openSandbox();
    await call(null, "/instances?pageSize=2");
    await call("sage200", "/hubs/finance/objects");
    await door("/ledger");
    expect((await door("/requests")).body).toEqual({
      total: 2,
      counts: { "GET /elements/api-v2/instances": 1, "GET /elements/api-v2/hubs/finance/objects": 1 },
    });
  });

  it("says that its port is taken", async () => {
    const { origin } = await openSandbox();
    await expect(startSandbox({ port: Number(new URL(origin).port) })).rejects.toThrow("EADDRINUSE");
  });

  it("stops while a job runs", async () => {
    const sandbox = await openSandbox({ recordsPerSecond: 20 });
    const csv = `C_EmailAddress\n${"a@example.com\n".repeat(1000)}`;
    const id = await sandbox.upload("eloqua", "contact", csv);
    await expect.poll(() => sandbox.status("eloqua", id), patience).toMatchObject({ status: "RUNNING" });
    await sandbox.close();
    await expect(fetch(sandbox.origin)).rejects.toThrow();
  });

  it("knows records from the start, with ids that differ from connection to connection", async () => {
    const { call } = await openSandbox();
    const sage = items(await call("sage200", "/customers"));
    const freshbooks = items(await call("freshbooks", "/customers"));
    expect(sage.length).toBeGreaterThan(3);
    expect(freshbooks.length).toBeGreaterThan(3);
    const ids = new Set(sage.map(({ id }) => id));
    expect(freshbooks.filter(({ client_id }) => ids.has(client_id))).toEqual([]);
  });
});
