import { member } from "./fixtures/http-client";
import { expect, test } from "./fixtures/test";

/** The head of a workbook without the rest: a zip whose first entry names the package's parts. */
const workbook =
  "PK\u0003\u0004\u0014\u0000\u0006\u0000\b\u0000\u0000\u0000!\u0000[Content_Types].xml \u0004xl/workbook.xml";

const refused = [
  { words: "an empty file", name: "empty.csv", content: "", said: ["This file is empty."] },
  {
    words: "a file with a header only",
    name: "header-only.csv",
    content: "C_EmailAddress,C_FirstName\n",
    said: ["Only a header row was found.", "There is nothing to send."],
  },
  {
    words: "a workbook that is cut short",
    name: "workbook.csv",
    content: workbook,
    said: ["damaged or cut short", "Save the sheet as CSV in Excel"],
  },
  {
    words: "a web page that is called .csv",
    name: "page.csv",
    content: "<!doctype html><title>Export</title>",
    said: ["This is a web page, not CSV.", "Save it as CSV in Excel"],
  },
];

for (const { words, name, content, said } of refused) {
  test(`${words} is refused in words, and makes no import`, async ({ page, wizard, api, sandbox }) => {
    const arrived = await sandbox.uploadsFromNowOn();
    const imports = async () => (await member<{ all: number }>(await api.get("/api/jobs"), "counts")).all;
    const before = await imports();
    await wizard.open();
    await wizard.chooseWhere("Eloqua", "contacts contact");
    await wizard.drop({ name, content });
    for (const sentence of said) {
      await expect(page.getByRole("region", { name: "File", exact: true })).toContainText(sentence);
    }
    await expect(page.getByRole("button", { name: /^Map /, disabled: false })).toHaveCount(0);

    // The way out is another file, at the same place.
    await wizard.drop({ name: "readable.csv", content: "C_EmailAddress\nann@example.com\n" });
    await expect(page.getByRole("region", { name: "The file" })).toContainText("readable.csv");
    await expect(wizard.onwards("Map")).toBeEnabled();
    expect(await imports()).toBe(before);
    expect(await arrived()).toEqual([]);
  });
}

test("of two files dropped together one is taken, and the other is named", async ({ page, wizard }) => {
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { name: "Imports" })).toBeVisible();
  await wizard.drop(
    { name: "notes.docx", content: "PK", type: "application/octet-stream" },
    { name: "people.csv", content: "C_EmailAddress\nann@example.com\n" },
  );
  await page.waitForURL(/\/imports\/new/);
  await expect(page.getByText("notes.docx was not taken: one file at a time.")).toBeVisible();
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.goOn("File");
  await expect(page.getByRole("region", { name: "The file" })).toContainText("people.csv");
});
