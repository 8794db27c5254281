import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { jobOf } from "./fixtures/http-client";
import { putTogether, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

const rows = 60_000;

/** More than 12 MiB in the form the program stages, so that it is the staged file already. */
async function writeLargeFile(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write("C_EmailAddress,C_FirstName,C_LastName,C_Company,C_Website1\n");
  const path200 = "a-long-path/".repeat(13);
  for (let row = 1; row <= rows; row++) {
    const site = `https://www.example.com/${path200}${row}`;
    file.write(`person${row}@large.example.com,Person,Number ${row},"Example, part ${row % 97}",${site}\n`);
  }
  file.end();
  await finished(file);
}

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
  expect(job.batches.at(-1)).toMatchObject({ lastRow: rows });
  const whole = await putTogether(sandbox, uploads);
  expect(whole.length).toBeGreaterThan(12 * 1024 * 1024);
  expect(sha256(whole)).toBe(job.sha256);
});
