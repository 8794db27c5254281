import { expect, test } from "./fixtures/test";

const csv = (word: string, ...rows: string[]) => ({
  name: `${word}.csv`,
  content: `${["reference,name", ...rows].join("\n")}\n`,
});
const hint = "Kept by hand in Sage 200: settle these rows.";
const reason = "a customer with reference … already exists";

test("what Sage 200 refused is warned of in the next file, with the day and the team's hint; corrected rows have none", async ({
  page,
  wizard,
  api,
}) => {
  test.setTimeout(240_000);
  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop(csv("october", "BEX001,Bexhill again", "RM1,One", "HAR021,Harrow again", "RM2,Two"));
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await wizard.goOn("Send");
  const id = await wizard.send("Create 4 customers in Sage 200");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "2 of 4 customers created in Sage 200. 2 failed.",
  );
  const group = page.getByRole("region", { name: reason });
  await group.getByRole("button", { name: "Write a hint for the next time" }).click();
  await group.getByRole("textbox", { name: "Hint for whoever meets this next" }).fill(hint);
  await group.getByRole("button", { name: "Save the hint" }).click();
  await expect(group.getByText(hint)).toBeVisible();

  const { connectionId } = (await (await api.get(`/api/jobs/${id}`)).json()).job;
  const refusals = `/api/connections/${connectionId}/objects/customers/refusals`;
  await expect
    .poll(async () => JSON.stringify(await (await api.get(refusals)).json()), { timeout: 60_000 })
    .toContain(reason);

  await wizard.open();
  await wizard.chooseWhere("Sage 200", "customers customers");
  await wizard.drop(
    csv("november", "RM3,Three", "HAR021,Harrow once more", "RM4,Four", "BEX001,Bexhill too"),
  );
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  const kinds = page.getByRole("complementary", { name: "Issues by kind" });
  await expect(kinds).toContainText(/2 rows look like those Sage 200 refused on \d{1,2} \w+: /);
  await expect(kinds).toContainText(reason);
  await expect(kinds).toContainText(hint);
  await expect(kinds.getByRole("link", { name: /^Import \d+ in a new tab$/ })).toBeVisible();
  await expect(wizard.onwards("Send")).toBeEnabled();

  const grid = page.getByRole("grid");
  const note = page.getByRole("group", { name: "About this cell" });
  await grid.getByRole("gridcell", { name: "HAR021" }).click();
  await expect(note).toContainText(/Sage 200 refused this value on \d{1,2} \w+: /);
  await expect(note).toContainText(hint);
  await page.keyboard.type("RM5");
  await page.keyboard.press("Enter");
  await expect(kinds).toContainText("1 row looks like those Sage 200 refused");
  await grid.getByRole("gridcell", { name: "BEX001" }).click();
  await page.keyboard.type("RM6");
  await page.keyboard.press("Enter");
  await expect(kinds).toContainText("Nothing is found in any row.");
});
