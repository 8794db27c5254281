import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { endOfJob, jobOf, member } from "./fixtures/http-client";
import { submitRows } from "./fixtures/submit-rows";
import { expect, test } from "./fixtures/test";

test.afterEach(({ sandbox }) => sandbox.control({ reset: true }));

test("rows that are done are read back: as sent, with other values, or not there; the import stays what it is", async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const rows = Array.from({ length: 120 }, (_, at) => `RB${at + 1},Read back ${at + 1},${at + 1}.00\n`);
  const content = `reference,name,credit_limit\n${rows.join("")}`;
  const job = await submitRows(api, sandbox, {
    ...{ connection: "sage200", objectName: "customers", name: "read-back", content },
  });
  const before = await endOfJob(api, job.id);
  expect(before.rows.succeeded).toBe(120);
  const idOf = async (reference: string) =>
    (await sandbox.records("sage200", "customers", `reference='${reference}'`))[0]?.id;
  await sandbox.change("sage200", "PATCH", `customers/${await idOf("RB3")}`, { name: "Renamed there" });
  await sandbox.change("sage200", "DELETE", `customers/${await idOf("RB9")}`);
  const writes = await sandbox.uploadsFromNowOn();

  await page.goto(`/jobs/${job.id}`);
  await page.getByRole("button", { name: "Check in Sage 200…" }).click();
  await expect(page.getByText("It only reads: nothing in Sage 200 is changed")).toBeVisible();
  await page.getByRole("radio", { name: "All 120 rows" }).check();
  await expect(page.getByText("About 6 calls, 120 at the most, one after another.")).toBeVisible();
  await isAccessibleInBothThemes(page, "what a check will do");
  await page.getByRole("button", { name: "Look for 120 rows in Sage 200" }).click();
  await expect(page.getByText("All 120 rows were looked for by")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "As sent" })).toContainText("118");
  await expect(page.getByRole("button", { name: "Other values there" })).toContainText("1");
  await expect(page.getByText("“Renamed there” in Sage 200")).toBeVisible();
  await page.getByRole("button", { name: "Not there" }).click();
  await expect(page.getByRole("cell", { name: "RB9" })).toBeVisible();
  await isAccessibleInBothThemes(page, "what a check saw");
  expect(await writes()).toEqual([]);
  expect((await jobOf(api, job.id)).rows).toEqual(before.rows);
});

test("an import is begun again with a new file: its columns are mapped as before, and the two imports name each other", async ({
  page,
  wizard,
  api,
}) => {
  test.setTimeout(180_000);
  const heading = "Code,Called,Colour\n";
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({ name: "october.csv", content: `${heading}AG1,Again one,red\nAG2,Again two,blue\n` });
  await wizard.goOn("Map");
  for (const [column, field] of [
    ["Code", "Reference"],
    ["Called", "Name"],
  ] as const) {
    await page.getByRole("combobox", { name: `Field for ${column}`, exact: true }).click();
    await page.getByRole("combobox", { name: "Search fields" }).fill(field);
    await page.getByRole("option", { name: field }).first().click();
  }
  await wizard.goOn("Check");
  await wizard.goOn("Send");
  const first = await wizard.send("Create 2 customers in Sage 200");
  const { number } = await member<{ number: number }>(await api.get(`/api/jobs/${first}`), "job");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 of 2 customers created in Sage 200.", {
    timeout: 60_000,
  });

  await page.getByRole("link", { name: "Again with a new file" }).click();
  await wizard.isAt("File");
  await expect(page.getByText("A new file, as")).toBeVisible();
  await isAccessibleInBothThemes(page, "again with a new file");
  await wizard.drop({ name: "november.csv", content: `Called,Colour,Code\nAgain three,red,AG3\n` });
  await expect(page.getByText(`These columns are known: mapped as in import ${number}.`)).toBeVisible();
  await page.getByRole("button", { name: "Check 1 row" }).click();
  await wizard.isAt("Check");
  await wizard.goOn("Send");
  const second = await wizard.send("Create 1 customer in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 of 1 customer created in Sage 200.", {
    timeout: 60_000,
  });
  await expect(page.getByText("Begun from")).toBeVisible();
  const answer = await member<{ begunFrom: { id: string }; family: { rows: number } }>(
    await api.get(`/api/jobs/${second}`),
    "job",
  );
  expect(answer).toMatchObject({ begunFrom: { id: first }, family: { rows: 1 } });
  await page.getByRole("link", { name: `import ${number}`, exact: true }).click();
  await expect(page.getByText("Led on to")).toBeVisible();
});
