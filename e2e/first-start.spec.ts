import { expect, test } from "./fixtures/test";

test.use({ signedIn: false });

test("the printed link makes the first administrator, who adds an operator by a link", async ({
  page,
  browser,
  startOwnProgram,
}) => {
  const program = await startOwnProgram({ ADMIN_EMAIL: "", ADMIN_PASSWORD: "" });
  const link = /https?:\/\/\S+\/invite\/[\w-]+/.exec(program.output())?.[0] ?? "none was printed";

  await page.goto(link);
  await page.getByLabel("E-mail").fill("jane@example.com");
  await page.getByLabel("Name").fill("Jane Doe");
  await page.getByLabel("Password", { exact: true }).fill("too short");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByText("9 of at least 12 characters.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("a sentence is easier");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("link", { name: "Home" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("No imports yet.")).toBeVisible();

  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: "Add a person…" }).click();
  await page.getByRole("dialog").getByLabel("E-mail").fill("john@example.com");
  await page.getByRole("button", { name: "Make a one-time link" }).click();
  const invitation = await page.getByLabel("One-time link").inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /john@example\.com/ })).toContainText("operator");

  const another = await browser.newContext();
  const operator = await another.newPage();
  await operator.goto(invitation);
  await expect(operator.getByLabel("E-mail")).toHaveValue("john@example.com");
  await operator.getByLabel("Name").fill("John Doe");
  await operator.getByLabel("Password", { exact: true }).fill("a sentence is easier");
  await operator.getByRole("button", { name: "Create the account" }).click();
  await expect(operator.getByRole("link", { name: "Home" })).toHaveAttribute("aria-current", "page");
  await expect(operator.getByRole("link", { name: "People" })).toHaveCount(0);

  await operator.goto(invitation);
  await expect(operator.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await operator.goto(link);
  await expect(operator.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await another.close();

  await page.reload();
  await expect(page.getByRole("row", { name: /John Doe/ })).toContainText("john@example.com");
});
