import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { isAccessibleInBothThemes } from "./fixtures/accessible";
import type { ImportWizard } from "./fixtures/import-wizard";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { textRows, unzip } from "./fixtures/unzip";

const newMark = () => randomUUID().slice(0, 8);

/**
 * Four contacts, one whose address is none, which is a warning, and one without any, which stays here.
 * @param column of the file alone, so that no journey before this one has taught how such files are mapped
 */
function madeFile(mark: string, column: string) {
  const rows = ["ann", "bob", "cleo", "dan"].map((name) => `${name}-${mark}@example.com;${name};`);
  return {
    name: `people-${mark}.csv`,
    content: `Email Address;First Name;${column}\n${rows.join("\n")}\nnobody ${mark};eve;\n;fay;\n`,
  };
}

async function goToMap(wizard: ImportWizard, file: ReturnType<typeof madeFile>): Promise<void> {
  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.drop(file);
  await wizard.goOn("Map");
}

async function saveLayout(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Layouts" }).click();
  await page.getByRole("menuitem", { name: "Save as layout…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a layout" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Save layout" }).click();
  await expect(dialog).toBeHidden();
}

async function check(wizard: ImportWizard): Promise<void> {
  await wizard.goOn("Check");
  await expect(wizard.page.getByText("all 6 checked")).toBeVisible();
}

async function send(wizard: ImportWizard): Promise<string> {
  await wizard.goOn("Send");
  const id = await wizard.send("Create 5 contacts in Eloqua");
  await expect(wizard.page.getByRole("heading", { level: 1 })).toContainText("5 of 5 contacts created");
  return id;
}

async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path());
}

test("imports by a saved layout stand under its name in the report, on screen, as a workbook and on paper", async ({
  page,
  wizard,
}) => {
  test.setTimeout(240_000);
  const layout = `Month-end ${newMark()}`;
  const files = [madeFile(newMark(), layout), madeFile(newMark(), layout)] as const;
  await goToMap(wizard, files[0]);
  await saveLayout(page, layout);
  await expect(page.getByRole("button", { name: layout, exact: true })).toBeVisible();
  await check(wizard);
  await send(wizard);
  // Columns that are known are mapped as the layout says.
  await goToMap(wizard, files[1]);
  await check(wizard);
  await send(wizard);

  await page.goto("/reports");
  const group = page.getByRole("region", { name: `Imports to Eloqua, layout ${layout}` }).first();
  for (const { name } of files)
    await expect(group.getByRole("row").filter({ hasText: name })).toContainText(/contacts\s*6\s*5\s*1\s*–/);
  await expect(group.getByRole("row", { name: /^2 imports/ })).toContainText(
    /2 imports\s*12\s*10\s*2\s*–\s*–\s*–\s*–\s*2/,
  );
  await expect(group).toContainText("Open rows by age: 2 up to 7 days.");
  await expect(
    page.getByText(/^\d+ imports in this period, everywhere: numbers 1 to \d+, none missing\.$/),
  ).toBeVisible();
  await isAccessibleInBothThemes(page, "the report");
  await page.setViewportSize({ width: 1280, height: 720 });
  const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  const [reached = 0, there = 0] = await widths();
  expect(reached, "the page scrolls sideways").toBeLessThanOrEqual(there);

  const book = await saved(page, () => page.getByRole("link", { name: "Save as workbook" }).click());
  const lines = (await textRows(book)).filter((line) => line.includes(layout));
  expect(lines).toHaveLength(2);
  for (const [at, { name }] of files.entries()) {
    expect(lines[at]?.[0]).toBe("Eloqua");
    expect(lines[at]?.slice(9)).toEqual([name, "completed", "6", "5", "1", "0", "0", "0", "0", "1"]);
  }

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(page.getByText(/^1 \w+ \d{4} to \d+ \w+ \d{4} · All connections$/)).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
  const paper = await page.pdf({ preferCSSPageSize: true });
  const [, width = 0, height = 0] =
    /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(paper.toString("latin1"))?.map(Number) ?? [];
  expect(width, "the paper lies on its side").toBeGreaterThan(height);
});

test("an evidence pack says what was sent, edited and waived, and its hashes are those of the file and of what arrived", async ({
  page,
  wizard,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const mark = newMark();
  const file = madeFile(mark, mark);
  const arrived = await sandbox.uploadsFromNowOn();
  await goToMap(wizard, file);
  await check(wizard);
  await page.getByText(`nobody ${mark}`, { exact: true }).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("still nobody");
  await page.keyboard.press("Enter");
  const id = await send(wizard);

  const zip = await saved(page, () => page.getByRole("link", { name: "Evidence pack" }).click());
  const pack = await unzip(zip);
  const text = (name: string) => pack.get(name)?.toString() ?? "";
  const sums = text("SHA256SUMS").trim().split("\n");
  expect(sums).toHaveLength(pack.size - 1);
  for (const line of sums) {
    const [sum, name = ""] = line.split("  ");
    expect(sha256(pack.get(name) ?? ""), name).toBe(sum);
  }
  const facts = JSON.parse(text("import.json"));
  expect(facts).toMatchObject({
    id,
    sha256: sha256(pack.get("rows/sent.csv") ?? ""),
    operatorsFile: { sha256: sha256(file.content), rows: 6 },
    mappingSha256: sha256(pack.get("mapping.json") ?? ""),
    warningsWaived: { by: facts.createdBy.name, kinds: [{ field: "C_EmailAddress", rows: 1 }] },
    cellsEdited: { by: facts.createdBy.name, cells: 1 },
    rows: { total: 5, succeeded: 5, keptBack: 1 },
  });
  expect(text("edits.csv")).toMatch(/^row,column,before,after\n6,Email Address,nobody \w+,still nobody\n$/);
  expect(text("rows/kept-back.csv")).toContain("fay");
  const steps = text("audit.jsonl").trim().split("\n");
  expect(steps.map((line) => JSON.parse(line).kind)).toEqual(
    expect.arrayContaining(["submitted", "intended", "started", "accepted", "completed"]),
  );

  const [upload] = (await arrived()).filter(({ fileName }) => fileName.includes(file.name.slice(0, -4)));
  const [, part = ""] = text("parts.csv").trim().split("\n");
  expect(part.split(",").slice(-2)).toEqual([String(upload?.bytes), upload?.sha256]);
  expect(part).toContain(upload?.id ?? "no upload");
  expect(JSON.parse(text("attempts.jsonl")).evidence).toMatchObject({
    sha256: upload?.sha256,
    httpStatus: 200,
  });
});
