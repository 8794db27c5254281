import { randomUUID } from "node:crypto";
import { endOfJob, httpClient, type JobAnswer, jobOf, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { putTogether, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

test.afterEach(({ sandbox }) => sandbox.control({ reset: true }));

const email = (row: number) => `person${row}@restart.example.com`;
const fileOf = (rows: number) =>
  `C_EmailAddress\n${Array.from({ length: rows }, (_, row) => `${email(row + 1)}\n`).join("")}`;

test("an import goes on after the server was stopped and after it was killed, and nothing is sent twice", async ({
  page,
  wizard,
  complaints,
  ownSandbox,
  startOwnProgram,
}) => {
  test.setTimeout(240_000);
  // While the server is away pages cannot reach it, and while it ends it says so.
  complaints.expect(/Failed to load resource: (net::ERR_|the server responded with a status of 503)/);
  const program = await startOwnProgram({}, ownSandbox);
  const client = await httpClient(program.url, administrator);
  await page.context().addCookies((await client.storageState()).cookies);
  await ownSandbox.control({ connection: "eloqua", recordsPerSecond: 4 });
  const content = fileOf(150);

  await page.goto(`${program.url}/imports/new`);
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.drop({ name: "restart.csv", content });
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await wizard.goOn("Send");
  const id = await wizard.send("Create 150 contacts in Eloqua");

  const arrived = async () => (await ownSandbox.uploads()).length;
  await expect.poll(arrived).toBe(1);
  await program.restart("SIGTERM");
  await expect.poll(arrived, { timeout: 60_000 }).toBe(2);
  await program.restart("SIGKILL");
  await ownSandbox.control({ connection: "eloqua", recordsPerSecond: 0 });

  // The tab was open all the while, and goes on by itself.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("150 of 150 contacts created in Eloqua.", {
    timeout: 90_000,
  });
  const job = await jobOf(client, id);
  const uploads = await ownSandbox.uploads();
  expect(uploads.map((upload) => upload.id)).toEqual(job.batches.map((batch) => batch.bulkJobId));
  expect(job.sha256).toBe(sha256(content));
  expect(sha256(await putTogether(ownSandbox, uploads))).toBe(job.sha256);
  await client.dispose();
});

test("an upload whose answer was lost is found upstream, and not sent again", async ({ api, sandbox }) => {
  const arrived = await sandbox.uploadsFromNowOn();
  const content = fileOf(20);
  await sandbox.control({ connection: "eloqua", callback: false, dropReply: 1 });
  const submitted = await api.post("/api/jobs", {
    headers: { "Idempotency-Key": randomUUID() },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(api, content),
      sha256: sha256(content),
      fileName: "answer-lost.csv",
    },
  });
  const job = await endOfJob(api, (await member<JobAnswer>(submitted, "job", 202)).id);
  expect(job).toMatchObject({ status: "completed", rows: { total: 20, succeeded: 20, unknown: 0 } });
  expect(await arrived()).toMatchObject([
    { id: job.batches[0]?.bulkJobId, answer: "dropped", sha256: sha256(content) },
  ]);
});
