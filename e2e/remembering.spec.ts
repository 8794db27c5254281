import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { endOfJob, httpClient, type JobAnswer, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

/** Sends the rows, once so many of them are known from imports before. */
async function send(
  client: APIRequestContext,
  connectionId: string,
  csv: string,
  known: number,
): Promise<void> {
  const uploadId = await stage(client, csv, { fileName: "again.csv", sha256: sha256(csv) });
  const place = { connectionId, objectName: "contact", uploadId };
  const told = async () =>
    (await member<{ rows: number }>(await client.post("/api/already-sent", { data: place }), "same")).rows;
  // An import is remembered after its end.
  await expect.poll(told, { timeout: 60_000 }).toBe(known);
  const answer = await client.post("/api/jobs", {
    headers: { "idempotency-key": randomUUID() },
    data: { ...place, fileName: "again.csv", sha256: sha256(csv), confirmed: true },
  });
  const { id } = await member<JobAnswer>(answer, "job", 202);
  await endOfJob(client, id);
}

async function choose(page: Page, choice: "Remember" | "Forget"): Promise<void> {
  const form = page.getByRole("group", { name: "Rows it accepted" });
  await form.getByRole("radio", { name: choice }).check();
  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(save).toBeDisabled();
  await page.reload();
  await expect(form.getByRole("radio", { name: choice })).toBeChecked();
}

test("rows sent once more are told while a connection remembers its rows, and never again once it has forgotten them", async ({
  page,
  sandbox,
  startOwnProgram,
}) => {
  test.setTimeout(240_000);
  const program = await startOwnProgram({});
  const client = await httpClient(program.url, administrator);
  await page.context().addCookies((await client.storageState()).cookies);
  const connectionId = sandbox.connections.find(({ key }) => key === "eloqua")?.id ?? "";
  const csv = `C_EmailAddress\n${["a", "b", "c"].map((name) => `${name}-${randomUUID()}@example.com\n`).join("")}`;
  await send(client, connectionId, csv, 0);
  await send(client, connectionId, csv, 3);

  await page.goto(`${program.url}/connections/${connectionId}`);
  await choose(page, "Forget");
  await send(client, connectionId, csv, 0);
  await choose(page, "Remember");
  // What was sent meanwhile was not kept; what is sent from now on is.
  await send(client, connectionId, csv, 0);
  await send(client, connectionId, csv, 3);
  await client.dispose();
});
