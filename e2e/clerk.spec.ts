import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { putTogether } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

/** Customers nobody has sent before, as a semicolon file in Latin-1. */
function latin1(lines: readonly string[]): { name: string; bytes: Buffer } {
  const name = `kunden-${randomUUID().slice(0, 8)}.csv`;
  return { name, bytes: Buffer.from([...lines, ""].join("\r\n"), "latin1") };
}

const mark = () => randomUUID().slice(0, 4).toUpperCase();

const tab = (page: Page, name: string, count: number) =>
  expect(page.getByRole("button", { name: new RegExp(`^${name} ?${count}$`) })).toBeVisible();

/** What is typed takes the place of what stands in the current cell. */
async function typeOver(page: Page, value: string): Promise<void> {
  await page.keyboard.type(value);
  await page.keyboard.press("Enter");
}

/** What the grid shows as it will be sent, row by row: an edited cell's old value and excluded rows left out. */
const previewed = (page: Page) =>
  page.getByRole("grid", { name: "Rows as they will be sent" }).evaluate((grid) =>
    [...grid.querySelectorAll("tbody tr")].flatMap((row) => {
      const head = row.querySelector("th");
      if (head === null || head.getAttribute("aria-description") === "Excluded") return [];
      const cells = [...row.querySelectorAll("td[aria-colindex]")].map((cell) => {
        const copy = cell.cloneNode(true) as Element;
        for (const gone of copy.querySelectorAll("s")) gone.remove();
        return copy.textContent ?? "";
      });
      return [cells];
    }),
  );

test("three kinds of error in a Latin-1 file are put right on the page, and what was previewed is what arrives", async ({
  page,
  wizard,
  sandbox,
}) => {
  const id = mark();
  const arrived = await sandbox.uploadsFromNowOn();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop(
    latin1([
      "Kundennummer;Kundenname;Zusatz;Kreditlimit;Ort",
      `${id}1;Café Zürich;AG;100;Köln`,
      `${id}2;;;250;Bonn`,
      `${id}-TOO-LONG;Bäckerei Süß;;300;Graz`,
      `${id}4;Möbel, Groß & Söhne;OHG;viel;Wien`,
      `${id}5;"Sagt ""Ja""";;500;Linz`,
      `${id}6;Nicht mehr;;600;Linz`,
    ]),
  );
  await expect(page.getByRole("region", { name: "The file" })).toContainText("Semicolon");
  await wizard.goOn("Map");
  await page.getByRole("button", { name: /^Change values of Kundenname for/ }).click();
  await page.getByRole("combobox", { name: "Join with another column" }).click();
  await page.getByRole("option", { name: /^Zusatz/ }).click();
  await expect(page.getByRole("region", { name: "What is sent" })).toContainText("Café Zürich AG");
  await wizard.goOn("Check");
  await expect(page.getByText("all 6 checked")).toBeVisible();
  await tab(page, "Errors", 3);
  const note = page.getByRole("group", { name: "About this cell" });

  // From error to error with one key; each says what is wrong, and what is typed is checked at once.
  await page.keyboard.press("F8");
  await expect(note).toContainText("A value is required here.");
  await page.keyboard.press("F8");
  await expect(note).toContainText("13 characters, 8 are allowed.");
  await typeOver(page, `${id}3`);
  await tab(page, "Errors", 2);
  await page.keyboard.press("F8");
  await expect(note).toContainText("viel");
  await typeOver(page, "400");
  await tab(page, "Errors", 1);

  // The name is made of two columns: its own cell is put right, and what is joined follows.
  const grid = page.getByRole("grid", { name: "Rows as they will be sent" });
  await grid.getByRole("row", { name: /^3 / }).getByRole("gridcell").nth(1).click();
  await page.keyboard.press("F8");
  await expect(note).toContainText("A value is required here.");
  await note.getByRole("button", { name: "Exclude row" }).click();
  await tab(page, "Errors", 0);
  await tab(page, "Excluded", 1);

  const shown = await previewed(page);
  expect(shown).toHaveLength(5);
  await wizard.goOn("Send");
  await wizard.send("Create 5 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "5 of 5 customers created in Sage 200. 1 row excluded.",
  );
  const sent = (await putTogether(sandbox, await arrived())).toString("utf8");
  expect(sent).toBe(
    [
      "reference,name,credit_limit,main_address.city",
      `${id}1,Café Zürich AG,100,Köln`,
      `${id}3,Bäckerei Süß,300,Graz`,
      `${id}4,"Möbel, Groß & Söhne OHG",400,Wien`,
      `${id}5,"Sagt ""Ja""",500,Linz`,
      `${id}6,Nicht mehr,600,Linz`,
      "",
    ].join("\n"),
  );
  const names = shown.map((cells) => cells.find((cell) => /Café|Bäckerei|Möbel|Sagt|Nicht/.test(cell)));
  expect(names).toEqual([
    "Café Zürich AG",
    "Bäckerei Süß",
    "Möbel, Groß & Söhne OHG",
    'Sagt "Ja"',
    "Nicht mehr",
  ]);
});

test("a wrong order of day and month is seen before it is sent, and put right where it was chosen", async ({
  page,
  wizard,
  sandbox,
}) => {
  const id = mark();
  const arrived = await sandbox.uploadsFromNowOn();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({
    name: `opened-${id}.csv`,
    content: `Account Reference,Name,Account Opened\n${id}1,Alder,03/04/2024\n${id}2,Beech,05/06/2024\n`,
  });
  await wizard.goOn("Map");
  await page.getByRole("button", { name: /^Change values of Account Opened for/ }).click();
  // Both orders fit every value: neither is taken without being asked for.
  const sent = page.getByRole("region", { name: "What is sent" });
  await expect(sent).toContainText("none changes");
  await expect(page.getByRole("button", { name: /^Read dates day first/ })).toBeVisible();
  await page.getByRole("button", { name: /^Read dates month first/ }).click();
  await expect(sent.getByRole("row", { name: "03/04/2024" })).toContainText("2024-03-04");
  await wizard.goOn("Check");
  const grid = page.getByRole("grid", { name: "Rows as they will be sent" });
  await expect(grid.getByRole("row").nth(1)).toContainText("2024-03-04");

  await page.getByRole("button", { name: /^Step 3, Map/ }).click();
  const area = page.getByRole("button", { name: /^Change values of Account Opened for/ });
  if ((await area.getAttribute("aria-expanded")) === "false") await area.click();
  await page.getByRole("combobox", { name: "Written in the file" }).click();
  await page.getByRole("option", { name: "day first" }).click();
  await expect(sent.getByRole("row", { name: "03/04/2024" })).toContainText("2024-04-03");
  await wizard.goOn("Check");
  await expect(grid.getByRole("row").nth(1)).toContainText("2024-04-03");
  await wizard.goOn("Send");
  await wizard.send("Create 2 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 of 2 customers created in Sage 200.");
  expect((await putTogether(sandbox, await arrived())).toString("utf8")).toBe(
    [
      "reference,name,account_opened",
      `${id}1,Alder,2024-04-03T00:00:00Z`,
      `${id}2,Beech,2024-06-05T00:00:00Z`,
      "",
    ].join("\n"),
  );
});

test("on Send the button stands in sight and stays where it is when the time it takes becomes known", async ({
  page,
  wizard,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    void page.route("**/duration?**", async (route) => {
      resolve();
      await new Promise<void>((goOn) => {
        answer = goOn;
      });
      await route.continue();
    });
  });
  const id = mark();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({
    name: `still-${id}.csv`,
    content: `Account Reference,Name\n${id}1,Alder\n${id}-TOO-LONG,Beech\n`,
  });
  for (const step of ["Map", "Check", "Send"] as const) await wizard.goOn(step);
  await asked;
  const button = page.getByRole("button", { name: "Create 1 customer in Sage 200" });
  await expect(button).toBeInViewport({ ratio: 1 });
  const before = await button.boundingBox();
  answer();
  await expect(page.getByText(/How long it takes is not known|It takes /)).toBeVisible();
  expect(await button.boundingBox()).toEqual(before);
});

test("of a thousand columns the one that is looked for is found by its name, mapped and sent", async ({
  page,
  wizard,
  sandbox,
}) => {
  const id = mark();
  const arrived = await sandbox.uploadsFromNowOn();
  const columns = Array.from({ length: 1000 }, (_, at) => `Extra ${at + 1}`);
  columns[3] = "Account Reference";
  columns[976] = "Firmierung";
  const row = (line: number) =>
    columns.map((_, at) => (at === 3 ? `${id}${line}` : at === 976 ? `Alder ${line}` : `${at}`)).join(",");
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({
    name: `wide-${id}.csv`,
    content: `${columns.join(",")}\n${[1, 2, 3].map(row).join("\n")}\n`,
  });
  await wizard.goOn("Map");
  const board = page.getByRole("region", { name: "Columns", exact: true });
  // Only what is in sight is drawn.
  expect(await board.getByRole("row").count()).toBeLessThan(60);
  await page.getByRole("searchbox", { name: "Search columns" }).fill("firmier");
  await expect(board.getByRole("row")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Field for Firmierung" }).click();
  await page.getByRole("combobox", { name: "Search fields" }).fill("name");
  await page.getByRole("option", { name: /^Name name/ }).click();
  await expect(page.getByRole("button", { name: /^Required, 2 of 2/ })).toBeVisible();
  await wizard.goOn("Check");
  await expect(page.getByText("all 3 checked")).toBeVisible();
  await wizard.goOn("Send");
  await wizard.send("Create 3 customers in Sage 200");
  const sent = (await putTogether(sandbox, await arrived())).toString("utf8");
  expect(sent).toBe(`reference,name\n${[1, 2, 3].map((line) => `${id}${line},Alder ${line}\n`).join("")}`);
});
