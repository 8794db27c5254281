import { createHmac, randomUUID } from "node:crypto";
import { type APIRequestContext, request } from "@playwright/test";
import { endOfJob, type JobAnswer, member } from "./fixtures/http-client";
import { sha256, signatureKey } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

const name = "Elements-Webhook-Signature";
const sign = (body: string, key: string = signatureKey) =>
  `sha256=${createHmac("sha256", key).update(body).digest("base64")}`;

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

  const forged: Record<string, Record<string, string>> = {
    unsigned: {},
    "signed with another key": { [name]: sign(body, "another key") },
    "signed with an empty key": { [name]: sign(body, "") },
    "with the signature of another body": { [name]: sign(`${body} `) },
    "with an empty signature": { [name]: "sha256=" },
    "with an older hash": { [name]: sign(body).replace("sha256", "sha1") },
  };
  for (const [words, headers] of Object.entries(forged)) {
    expect((await call(address, body, headers)).status(), words).toBe(401);
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
