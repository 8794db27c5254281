import { randomUUID } from "node:crypto";
import { putTogether } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

const mark = () => randomUUID().slice(0, 4).toUpperCase();

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
