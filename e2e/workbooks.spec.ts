import AxeBuilder from "@axe-core/playwright";
import { makeWorkbook, withDeclaredSize } from "./fixtures/make-workbook";
import { expect, test } from "./fixtures/test";

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (...values: string[]) => `<row>${values.map(text).join("")}</row>`;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.beforeEach(async ({ wizard }) => {
  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
});

test("a sheet of a workbook arrives as its cells are seen", async ({ page, wizard, sandbox }) => {
  const arrived = await sandbox.uploadsFromNowOn();
  const workbook = await makeWorkbook([
    { name: "Read me", rows: row("These are our contacts.") },
    {
      name: "Contacts",
      rows: `${row("C_EmailAddress", "C_FirstName", "C_LastName")}${row("ann@example.com", "Ann, the first", "")}<row r="4">${text("bob@example.com")}<c><v>1.1000000000000001</v></c>${text("0042")}</row>`,
    },
    { name: "Empty", rows: "" },
  ]);
  await wizard.drop({ name: "contacts.xlsx", bytes: workbook });
  const receipt = page.getByRole("region", { name: "The file" });
  await expect(receipt).toContainText("Read me");
  await page.getByRole("radio", { name: "Contacts" }).check();
  await expect(receipt).toContainText("row 2 to row 4");
  await expect(page.getByRole("radio", { name: /^Empty/ })).toBeDisabled();
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await wizard.goOn("Send");
  await wizard.send("Create 2 contacts in Eloqua");
  // Parts of an import that an earlier journey left running arrive beside it.
  const mine = async () => (await arrived()).filter(({ fileName }) => fileName.includes("contacts"));
  await expect.poll(async () => (await mine()).length, { timeout: 60_000 }).toBe(1);
  const [upload] = await mine();
  expect((await sandbox.file(upload?.id ?? "")).toString()).toBe(
    'C_EmailAddress,C_FirstName,C_LastName\nann@example.com,"Ann, the first",\nbob@example.com,1.1,0042\n',
  );
});

test("a workbook made to fill the memory is refused, and the next file is read", async ({ page, wizard }) => {
  const rows = "<row/>".repeat(4_000_000);
  await wizard.drop({ name: "bomb.xlsx", bytes: await makeWorkbook([{ name: "S", rows }]) });
  const refusal = page.getByRole("region", { name: "File", exact: true }).getByRole("alert");
  await expect(refusal).toContainText("too large to be read here");
  const lying = withDeclaredSize(await makeWorkbook([{ name: "S", rows }]), "xl/worksheets/sheet1.xml", 500);
  await wizard.drop({ name: "lying.xlsx", bytes: lying });
  await expect(refusal).toContainText("lying.xlsx");
  await expect(refusal).toContainText(/too large|damaged/);
  await wizard.drop({ name: "people.csv", content: "C_EmailAddress\nann@example.com\n" });
  await expect(wizard.onwards("Map")).toBeEnabled();
});

test("cells pasted from a spreadsheet are read as a file of their own", async ({ page, wizard }) => {
  await wizard.paste('C_EmailAddress\tC_FirstName\r\nann@example.com\t"two\nlines"\r\n');
  await expect(page.getByRole("region", { name: "The file" })).toContainText("Pasted cells");
  await expect(page.getByRole("region", { name: "The file" })).toContainText("row 2");
  await wizard.goOn("Map");
  await wizard.drop({ name: "other.csv", content: "C_EmailAddress\nbob@example.com\n" });
  await expect(page.getByRole("dialog")).toContainText("Read other.csv instead of Pasted cells?");
  await page.getByRole("button", { name: "Keep Pasted cells" }).click();
  await wizard.isAt("Map");
});

test("where two separators fit, both readings are shown and one has to be chosen", async ({
  page,
  wizard,
}) => {
  await wizard.drop({
    name: "tie.csv",
    content: "name;town,code;note\nAnn;Leeds,1;x\nBob;York,2;y\nCid;Hull,3;z\n",
  });
  await expect(page.getByText("Two readings of the file fit.")).toBeVisible();
  await expect(wizard.onwards("Map")).toBeDisabled();
  await page.getByRole("radio", { name: /^Comma: 2 columns/ }).click();
  await expect(page.getByRole("columnheader", { name: "name;town" })).toBeVisible();
  await expect(wizard.onwards("Map")).toBeEnabled();
});

test("the row of the names is chosen among the rows above the table, at 200 % zoom too", async ({
  page,
  wizard,
}) => {
  await page.setViewportSize({ width: 720, height: 450 });
  const preamble = "Contacts of May\nC_EmailAddress,C_FirstName\nemail,first name\n";
  await wizard.drop({ name: "export.csv", content: `${preamble}ann@example.com,Ann\nbob@example.com,Bob\n` });
  const names = page.getByRole("region", { name: "First rows" }).getByRole("columnheader");
  await page.getByRole("button", { name: "change" }).first().scrollIntoViewIfNeeded();
  await expect(page.getByRole("navigation", { name: "Steps" })).toBeInViewport({ ratio: 1 });
  await page.getByRole("button", { name: "change" }).first().click();
  await page.getByRole("combobox", { name: "Column names" }).click();
  await page.getByRole("option", { name: /^Row 3/ }).click();
  await expect(names).toHaveText(["row", "email", "first name"]);
  await expect(page.getByRole("navigation", { name: "Steps" })).toBeInViewport({ ratio: 1 });
});
