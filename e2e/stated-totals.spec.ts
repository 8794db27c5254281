import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { expect, test } from "./fixtures/test";

const content = [
  "reference,name,credit_limit",
  "ST01,First stated,100.10",
  "ST02,Second stated,200.20",
  "ST03,,150.45",
  "ST04,Fourth stated,300.00",
  "Total,,750.75",
  "",
].join("\n");

test("what a file says in its total stands at Send beside what is sent, and agrees once every row goes", async ({
  page,
  wizard,
  sandbox,
}) => {
  const arrived = await sandbox.uploadsFromNowOn();
  const totals = page
    .locator("section", { has: page.getByRole("heading", { name: "Totals in the file" }) })
    .last();
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop({ name: "with-total.csv", content });
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await wizard.goOn("Send");
  await expect(totals).toContainText("row 6 says 750.75, the 3 rows that are sent come to 600.30.");
  await expect(totals).toContainText("150.45 less than the file says: 1 row above the total stays here.");
  await isAccessibleInBothThemes(page, "totals that differ");

  await page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: /Check/ }).click();
  await wizard.isAt("Check");
  await page.keyboard.press("F8");
  await page.keyboard.press("F2");
  await page.keyboard.type("Third stated");
  await page.keyboard.press("Enter");
  await wizard.goOn("Send");
  await expect(totals).toContainText("the 4 rows that are sent come to 750.75.");
  await expect(totals).toContainText("They agree to the last digit.");
  await wizard.send("Create 4 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "4 of 4 customers created in Sage 200. 1 row kept back.",
    {
      timeout: 60_000,
    },
  );
  expect(await arrived()).toHaveLength(1);
});
