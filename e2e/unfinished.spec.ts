import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { httpClient } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { expect, test } from "./fixtures/test";

/** A file no other journey has; its columns are mapped by their names. */
const madeFile = (rows = 3) => {
  const mark = randomUUID().slice(0, 8);
  const lines = Array.from({ length: rows }, (_, row) => `${mark}-${row}@clicks.example.com;Example ${row}`);
  return { name: `people-${mark}.csv`, content: `Email Address;First Name\n${lines.join("\n")}\n` };
};

/** Counts what is pressed from here on. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as typeof window & { presses?: number };
    counted.presses = 0;
    window.addEventListener("click", (event) => {
      // A label that is pressed presses its field too: one press of the hand.
      if (event.detail > 0) counted.presses = (counted.presses ?? 0) + 1;
    });
  });
  return () => page.evaluate(() => (window as typeof window & { presses?: number }).presses ?? 0);
}

const kept = /Kept on the server, without the rows · \d/;

test("somebody new is at Send with a clean file after six presses at the most", async ({ page, wizard }) => {
  await wizard.open();
  const presses = await countPresses(page);
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.drop(madeFile());
  for (const step of ["Map", "Check", "Send"] as const) {
    await expect(wizard.onwards(step)).toBeEnabled();
    await wizard.goOn(step);
  }
  await expect(page.getByRole("button", { name: "Create 3 contacts in Eloqua", exact: true })).toBeEnabled();
  expect(await presses()).toBeLessThanOrEqual(6);
});

test("an unfinished import goes on after a reload and after the session has ended, with the same file", async ({
  page,
  wizard,
  complaints,
  program,
  api,
}) => {
  // Whoever is signed out is told so by the server.
  complaints.expect(/status of 401/);
  const file = madeFile();
  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.drop(file);
  await wizard.goOn("Map");
  await expect(page.getByText(kept)).toBeVisible();
  const address = page.url();
  expect(address).toContain("draft=");
  await wizard.goOn("Check");
  await expect(page.getByText("all 3 checked")).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get("step")).toBe("check");
  await expect(page.getByText(kept)).toBeVisible();

  // The session ends while the page is open: sign-in stands over it, and what was chosen is kept afterwards.
  await page.getByRole("button", { name: /^Step 3, Map/ }).click();
  await page.getByRole("combobox", { name: "Field for First Name" }).click();
  await expect(page.getByRole("option", { name: /^Not mapped/ })).toBeVisible();
  // With the step kept, the choice itself is the next that is asked of the server.
  const id = new URL(address).searchParams.get("draft") ?? "";
  const keptAt = async () => (await (await api.get(`/api/drafts/${id}`)).json()).draft.content.step;
  await expect.poll(keptAt).toBe("map");
  await page.context().clearCookies();
  await page.getByRole("option", { name: /^Not mapped/ }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Password", { exact: true }).fill(administrator.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(kept)).toBeVisible();

  await page.goto(address);
  await expect(page.getByText(/again to go on/)).toBeVisible();
  await wizard.drop(file);
  await expect(page.getByText("Same file, same place: your unfinished import goes on at Map.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Field for First Name" })).toContainText("Not mapped");

  // Nobody else reads it, and in the list it waits for its owner.
  const stranger = await httpClient(program.url);
  expect((await stranger.get(`/api/drafts/${id}`)).status()).toBe(401);
  await stranger.dispose();
  await page.getByRole("button", { name: "Leave for later" }).click();
  const list = page.getByRole("region", { name: "Unfinished imports" });
  await list.getByRole("button", { name: `Go on ${file.name}` }).click();
  await expect(page.getByText(/again to go on/)).toBeVisible();
  await wizard.drop(file);
  await expect(page.getByText("Same file, same place: your unfinished import goes on at Map.")).toBeVisible();
});

test("of two tabs on one unfinished import the second is told, and nothing is overwritten", async ({
  page,
  wizard,
  complaints,
  api,
}) => {
  complaints.expect(/status of 409 .*\/api\/drafts/);
  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.drop(madeFile());
  await wizard.goOn("Map");
  await expect(page.getByText(kept)).toBeVisible();
  const id = new URL(page.url()).searchParams.get("draft") ?? "";
  const { draft } = await (await api.get(`/api/drafts/${id}`)).json();
  const other = await api.patch(`/api/drafts/${id}`, {
    data: {
      version: draft.version,
      writer: "another tab",
      content: { ...draft.content, policy: "send_all" },
    },
  });
  expect(other.status()).toBe(200);
  await page.getByRole("combobox", { name: "Field for First Name" }).click();
  await page.getByRole("option", { name: /^Not mapped/ }).click();
  await expect(page.getByText("This unfinished import was changed in another tab.")).toBeVisible();
  expect((await (await api.get(`/api/drafts/${id}`)).json()).draft.content.policy).toBe("send_all");
  await page.getByRole("button", { name: "Take what was chosen there" }).click();
  await expect(page.getByRole("combobox", { name: "Field for First Name" })).not.toContainText("Not mapped");
});
