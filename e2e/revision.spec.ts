import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { endOfJob } from "./fixtures/http-client";
import { submitRows } from "./fixtures/submit-rows";
import { expect, test } from "./fixtures/test";
import { textRows } from "./fixtures/unzip";

/** Types over a cell of the grid. */
async function type(page: Page, cell: string, value: string): Promise<void> {
  await page.getByRole("gridcell", { name: cell, exact: true }).dblclick();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(value);
  await page.keyboard.press("Enter");
}

test("rows that are done and wrong are corrected in the grid and by a file that is dropped back: their records are changed, and none is created", async ({
  page,
  wizard,
  api,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const domain = `${randomUUID().slice(0, 8)}.example.com`;
  const names = ["Ada", "Bert", "Cleo", "Dora", "Egon", "Fay"];
  const lines = names.map((name) => `${name.toLowerCase()}@${domain},${name},Northern Mill\n`);
  const job = await submitRows(api, sandbox, {
    ...{ connection: "eloqua", objectName: "contact", name: "done-and-wrong" },
    content: `C_EmailAddress,C_FirstName,C_Company\n${lines.join("")}`,
  });
  expect((await endOfJob(api, job.id)).rows.succeeded).toBe(names.length);
  const all = async () => (await sandbox.records("eloqua", "contact")).length;
  const there = () => sandbox.records("eloqua", "contact", `C_EmailAddress LIKE '%@${domain}'`);
  const countBefore = await all();
  const before = await there();
  const arrived = await sandbox.uploadsFromNowOn();

  await page.goto(`/jobs/${job.id}`);
  await page.getByRole("button", { name: "Correct this import…" }).click();
  await expect(page.getByText("Eloqua can update records that exist.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Matched by" })).toContainText("C_EmailAddress");
  await isAccessibleInBothThemes(page, "what can be corrected");
  await page.getByRole("link", { name: "Open 6 rows to correct" }).click();
  await wizard.isAt("Check");
  await expect(page.getByText("only rows you change are sent, as updates of the records")).toBeVisible();
  await expect(page.getByText("No row is changed yet.").first()).toBeVisible();
  await isAccessibleInBothThemes(page, "rows that are done, in the grid");
  await type(page, "Bert", "Bertram");
  await expect(page.getByRole("button", { name: /^Ready ?1$/ })).toBeVisible();

  const open = (await (await api.get(`/api/jobs/${job.id}/files/succeeded`)).text()).replace("\ufeff", "");
  const changed = open
    .split("\n")
    .map((line) => (/,(Dora|Fay),/.test(line) ? line.replace("Mill", "Lane") : line));
  const bert = changed.map((line) => line.replace(",Bert,", ",Bertram,")).reverse();
  const heading = bert.find((line) => line.startsWith("row key"));
  const rest = bert.filter((line) => line !== "" && line !== heading);
  await wizard.drop({ name: "from-a-spreadsheet.csv", content: `${[heading, ...rest].join("\n")}\n` });
  await page.getByRole("button", { name: "Read from-a-spreadsheet.csv" }).click();
  await expect(page.getByRole("button", { name: /^Ready ?3$/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: /^Ready ?1$/ })).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(page.getByRole("button", { name: /^Ready ?3$/ })).toBeVisible();
  await wizard.goOn("Send");
  await isAccessibleInBothThemes(page, "corrections before they are sent");
  await wizard.send("Update 3 contacts in Eloqua");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3 of 3 contacts", { timeout: 60_000 });

  expect((await arrived()).map(({ metaData }) => metaData)).toMatchObject([
    { action: "upsert", identifierFieldName: "C_EmailAddress" },
  ]);
  expect(await all()).toBe(countBefore);
  const mended: Record<string, object> = {
    Bert: { C_FirstName: "Bertram" },
    Dora: { C_Company: "Northern Lane" },
    Fay: { C_Company: "Northern Lane" },
  };
  const told = (records: Record<string, unknown>[]) =>
    records.map(({ id, C_EmailAddress, C_FirstName, C_Company }) => ({
      ...{ id, C_EmailAddress, C_FirstName, C_Company },
    }));
  expect(told(await there())).toEqual(
    told(before.map((record) => ({ ...record, ...mended[String(record.C_FirstName)] }))),
  );
  await page.goto(`/jobs/${job.id}`);
  await expect(page.getByText(/corrected 3 rows that were done, as updates in import/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("6 of 6 contacts created in Eloqua.");
});

test("where the connector only creates, a correction is never sent: it is a list of what to put right there", async ({
  page,
  wizard,
  api,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const job = await submitRows(api, sandbox, {
    ...{ connection: "sage200", objectName: "customers", name: "only-creates" },
    content: "reference,name\nPR1,Put right one\nPR2,Put right two\nPR3,Put right three\n",
  });
  expect((await endOfJob(api, job.id)).rows.succeeded).toBe(3);
  const arrived = await sandbox.uploadsFromNowOn();
  await page.goto(`/jobs/${job.id}`);
  await page.getByRole("button", { name: "Correct this import…" }).click();
  await expect(page.getByText("sent once more, each row would be there twice")).toBeVisible();
  await isAccessibleInBothThemes(page, "what cannot be corrected by sending");
  await page.getByRole("link", { name: "Open 3 rows to correct" }).click();
  await wizard.isAt("Check");
  await type(page, "Put right two", "Put right, too");
  await page.getByRole("button", { name: "Go to the list with 1 row" }).click();
  await wizard.isAt("Send");
  const list = page.getByRole("table", { name: "Values to put right" });
  await expect(list.getByRole("row").nth(1)).toHaveText(/^3PR2.*Put right twoPut right, too$/);
  await expect(page.getByRole("button", { name: /^(Create|Update)/ })).toHaveCount(0);
  await isAccessibleInBothThemes(page, "a list of what to put right");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the list" }).click(),
  ]);
  const [, ...put] = await textRows(await readFile(await download.path()));
  expect(put).toEqual([["3", "PR2", "Name", "Put right two", "Put right, too"]]);
  await expect(page.getByText("Taken; the history of import")).toBeVisible();
  expect(await arrived()).toEqual([]);
  await page.goto(`/jobs/${job.id}`);
  await expect(page.getByText(/took a list of 1 value in 1 row to be put right in Sage 200/)).toBeVisible();
});
