import { expect } from "@playwright/test";
import { fileNamed } from "./fixtures/files";
import { tabTo } from "./fixtures/keyboard";
import { administrator } from "./fixtures/start-program";
import { test } from "./fixtures/test";

test.use({ signedIn: false });

test("the sample goes from sign-in to the import's end by keyboard alone", async ({ page, wizard }) => {
  const press = (key: string) => page.keyboard.press(key);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  await page.goto("/imports/new");
  // The first field has the focus already.
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(administrator.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(administrator.password);
  await press("Enter");

  const connections = page.getByRole("group", { name: "Connection" }).getByRole("radio");
  await tabTo(page, connections.first());
  const eloqua = page.getByRole("radio", { name: /^Eloqua/ });
  for (let pressed = 0; pressed < 3 && !(await eloqua.isChecked()); pressed++) await press("ArrowDown");
  await expect(eloqua).toBeChecked();
  const objects = page.getByRole("group", { name: "What are you loading?" }).getByRole("radio");
  await tabTo(page, objects.first());
  const contacts = page.getByRole("radio", { name: "contacts contact", exact: true });
  for (let pressed = 0; pressed < 5 && !(await contacts.isChecked()); pressed++) await press("ArrowDown");
  await expect(contacts).toBeChecked();
  await expect(page.getByRole("region", { name: "What contacts take", exact: true })).toContainText(
    "required",
  );
  await tabTo(page, button("Choose a file…"));
  const chooser = page.waitForEvent("filechooser");
  await press("Enter");
  await (await chooser).setFiles(fileNamed("contacts.csv"));
  await expect(page.getByRole("region", { name: "The file" })).toContainText("contacts.csv");
  for (const step of ["Map", "Check", "Send"] as const) {
    await tabTo(page, wizard.onwards(step));
    await press("Enter");
  }
  await tabTo(page, button("Create 10 contacts in Eloqua"));
  await press("Enter");
  const done = page.getByRole("heading", { level: 1, name: /contacts created in Eloqua/ });
  const question = button("Create 10 contacts in Eloqua all the same");
  await expect(question.or(done)).toBeVisible();
  if (await question.isVisible()) {
    await tabTo(page, question);
    await press("Enter");
  }
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("10 of 10 contacts created in Eloqua.");
});
