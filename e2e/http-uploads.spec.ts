import { endOfJob, httpClient, type JobAnswer, member } from "./fixtures/http-client";
import { putTogether, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import {
  askOffset,
  createUpload,
  locationOf,
  removeUpload,
  sendChunk,
  stage,
  uploadId,
} from "./fixtures/tus";

const content = Buffer.from("C_EmailAddress,C_FirstName\na@example.com,Ann\nb@example.com,Ben\n");

test("a chunk is acknowledged with the offset it reached, and HEAD says the same", async ({ api }) => {
  const location = locationOf(
    await createUpload(api, { sizeBytes: content.length, sha256: sha256(content) }),
  );
  const first = await sendChunk(api, location, { offset: 0, bytes: content.subarray(0, 20) });
  expect(first.status()).toBe(204);
  expect(first.headers()["upload-offset"]).toBe("20");
  const head = await askOffset(api, location);
  expect(head.status()).toBe(200);
  expect(head.headers()).toMatchObject({ "upload-offset": "20", "upload-length": String(content.length) });
  const rest = await sendChunk(api, location, { offset: 20, bytes: content.subarray(20) });
  expect(rest.headers()["upload-offset"]).toBe(String(content.length));
});

test("a chunk at another offset than the one reached is 409 and changes nothing", async ({ api }) => {
  const location = locationOf(await createUpload(api, { sizeBytes: content.length }));
  await sendChunk(api, location, { offset: 0, bytes: content.subarray(0, 20) });
  const wrong = await sendChunk(api, location, { offset: 10, bytes: content.subarray(10) });
  expect(wrong.status()).toBe(409);
  expect((await askOffset(api, location)).headers()["upload-offset"]).toBe("20");
});

test("the length may be told with the last chunk", async ({ api }) => {
  const location = locationOf(await createUpload(api, {}));
  expect((await askOffset(api, location)).headers()["upload-defer-length"]).toBe("1");
  expect((await sendChunk(api, location, { offset: 0, bytes: content.subarray(0, 30) })).status()).toBe(204);
  const last = { offset: 30, bytes: content.subarray(30), sizeBytes: content.length };
  expect((await sendChunk(api, location, last)).status()).toBe(204);
  const head = (await askOffset(api, location)).headers();
  expect(head).toMatchObject({
    "upload-offset": String(content.length),
    "upload-length": String(content.length),
  });
});

test("bytes that are not those declared are refused", async ({ api }) => {
  const declared = { sizeBytes: content.length, sha256: sha256("something else") };
  const location = locationOf(await createUpload(api, declared));
  const answer = await sendChunk(api, location, { offset: 0, bytes: content });
  expect(answer.status()).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "upload_hash_differs" });
});

test("an upload of somebody else, one that never was and a removed one cannot be reached", async ({
  api,
  program,
}) => {
  const location = locationOf(await createUpload(api, { sizeBytes: content.length }));
  const invited = await api.post("/api/people/invitations", {
    data: { email: "other@example.com", role: "operator" },
  });
  const token = new URL(await member<string>(invited, "url")).pathname.split("/").at(-1) ?? "";
  const other = await httpClient(program.url);
  await other.post("/api/invitations/accept", {
    data: { token, name: "Somebody else", password: "a password of twelve and more" },
  });
  expect((await askOffset(other, location)).status()).toBe(404);
  expect((await sendChunk(other, location, { offset: 0, bytes: content })).status()).toBe(404);
  expect((await removeUpload(other, location)).status()).toBe(404);
  expect((await askOffset(api, `/api/uploads/${"x".repeat(32)}`)).status()).toBe(404);
  expect((await removeUpload(api, location)).status()).toBe(204);
  expect([404, 410]).toContain((await askOffset(api, location)).status());
  await other.dispose();
});

test("one chunk of more than 12 MiB arrives whole, here and upstream", async ({ api, sandbox }) => {
  const rows = Array.from({ length: 13 }, (_, index) =>
    ["Ann", `Example ${index + 1}`, `ann${index + 1}@example.com`, "note ".repeat(200_000)].join(","),
  );
  const bytes = Buffer.from(`first_name,last_name,email,notes\n${rows.join("\n")}\n`);
  expect(bytes.length).toBeGreaterThan(12 * 1024 * 1024);
  const arrived = await sandbox.uploadsFromNowOn();
  const upload = await stage(api, bytes, { sha256: sha256(bytes) });
  const head = (await askOffset(api, `/api/uploads/${upload}`)).headers();
  expect(head["upload-offset"]).toBe(String(bytes.length));
  const answer = await api.post("/api/jobs", {
    headers: { "Idempotency-Key": `large ${upload}` },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "freshbooks")?.id,
      objectName: "customers",
      uploadId: uploadId(upload),
      fileName: "large.csv",
    },
  });
  const job = await endOfJob(api, (await member<JobAnswer>(answer, "job", 202)).id);
  expect(job.rows).toMatchObject({ total: 13, succeeded: 13, failed: 0, unknown: 0, notTried: 0 });
  expect(sha256(await putTogether(sandbox, await arrived()))).toBe(sha256(bytes));
});
