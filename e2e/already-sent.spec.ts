import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { endOfJob, type JobAnswer, jobOf, member } from "./fixtures/http-client";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

const header = "C_EmailAddress,C_FirstName\n";

/** Addresses no other journey has. */
function createPeople() {
  const mark = randomUUID().slice(0, 8);
  const email = (name: string) => `${name.toLowerCase()}-${mark}@example.com`;
  return {
    /** As it is sent. */
    staged: (...names: string[]) => header + names.map((name) => `${email(name)},${name}\n`).join(""),
    /** As an operator has it; `Ben:Benjamin` has Ben's address and another name. */
    file: (...names: string[]) => ({
      name: `people-${mark}.csv`,
      content: `Email Address;First Name\n${names
        .map((name) => name.split(":"))
        .map(([of = "", called = of]) => `${email(of)};${called}\n`)
        .join("")}`,
    }),
  };
}

/** Loads rows over HTTP, and waits until they are known again. */
async function load(api: APIRequestContext, connectionId: string, content: string): Promise<number> {
  const place = { connectionId, objectName: "contact" };
  const uploadId = await stage(api, content, { sha256: sha256(content) });
  const answer = await api.post("/api/jobs", {
    headers: { "idempotency-key": randomUUID() },
    data: { ...place, uploadId, fileName: "earlier.csv", sha256: sha256(content), confirmed: true },
  });
  const { id } = await member<JobAnswer>(answer, "job", 202);
  expect((await endOfJob(api, id)).status).toBe("completed");
  const question = await stage(api, content);
  const rows = content.trim().split("\n").length - 1;
  await expect
    .poll(
      async () => {
        const answer = await api.post("/api/already-sent", { data: { ...place, uploadId: question } });
        return (await member<{ rows: number }>(answer, "same")).rows;
      },
      { timeout: 60_000 },
    )
    .toBe(rows);
  return (await member<{ number: number }>(await api.get(`/api/jobs/${id}`), "job")).number;
}

const heading = (page: Page, words: string) =>
  expect(page.getByRole("heading", { level: 1 })).toHaveText(words, { timeout: 60_000 });

test.beforeEach(async ({ wizard }) => {
  await wizard.open();
  await wizard.chooseWhere("Eloqua", "contacts contact");
});

const eloquaOf = (sandbox: { connections: readonly { key: string; id: string }[] }) =>
  sandbox.connections.find(({ key }) => key === "eloqua")?.id ?? "";

test("rows accepted before are told with their import; left out, only the new ones are sent", async ({
  page,
  api,
  sandbox,
  wizard,
}) => {
  const people = createPeople();
  const earlier = await load(api, eloquaOf(sandbox), people.staged("Ada", "Ben"));
  const arrived = await sandbox.uploadsFromNowOn();
  await wizard.drop(people.file("Ada", "Cy", "Ben", "Dora", "Eve"));
  for (const step of ["Map", "Check", "Send"] as const) await wizard.goOn(step);
  await page.getByRole("button", { name: "Create 5 contacts in Eloqua", exact: true }).click();
  await expect(
    page.getByText(new RegExp(`^2 of these 5 rows were accepted before, in import ${earlier} by `)),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: `Look at import ${earlier} in a new tab` })).toBeVisible();
  await isAccessibleInBothThemes(page, "the question of rows that were sent before");
  await page.getByRole("button", { name: "Leave out 2 rows" }).click();
  await expect(page.getByRole("button", { name: "Create 3 contacts in Eloqua", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await heading(page, "3 of 3 contacts created in Eloqua. 2 excluded.");
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect((await jobOf(api, id)).rows).toMatchObject({ total: 3, succeeded: 3, excluded: 2 });
  const [upload] = await arrived();
  expect((await sandbox.file(upload?.id ?? "none")).toString()).toBe(people.staged("Cy", "Dora", "Eve"));
});

test("rows accepted before go once more when somebody says that it is meant", async ({
  page,
  api,
  sandbox,
  wizard,
}) => {
  const people = createPeople();
  await load(api, eloquaOf(sandbox), people.staged("Ada", "Ben"));
  await wizard.drop(people.file("Ada", "Ben"));
  for (const step of ["Map", "Check", "Send"] as const) await wizard.goOn(step);
  await page.getByRole("button", { name: "Create 2 contacts in Eloqua", exact: true }).click();
  await expect(page.getByText(/^All of these 2 rows were accepted before, in import /)).toBeVisible();
  await expect(page.getByText("Nothing in this file is new.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Leave out/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Create 2 contacts in Eloqua all the same" }).click();
  await heading(page, "2 of 2 contacts created in Eloqua.");
});

test("two honest twins stay two: the one that is new is sent, and not asked about", async ({
  page,
  api,
  sandbox,
  wizard,
}) => {
  const people = createPeople();
  await load(api, eloquaOf(sandbox), people.staged("Ada"));
  await wizard.drop(people.file("Ada", "Ada", "Cy"));
  for (const step of ["Map", "Check", "Send"] as const) await wizard.goOn(step);
  await page.getByRole("button", { name: "Create 3 contacts in Eloqua", exact: true }).click();
  await expect(page.getByText(/^1 of these 3 rows was accepted before, in import /)).toBeVisible();
  await page.getByRole("button", { name: "Leave out 1 row" }).click();
  await page.getByRole("button", { name: "Create 2 contacts in Eloqua", exact: true }).click();
  await heading(page, "2 of 2 contacts created in Eloqua. 1 excluded.");
});

test("the same key with other content is another message, and nothing can be left out for it", async ({
  page,
  api,
  sandbox,
  wizard,
}) => {
  const people = createPeople();
  await load(api, eloquaOf(sandbox), people.staged("Ada", "Ben"));
  await wizard.drop(people.file("Cy", "Ben:Benjamin"));
  for (const step of ["Map", "Check", "Send"] as const) await wizard.goOn(step);
  await page.getByRole("button", { name: "Create 2 contacts in Eloqua", exact: true }).click();
  await expect(
    page.getByText(
      /^1 of these 2 rows has the E-?mail Address of a row that was accepted before, but other content/i,
    ),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /^Leave out/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Create 2 contacts in Eloqua all the same" }).click();
  await heading(page, "2 of 2 contacts created in Eloqua.");
});
