import { randomUUID } from "node:crypto";
import { csvOf, expectKept, previewed } from "./fixtures/preview";
import { putTogether } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

const mark = () => randomUUID().slice(0, 4).toUpperCase();

const customers = 120;
const tooLong = [17, 78];
const repeats = 101;

/** Customers nobody has sent before, as a German accounting product gives them out: semicolons and Windows-1252. */
function kunden(id: string): { name: string; bytes: Buffer } {
  const heading = "Kundennr;Kundenname;Straße;Hausnummer;PLZ;Wohnort;Kreditlimit;Kunde seit;Gesperrt";
  const names = new Map([
    [5, '"Sagt ""Ja"", immer"'],
    [6, "Alles 1 \u0080 Markt"],
    ...tooLong.map(
      (at) => [at, `Gesellschaft für ${"außergewöhnlich ".repeat(3)}lange Namen ${at} mbH`] as const,
    ),
  ]);
  const lines = Array.from({ length: customers }, (_, index) => {
    const at = index + 1;
    const reference = `${id}${String(at === repeats ? 51 : at).padStart(3, "0")}`;
    const limit = at % 10 === 0 ? "" : `${1 + (at % 9)}.${200 + at},50`;
    const opened = `${String(1 + (at % 28)).padStart(2, "0")}.${String(1 + (at % 12)).padStart(2, "0")}.2019`;
    const place = at % 4 === 0 ? "1067;Dresden" : "50667;Köln";
    const name = names.get(at) ?? `Müller & Söhne ${at} GmbH`;
    return `${reference};${name};Große Straße;${at};${place};${limit};${opened};${at % 7 === 0 ? "ja" : "nein"}`;
  });
  return { name: `kunden-${id}.csv`, bytes: Buffer.from([heading, ...lines, ""].join("\r\n"), "latin1") };
}

test("a German file of 120 customers is put right by changes, fixes, edits and exclusion, and what was previewed is what arrives, byte for byte", async ({
  page,
  wizard,
  sandbox,
}) => {
  const id = mark();
  const arrived = await sandbox.uploadsFromNowOn();
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const counted = (tab: string, count: number) =>
    expect(button(new RegExp(`^${tab} ?${count}$`))).toBeVisible();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop(kunden(id));
  await expect(page.getByRole("region", { name: "The file" })).toContainText("Windows-1252");
  await wizard.goOn("Map");

  // Two columns make one line of the address; yes and no are matched.
  await button(/^Change values of Straße for/).click();
  await page.getByRole("combobox", { name: "Join with another column" }).click();
  await page.getByRole("option", { name: /^Hausnummer/ }).click();
  await expect(page.getByRole("region", { name: "What is sent" })).toContainText("Große Straße 1");
  await button(/^Change values of Straße for/).click();
  await button(/^Change values of Gesperrt for/).click();
  await button("Match 2 values with those of the field").click();
  await expect(page.getByText("2 different values, all decided.")).toBeVisible();
  await wizard.goOn("Check");
  await expect(page.getByText("all 120 checked")).toBeVisible();
  await counted("Errors", customers);

  // Amounts, days and lost zeros: each column at once, with the number of cells said before.
  for (const [way, cells] of [
    [/^Read the column so: decimal comma/, 108],
    [/^Read the column so: day first/, 120],
    [/^Put zeros in front, 5 digits in all/, 30],
  ] as const) {
    await button(way).click();
    await button(`Change ${cells} cells`).click();
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await counted("Errors", tooLong.length);

  // Names that are too long are not cut: a person types others.
  for (const at of tooLong) {
    await page.keyboard.press("F8");
    const note = page.getByRole("group", { name: "About this cell" });
    await expect(note).toContainText(/\d+ characters, 60 are allowed/);
    await expect(note).toContainText(`lange Namen ${at}`);
    await page.keyboard.type(`Lange Namen ${at} mbH`);
    await page.keyboard.press("Enter");
  }
  await counted("Errors", 0);
  await button(/^Leave these rows out \(1\)/).click();
  await button("Exclude 1 row").click();
  await counted("Excluded", 1);
  await counted("Ready", customers - 1);

  const shown = await previewed(page, customers);
  expect(shown).toHaveLength(customers - 1);
  await wizard.goOn("Send");
  await wizard.send("Create 119 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "119 of 119 customers created in Sage 200. 1 excluded.",
  );

  const sent = (await putTogether(sandbox, await arrived())).toString("utf8");
  const paths = (sent.split("\n", 1)[0] ?? "").split(",");
  expect(new Set(paths)).toEqual(new Set(Object.keys(shown[0] ?? {})));
  const rows = shown.map((row) => paths.map((path) => row[path] ?? "not shown"));
  expect(sent).toBe(csvOf([paths, ...rows]));
  await expectKept(sandbox, `reference LIKE '${id}%'`, paths, rows);
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
  await expect(board.getByRole("rowheader", { name: /^Extra 1\b/ })).toBeVisible();
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
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("3 of 3 customers created in Sage 200.");
  const sent = (await putTogether(sandbox, await arrived())).toString("utf8");
  expect(sent).toBe(`reference,name\n${[1, 2, 3].map((line) => `${id}${line},Alder ${line}\n`).join("")}`);
});
