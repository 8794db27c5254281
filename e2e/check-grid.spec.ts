import { writeFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { tabTo } from "./fixtures/keyboard";
import { putTogether } from "./fixtures/start-sandbox";
import { test } from "./fixtures/test";

const rows = 120;
const tooLong = [17, 78];
const repeats = 101;
const cut = 60;

/** What a German accounting product gives out: semicolons, Windows-1252, decimal commas, postcodes without their zeros. */
async function writeCustomers(path: string): Promise<void> {
  const heading = "Kundennummer;Kundenname;Kreditlimit;Zahlungsziel;Straße;Ort;PLZ;Bemerkung";
  const lines = Array.from({ length: rows }, (_, at) => {
    const number = at + 1;
    const reference = 10_000 + 7 * (number === repeats ? 51 : number);
    const long = "Gesellschaft für außergewöhnlich lange Firmenbezeichnungen und Handelsgeschäfte";
    const name = tooLong.includes(number) ? `${long} Nummer ${number} mbH` : `Müller & Söhne ${number} GmbH`;
    const postcode = String(1067 + 13 * at).padStart(at < cut ? 4 : 5, "0");
    const limit = `${1 + (at % 9)}.${200 + at},50`;
    return `K${reference};${name};${limit};30;Hauptstraße ${number};Köln;${postcode};100 \u0080`;
  });
  await writeFile(path, Buffer.from([heading, ...lines, ""].join("\r\n"), "latin1"));
}

async function choose(page: Page, group: string, name: RegExp): Promise<void> {
  const radio = page.getByRole("radio", { name });
  await tabTo(page, page.getByRole("group", { name: group }).getByRole("radio").first());
  for (let pressed = 0; pressed < 12 && !(await radio.isChecked()); pressed++)
    await page.keyboard.press("ArrowDown");
  await expect(radio).toBeChecked();
}

test("a clerk puts a German file of 120 customers right and sends it by keyboard alone", async ({
  page,
  wizard,
  sandbox,
}, info) => {
  const path = info.outputPath("kunden.csv");
  await writeCustomers(path);
  const arrived = await sandbox.uploadsFromNowOn();
  const press = (key: string) => page.keyboard.press(key);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const counted = (tab: string, count: number) =>
    expect(button(new RegExp(`^${tab} ?${count}$`))).toBeVisible();
  const standsIn = (words: RegExp) =>
    expect(page.getByRole("group", { name: "About this cell" })).toContainText(words);

  await wizard.open();
  await choose(page, "Connection", /^Sage 200/);
  await choose(page, "What are you loading?", /^customers customers$/);
  await tabTo(page, button("Choose a file…"));
  const chooser = page.waitForEvent("filechooser");
  await press("Enter");
  await (await chooser).setFiles(path);
  await expect(page.getByRole("region", { name: "The file" })).toContainText(/Windows-1252|Western/);
  for (const step of ["Map", "Check"] as const) {
    await tabTo(page, wizard.onwards(step));
    await press("Enter");
  }
  await expect(page.getByText("all 120 checked")).toBeVisible();
  await counted("Errors", rows);

  // Amounts: one note, all of them at once, with their number said before.
  await press("F8");
  await standsIn(/is 1200\.50 as this column is written/);
  await press("Alt+ArrowDown");
  await tabTo(
    page,
    page.getByRole("group", { name: "About this cell" }).getByRole("button", { name: /\(120\)/ }),
  );
  await press("Enter");
  await tabTo(page, button("Change 120 cells"));
  await press("Enter");
  await counted("Errors", tooLong.length);

  // Names that are too long: what is typed takes their place, and how much too long it is stands beside.
  for (const number of tooLong) {
    await press("F8");
    await standsIn(/characters, \d+ are allowed/);
    await press("F2");
    await expect(page.getByText("characters too many")).toBeVisible();
    await press("Control+a");
    await page.keyboard.type(`Lange Firmenbezeichnung ${number} mbH`);
    await press("Enter");
  }
  await counted("Errors", 0);

  // Warnings are next: a reference that stands twice, and, round at the end of the file, zeros in front for all.
  await press("F8");
  await standsIn(/stands in row 52 already/);
  await page.keyboard.type("K20707");
  await press("Enter");
  await counted("Warnings", cut);
  await press("F8");
  await standsIn(/zero/i);
  await press("Alt+ArrowDown");
  await tabTo(
    page,
    page.getByRole("group", { name: "About this cell" }).getByRole("button", { name: /zeros in front/ }),
  );
  await press("Enter");
  await tabTo(page, button(`Change ${cut} cells`));
  await press("Enter");
  await counted("Warnings", 0);

  // Undone and done again: nothing is lost on the way.
  await press("Control+z");
  await counted("Warnings", cut);
  await press("Control+Shift+z");
  await counted("Warnings", 0);
  await counted("Ready", rows);

  await tabTo(page, wizard.onwards("Send"));
  await press("Enter");
  await tabTo(page, button("Create 120 customers in Sage 200"));
  await press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "120 of 120 customers created in Sage 200.",
  );
  const sent = (await putTogether(sandbox, await arrived())).toString().split("\n");
  expect(sent).toHaveLength(rows + 2);
  expect(sent[1]).toBe("K10007,Müller & Söhne 1 GmbH,1200.50,30,Hauptstraße 1,Köln,01067");
  expect(sent[17]).toContain(",Lange Firmenbezeichnung 17 mbH,");
  expect(sent[101]).toContain("K20707,");
});
