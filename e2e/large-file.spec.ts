import { readFile } from "node:fs/promises";
import { endOfJob, jobOf } from "./fixtures/http-client";
import { largeRows, writeLargeFile } from "./fixtures/large-file";
import { putTogether, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

test("a file of more than 12 MiB arrives in parts that, put together, are the staged file", async ({
  page,
  wizard,
  api,
  sandbox,
}, info) => {
  test.setTimeout(240_000);
  const path = info.outputPath("large.csv");
  await writeLargeFile(path);
  const arrived = await sandbox.uploadsFromNowOn();

  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.chooseFile(path);
  await expect(page.getByRole("region", { name: "The file" })).toContainText("60,000");
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await expect(page.getByText("all 60,000 checked")).toBeVisible({ timeout: 60_000 });
  await wizard.goOn("Send");
  const id = await wizard.send("Create 60,000 contacts in Eloqua");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "60,000 of 60,000 contacts created in Eloqua.",
    { timeout: 150_000 },
  );

  const job = await jobOf(api, id);
  const uploads = await arrived();
  expect(uploads.map((upload) => upload.id)).toEqual(job.batches.map((batch) => batch.bulkJobId));
  expect(job.batches.slice(0, 3)).toMatchObject([
    { firstRow: 1, lastRow: 10 },
    { firstRow: 11, lastRow: 1010 },
    { firstRow: 1011, lastRow: 11_010 },
  ]);
  expect(job.batches.at(-1)).toMatchObject({ lastRow: largeRows });
  const whole = await putTogether(sandbox, uploads);
  expect(whole.length).toBeGreaterThan(12 * 1024 * 1024);
  expect(sha256(whole)).toBe(job.sha256);
});

test("an upload that broke goes on in another page, with the same file, from the last byte the server has", async ({
  page,
  wizard,
  api,
  complaints,
}, info) => {
  test.setTimeout(180_000);
  complaints.expect(/Failed to load resource: net::ERR_/);
  const path = info.outputPath("broken.csv");
  await writeLargeFile(path);
  const content = await readFile(path);
  const prepare = async () => {
    await wizard.open();
    await wizard.chooseWhere("Eloqua", "contacts contact");
    await wizard.chooseFile(path);
    await wizard.goOn("Map");
    await wizard.goOn("Check");
    await wizard.goOn("Send");
  };
  const chunks: { offset: number; length: string | undefined }[] = [];
  page.on("request", (request) => {
    if (request.method() !== "PATCH" || !request.url().includes("/api/uploads/")) return;
    const headers = request.headers();
    chunks.push({ offset: Number(headers["upload-offset"]), length: headers["upload-length"] });
  });
  await prepare();
  // The network is gone behind the first chunk.
  await page.route("**/api/uploads/*", (route) => {
    const isLater = Number(route.request().headers()["upload-offset"] ?? 0) > 0;
    return isLater || route.request().method() === "HEAD" ? route.abort() : route.continue();
  });
  await page.getByRole("button", { name: "Create 60,000 contacts in Eloqua" }).click();
  await expect(page.getByText("Waiting for the network")).toBeVisible();
  await page.unrouteAll();
  await page.goto("about:blank");

  chunks.length = 0;
  await prepare();
  const id = await wizard.send("Create 60,000 contacts in Eloqua");
  const chunk = 4 * 1024 * 1024;
  const later = Array.from({ length: Math.ceil(content.length / chunk) - 1 }, (_, at) => (at + 1) * chunk);
  expect(chunks.map(({ offset }) => offset)).toEqual(later);
  // How long it is, is said once, with the last of them.
  expect(chunks.flatMap(({ length }) => length ?? [])).toEqual([String(content.length)]);
  expect(chunks.at(-1)?.length).toBe(String(content.length));
  const job = await endOfJob(api, id);
  expect(job).toMatchObject({ status: "completed", rows: { total: largeRows, succeeded: largeRows } });
  expect(job.sha256).toBe(sha256(content));
});
