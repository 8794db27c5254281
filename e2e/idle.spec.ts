import { endOfJob, httpClient, type JobAnswer, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { submitRows } from "./fixtures/submit-rows";
import { expect, test } from "./fixtures/test";

test.afterEach(({ sandbox }) => sandbox.control({ reset: true }));

test("an open list of imports asks Open Connectors for nothing while none is running", async ({
  page,
  ownSandbox,
  startOwnProgram,
}) => {
  // On a stand of its own: what other journeys left undecided is looked for again, now and then, for a day.
  const program = await startOwnProgram({ CALLBACKS: "off" }, ownSandbox);
  const client = await httpClient(program.url, administrator);
  await page.context().addCookies((await client.storageState()).cookies);
  const content = "C_EmailAddress\nidle@example.com\n";
  const rows = { connection: "eloqua", objectName: "contact", name: "idle", content };
  await endOfJob(client, (await submitRows(client, ownSandbox, rows)).id);
  await page.clock.install();
  await page.goto(`${program.url}/jobs`);
  await expect(page.getByRole("heading", { name: "Imports" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Running/ })).toHaveText("Running0");
  const asked = await ownSandbox.requests();
  await expect(page.getByText("Up to date")).toBeVisible();
  let answers = 0;
  page.on("response", (response) => {
    if (new URL(response.url()).pathname === "/api/jobs") answers += 1;
  });
  // A question that falls together with one under way is that one.
  const askOnce = async () => {
    await page.clock.fastForward("05:01");
    return answers;
  };
  for (let cycle = 0; cycle < 4; cycle++) await expect.poll(askOnce).toBeGreaterThan(answers);
  for (let viewers = 0; viewers < 100; viewers++) expect((await client.get("/api/jobs")).status()).toBe(200);
  expect(await ownSandbox.requests()).toEqual(asked);
  await client.dispose();
});

test("a hundred who look at a running import ask Open Connectors no more often than nobody", async ({
  api,
  sandbox,
}) => {
  await sandbox.control({ connection: "eloqua", recordsPerSecond: 5 });
  const content = `C_EmailAddress\n${Array.from({ length: 30 }, (_, row) => `viewer${row}@example.com\n`).join("")}`;
  const rows = { connection: "eloqua", objectName: "contact", name: "looked-at", content };
  const { id } = await submitRows(api, sandbox, rows);
  const look = () => api.get(`/api/jobs/${id}`);
  const running = async () => (await member<JobAnswer>(await look(), "job")).status === "running";
  await expect.poll(running).toBe(true);
  for (let viewers = 0; viewers < 300; viewers++) await look();
  const job = await endOfJob(api, id);
  expect(job.rows).toMatchObject({ total: 30, succeeded: 30 });
  const { counts } = await sandbox.requests();
  const asked = Object.entries(counts)
    .filter(([call]) => call.includes(`/bulk/${job.batches[0]?.bulkJobId}/`))
    .reduce((sum, [, times]) => sum + times, 0);
  // Six seconds at one call every two and more, the callback's, and the list of errors.
  expect(asked).toBeLessThanOrEqual(7);
});
