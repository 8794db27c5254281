import { readFileSync } from "node:fs";
import { fileNamed } from "./fixtures/files";
import { jobOf } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

test.use({ signedIn: false });

test("the sample ends in 10 of 10 contacts created, and upstream got what was staged, once", async ({
  page,
  wizard,
  api,
  sandbox,
}) => {
  const arrived = await sandbox.uploadsFromNowOn();
  await page.goto("/");
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Home" })).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Load a file" }).first().click();

  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.chooseFile(fileNamed("contacts.csv"));
  await expect(page.getByRole("region", { name: "The file" })).toContainText("contacts.csv");
  await expect(page.getByRole("region", { name: "The file" })).toContainText("row 2 to row 11");
  await expect(page.getByRole("region", { name: "First rows" })).toContainText("norm.smith@acme.com");

  await wizard.goOn("Map");
  const mail = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: /^C_EmailAddress/ }) });
  // Another journey may have loaded the same columns before, and taught.
  await expect(mail).toContainText(/same name|you chose this/);
  await expect(page.getByRole("button", { name: /^Mapped/ })).toHaveText("Mapped7");
  await expect(page.getByRole("button", { name: /^Required/ })).toHaveText("Required, 1 of 1");

  await wizard.goOn("Check");
  await expect(page.getByRole("button", { name: /^Ready/ })).toHaveText("Ready10");
  await expect(page.getByRole("button", { name: /^Errors/ })).toHaveText("Errors0");
  await wizard.goOn("Send");
  const id = await wizard.send("Create 10 contacts in Eloqua");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("10 of 10 contacts created in Eloqua.");
  await expect(page.getByText("Every row is accounted for")).toBeVisible();

  const staged = readFileSync(fileNamed("contacts.csv"), "utf8").replaceAll("\r\n", "\n");
  const job = await jobOf(api, id);
  expect(job.sha256).toBe(sha256(staged));
  expect(await arrived()).toMatchObject([
    {
      id: job.batches[0]?.bulkJobId,
      connection: "eloqua",
      object: "contact",
      fileName: "contacts.csv",
      bytes: Buffer.byteLength(staged),
      sha256: sha256(staged),
    },
  ]);
  const [upload] = await arrived();
  expect(upload?.url).toBe("/elements/api-v2/hubs/marketing/bulk/contact?path=/contacts.csv");
  expect(Object.keys(upload?.metaData ?? {})).toEqual(["callback-payload"]);

  await page.getByRole("link", { name: "Imports" }).first().click();
  const row = page.getByRole("row", { name: /contacts\.csv/ }).first();
  await expect(row).toContainText("Done");
  await expect(row).toContainText("10 of 10");
});
