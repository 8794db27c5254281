import type { Page } from "@playwright/test";
import { isAccessible } from "./fixtures/accessible";
import { fileNamed } from "./fixtures/files";
import { expect, test } from "./fixtures/test";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** What is long scrolls within the page: the window has nothing behind its end. */
async function fitsTheWindow(page: Page, where: string): Promise<void> {
  const behind = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(behind, where).toBeLessThanOrEqual(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("sign-in keeps to WCAG 2.2 AA", async ({ page }) => {
      await page.context().clearCookies();
      await page.goto("/sign-in");
      await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
      await isAccessible(page, "sign-in");
    });

    test("every step of an import, its page, the list and the people keep to WCAG 2.2 AA", async ({
      page,
      wizard,
    }) => {
      await wizard.open();
      await wizard.chooseWhere("Sage 200", "suppliers suppliers");
      await isAccessible(page, "where to");
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Choose a file…" }).click();
      await chooser;
      await wizard.isAt("File");
      await isAccessible(page, "file, before one is chosen");
      await wizard.chooseFile(fileNamed("sage-customers.csv"));
      await expect(page.getByRole("region", { name: "The file" })).toContainText("row 2 to row 9");
      await isAccessible(page, "file");
      await wizard.goOn("Map");
      await isAccessible(page, "map");
      await fitsTheWindow(page, "map");
      await page.getByRole("combobox", { name: "Field for Remarks" }).click();
      await expect(page.getByRole("option").first()).toBeVisible();
      await isAccessible(page, "map, a list of fields open");
      await page.keyboard.press("Escape");
      await wizard.goOn("Check");
      await expect(page.getByText("all 8 checked")).toBeVisible();
      await page.keyboard.press("F8");
      await isAccessible(page, "check");
      await fitsTheWindow(page, "check");
      await wizard.goOn("Send");
      await isAccessible(page, "send");
      await wizard.send("Create 6 suppliers in Sage 200");
      await expect(page.getByRole("heading", { level: 1 })).toContainText(/\d of 6 suppliers created/);
      await isAccessible(page, "the import's page");
      await fitsTheWindow(page, "the import's page");
      await page.goto("/jobs");
      await expect(page.getByRole("row", { name: /sage-customers\.csv/ }).first()).toBeVisible();
      await isAccessible(page, "the list of imports");
      await fitsTheWindow(page, "the list of imports");
      await page.goto("/people");
      await expect(page.getByRole("row", { name: /admin@example\.com/ })).toBeVisible();
      await isAccessible(page, "people");
      await page.getByRole("button", { name: "Add a person…" }).click();
      await isAccessible(page, "people, adding one");
    });
  });
}
