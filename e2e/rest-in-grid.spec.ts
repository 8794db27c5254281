import { submitRows } from "./fixtures/submit-rows";
import { expect, test } from "./fixtures/test";

test.afterEach(({ sandbox }) => sandbox.control({ reset: true }));

test("rows that were looked for and are not there open in the grid and are sent from it, and each is there once", async ({
  page,
  wizard,
  api,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const emails = Array.from({ length: 12 }, (_, at) => `grid${at + 1}@rest.example.com`);
  await sandbox.control({
    ...{ connection: "eloqua", callback: false, listJobs: "without-markers" },
    ...{ dropReply: 1, stopJob: { afterRecords: 8, status: "ABORTED" } },
  });
  const job = await submitRows(api, sandbox, {
    ...{ connection: "eloqua", objectName: "contact", name: "grid" },
    content: `C_EmailAddress\n${emails.map((email) => `${email}\n`).join("")}`,
  });
  await page.goto(`/jobs/${job.id}`);
  const sentence = page.getByRole("heading", { level: 1 });
  await expect(sentence).toContainText("Nothing more is sent until you decide.", { timeout: 90_000 });
  await sandbox.control({ connection: "eloqua", stopJob: null });
  await page.getByRole("radio", { name: "Look for the 12 rows in Eloqua" }).check();
  await page.getByRole("button", { name: "Look for 12 rows in Eloqua" }).click();
  await expect(page.getByText("All 12 rows were looked for by C_EmailAddress")).toBeVisible();
  await page.getByRole("textbox", { name: "Why" }).fill("The system was asked for each row.");
  await page.getByRole("button", { name: "Count 8 rows as done" }).click();
  await expect(sentence).toHaveText("8 of 12 contacts created in Eloqua. 4 not confirmed.");
  await page.getByRole("link", { name: "open them in the grid" }).click();
  await wizard.isAt("Check");
  await expect(page.getByText("4 open rows of")).toBeVisible();
  await wizard.goOn("Send");
  await wizard.send("Create 4 contacts in Eloqua");
  await expect(sentence).toHaveText("4 of 4 contacts created in Eloqua.", { timeout: 60_000 });
  const there = await sandbox.records("eloqua", "contact", "C_EmailAddress LIKE 'grid%'");
  expect(there).toHaveLength(emails.length);
  expect(new Set(there.map(({ C_EmailAddress }) => C_EmailAddress))).toEqual(new Set(emails));
  await page.goto(`/jobs/${job.id}`);
  await expect(sentence).toContainText("Every row is accounted for.");
});
