import { createHmac, randomUUID } from "node:crypto";
import { type APIRequestContext, request } from "@playwright/test";
import { endOfJob, httpClient, type JobAnswer, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { sha256, signatureKey } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

const name = "Elements-Webhook-Signature";
const sign = (body: string, key: string = signatureKey) =>
  `sha256=${createHmac("sha256", key).update(body).digest("base64")}`;

const digest = (algorithm: string, body: string, key: string, encoding: "base64" | "base64url" | "hex") =>
  createHmac(algorithm, key).update(body).digest(encoding);

/** Each with the header that claims to sign the body. */
function forgeriesOf(body: string): [words: string, headers: Record<string, string>][] {
  const right = sign(body);
  const value = right.slice("sha256=".length);
  const claims: Record<string, string> = {
    "signed with another key": sign(body, "another key"),
    "signed with an empty key": sign(body, ""),
    "signed with the key in capitals": sign(body, signatureKey.toUpperCase()),
    "signed with the key and a space": sign(body, `${signatureKey} `),
    "signed with the key in base64": sign(body, Buffer.from(signatureKey).toString("base64")),
    "with the signature of another body": sign(`${body} `),
    "with the signature of an empty body": sign(""),
    "with the signature of the same JSON, indented": sign(JSON.stringify(JSON.parse(body), null, 2)),
    "with a plain hash": `sha256=${sha256(body)}`,
    "with the key as the body": `sha256=${digest("sha256", signatureKey, body, "base64")}`,
    "without a value": "sha256=",
    "with spaces for a value": "sha256=   ",
    "without the algorithm": value,
    "with another algorithm": `sha1=${digest("sha1", body, signatureKey, "base64")}`,
    "with another algorithm's name": right.replace("sha256", "sha1"),
    "with another algorithm under this one's name": `sha256=${digest("sha1", body, signatureKey, "base64")}`,
    "with a longer hash": `sha256=${digest("sha512", body, signatureKey, "base64")}`,
    "in hexadecimal": `sha256=${digest("sha256", body, signatureKey, "hex")}`,
    "cut short": right.slice(0, -2),
    "with something behind it": `${right}AAAA`,
    "with the first character changed": `sha256=${value.startsWith("A") ? "B" : "A"}${value.slice(1)}`,
    "in capitals": right.toUpperCase(),
    "written twice": `${right}, ${right}`,
  };
  return [
    ["unsigned", {}],
    ["signed in another header", { "X-Hub-Signature-256": right }],
    ...Object.entries(claims).map(([words, claim]): [string, Record<string, string>] => [
      words,
      { [name]: claim },
    ]),
  ];
}

let outside: APIRequestContext;
test.beforeEach(async ({ program }) => {
  outside = await request.newContext({ baseURL: program.url });
});
test.afterEach(() => outside.dispose());

function call(address: string, body: string, headers: Record<string, string> = {}) {
  return outside.post(address, { headers: { "Content-Type": "application/json", ...headers }, data: body });
}

test("a callback counts only with the right signature, for the right bulk job", async ({ api, sandbox }) => {
  const arrived = await sandbox.uploadsFromNowOn();
  const content = "C_EmailAddress\ncallback@example.com\n";
  const submitted = await api.post("/api/jobs", {
    headers: { "Idempotency-Key": randomUUID() },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(api, content),
      sha256: sha256(content),
      fileName: "callback.csv",
    },
  });
  const job = await endOfJob(api, (await member<JobAnswer>(submitted, "job", 202)).id);
  const [upload] = await arrived();
  const address = new URL(upload?.callbackUrl ?? "").pathname;
  expect(address).toMatch(/^\/api\/callbacks\/bulk\/[\w-]{22,}$/);
  const body = JSON.stringify({ id: upload?.id, status: "ERROR" });

  const forged = forgeriesOf(body);
  expect(forged).toHaveLength(25);
  for (const [words, headers] of forged) {
    const answer = await call(address, body, headers);
    expect(answer.status(), words).toBe(401);
    expect(await answer.json(), words).toMatchObject({ code: "not_accepted" });
  }
  const other = JSON.stringify({ id: "1", status: "COMPLETED" });
  expect((await call(address, other, { [name]: sign(other) })).status()).toBe(401);

  for (let times = 0; times < 3; times++) {
    expect((await call(address, body, { [name]: sign(body) })).status()).toBe(202);
  }
  // It said ERROR, and only made the program ask.
  expect((await endOfJob(api, job.id)).status).toBe("completed");
});

test("a callback of an unknown attempt is 404, and over 1 MiB 413", async () => {
  const address = `/api/callbacks/bulk/${"A".repeat(32)}`;
  const body = JSON.stringify({ id: "1" });
  expect((await call(address, body, { [name]: sign(body) })).status()).toBe(404);
  const large = JSON.stringify({ id: "1", note: "x".repeat(1024 * 1024) });
  expect((await call(address, large, { [name]: sign(large) })).status()).toBe(413);
});

test("while the key changes both sign; the old one is refused once it is taken out", async ({
  ownSandbox,
  startOwnProgram,
}) => {
  test.setTimeout(180_000);
  const keys = "OPEN_CONNECTORS_SIGNATURE_KEYS";
  const program = await startOwnProgram({}, ownSandbox);
  const client = await httpClient(program.url, administrator);
  const content = "C_EmailAddress\nrotation@example.com\n";
  const submitted = await client.post("/api/jobs", {
    headers: { "Idempotency-Key": randomUUID() },
    data: {
      connectionId: ownSandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(client, content),
      sha256: sha256(content),
      fileName: "rotation.csv",
    },
  });
  await endOfJob(client, (await member<JobAnswer>(submitted, "job", 202)).id);
  const [upload] = await ownSandbox.uploads();
  const address = `${program.url}${new URL(upload?.callbackUrl ?? "").pathname}`;
  const body = JSON.stringify({ id: upload?.id, status: "COMPLETED" });
  const answers = async () => {
    const signed = [signatureKey, "the new key"].map((key) =>
      call(address, body, { [name]: sign(body, key) }),
    );
    return (await Promise.all(signed)).map((answer) => answer.status());
  };
  expect(await answers(), "before").toEqual([202, 401]);
  await program.restart("SIGTERM", { [keys]: `${signatureKey},the new key` });
  expect(await answers(), "while it changes").toEqual([202, 202]);
  await program.restart("SIGTERM", { [keys]: "the new key" });
  expect(await answers(), "afterwards").toEqual([401, 202]);
  await client.dispose();
});
