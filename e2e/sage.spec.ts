import type { Locator, Page } from "@playwright/test";
import { fileNamed } from "./fixtures/files";
import { jobOf, rowsOf } from "./fixtures/http-client";
import { expect, test } from "./fixtures/test";

/** The rows that share a reason, opened. */
async function openReason(page: Page, reason: string): Promise<Locator> {
  const group = page.getByRole("region", { name: reason }).first();
  const toggle = group.getByRole("button", { name: reason });
  if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
  return group;
}

test("each of three bad rows is shown with its number and its reason, and the sums add up", async ({
  page,
  wizard,
  api,
}) => {
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.chooseFile(fileNamed("sage-customers.csv"));
  const receipt = page.getByRole("region", { name: "The file" });
  await expect(receipt).toContainText("Semicolon");
  await expect(receipt).toContainText(/Windows-1252|Western/);
  await expect(page.getByRole("region", { name: "First rows" })).toContainText("Café Example");

  await wizard.goOn("Map");
  await expect(page.getByRole("combobox", { name: "Field for Account reference" })).toContainText(
    "reference",
  );
  await expect(page.getByRole("combobox", { name: "Field for Town" })).toContainText("main_address.city");

  await wizard.goOn("Check");
  const kinds = page.getByRole("complementary", { name: "Issues by kind" });
  // What a journey before this one was refused is a warning beside them.
  await expect(kinds.getByRole("button", { name: /^Error/ })).toHaveCount(2);
  await expect(kinds.getByRole("button", { name: /^Error\s*Reference: too long/ })).toContainText(
    "first at row 6",
  );
  await expect(kinds.getByRole("button", { name: /^Error\s*Credit limit/ })).toContainText("first at row 8");
  await page.keyboard.press("F8");
  await expect(page.getByText("11 characters, 8 are allowed.").first()).toBeVisible();
  await page.keyboard.press("F8");
  await expect(page.getByText(/a lot/).first()).toBeVisible();
  await expect(page.getByRole("radio", { name: "Keep them back" })).toBeChecked();

  await wizard.goOn("Send");
  const id = await wizard.send("Create 6 customers in Sage 200");
  const sentence = page.getByRole("heading", { level: 1 });
  await expect(sentence).toHaveText("5 of 6 customers created in Sage 200. 1 failed. 2 rows kept back.");

  const refused = await openReason(page, "a customer with reference ALD004 already exists");
  await expect(refused.getByRole("row", { name: /^4 / })).toContainText("Acme Aldgate again");
  const tooLong = await openReason(page, "11 characters, 8 are allowed.");
  await expect(tooLong.getByRole("row", { name: /^6 / })).toContainText("NORTHGATE01");
  const noNumber = await openReason(page, "is not a plain number.");
  await expect(noNumber.getByRole("row", { name: /^8 / })).toContainText("a lot");
  await expect(page.getByText("Every row has a place")).toBeVisible();
  await expect(page.getByText("5 accounted for, 3 open")).toBeVisible();

  const { rows } = await jobOf(api, id);
  expect(rows).toEqual({
    total: 6,
    succeeded: 5,
    failed: 1,
    unknown: 0,
    notTried: 0,
    keptBack: 2,
    excluded: 0,
  });
  expect(await rowsOf(api, id, "failed")).toMatchObject([{ row: 3, fileRows: [4] }]);
  const kept = await rowsOf(api, id, "kept_back");
  expect(kept.map(({ fileRows }) => fileRows)).toEqual([[6], [8]]);

  await page.getByRole("link", { name: "Imports" }).first().click();
  const row = page.getByRole("row", { name: /sage-customers\.csv/ }).first();
  await expect(row).toContainText("Done, 3 open");
  await expect(row).toContainText("5 of 8");
  await expect(row).toContainText("1 failed, 2 kept back");
});
