import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { endOfJob, type JobAnswer, jobOf, member } from "./fixtures/http-client";
import { type Sandbox, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

test.afterEach(({ sandbox }) => sandbox.control({ reset: true }));

const emailOf = (file: string, row: number) => `${file}${row}@decisions.example.com`;
const contacts = (file: string, rows: number) =>
  `C_EmailAddress\n${Array.from({ length: rows }, (_, row) => `${emailOf(file, row + 1)}\n`).join("")}`;

async function submit(api: APIRequestContext, sandbox: Sandbox, name: string, content: string) {
  const answer = await api.post("/api/jobs", {
    headers: { "Idempotency-Key": randomUUID() },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(api, content),
      sha256: sha256(content),
      fileName: `${name}.csv`,
    },
  });
  return member<JobAnswer>(answer, "job", 202);
}

const heading = (page: Page, words: string) =>
  expect(page.getByRole("heading", { level: 1 })).toHaveText(words, { timeout: 90_000 });

const why = (page: Page, reason: string) => page.getByRole("textbox", { name: "Why" }).fill(reason);

test("what nobody can answer becomes a question, which is settled by looking and sending the rest, by naming the bulk job, by leaving it, or by sending it again", async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(360_000);
  const arrived = await sandbox.uploadsFromNowOn();
  const isLost = async ({ id }: JobAnswer) =>
    expect.poll(async () => (await jobOf(api, id)).batches[0]?.status).toBe("unknown");
  const silent = { connection: "eloqua", callback: false, listJobs: "without-markers" };
  // The system takes 13 of the 20 rows and stops there, and no answer says so.
  await sandbox.control({ ...silent, dropReply: 1, stopJob: { afterRecords: 13, status: "ABORTED" } });
  const partly = await submit(api, sandbox, "partly", contacts("partly", 20));
  await isLost(partly);
  await sandbox.control({ ...silent, dropReply: 2, stopJob: null });
  const whole = await submit(api, sandbox, "whole", contacts("whole", 20));
  await isLost(whole);
  const left = await submit(api, sandbox, "left", contacts("left", 20));
  await isLost(left);
  // Nothing is made of the next one, and its answer leaves that open.
  await sandbox.control({ ...silent, uploadStatus: { status: 502, when: "after" } });
  const again = await submit(api, sandbox, "again", contacts("again", 20));

  await page.goto(`/jobs/${partly.id}`);
  await heading(page, "20 contacts may or may not be in Eloqua. Nothing more is sent until you decide.");
  await isAccessibleInBothThemes(page, "the question");
  await page.getByRole("radio", { name: "Look for the 20 rows in Eloqua" }).check();
  await page.getByRole("button", { name: "Look for 20 rows in Eloqua" }).click();
  await expect(page.getByText("All 20 rows were looked for by C_EmailAddress")).toBeVisible();
  await isAccessibleInBothThemes(page, "what the looking saw");
  await why(page, "The system was asked for each row.");
  await page.getByRole("button", { name: "Count 13 rows as done" }).click();
  await heading(page, "13 of 20 contacts created in Eloqua. 7 not confirmed.");
  await isAccessibleInBothThemes(page, "sending the rest");
  await why(page, "They are not there.");
  await page.getByRole("button", { name: "Send 7 rows to Eloqua" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(partly.id));
  await heading(page, "7 of 7 contacts created in Eloqua.");

  const uploads = await arrived();
  expect(uploads).toHaveLength(5);
  const rest = Array.from({ length: 7 }, (_, row) => `${emailOf("partly", row + 14)}\n`);
  expect((await sandbox.file(uploads[4]?.id ?? "")).toString()).toBe(`C_EmailAddress\n${rest.join("")}`);

  await page.goto(`/jobs/${whole.id}`);
  await page.getByRole("radio", { name: "It arrived, as a bulk job I name" }).check();
  await isAccessibleInBothThemes(page, "naming the bulk job");
  await page.getByRole("textbox", { name: "Number of the bulk job" }).fill(uploads[1]?.id ?? "");
  await why(page, "Open Connectors shows it.");
  await page.getByRole("button", { name: "Follow this bulk job" }).click();
  await heading(page, "20 of 20 contacts created in Eloqua.");

  await page.goto(`/jobs/${left.id}`);
  await page.getByRole("radio", { name: "Leave it as it is" }).check();
  await why(page, "Nobody needs them.");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await heading(page, "0 of 20 contacts created in Eloqua. 20 not confirmed.");
  await isAccessibleInBothThemes(page, "rows nobody has confirmed");
  expect(await arrived()).toHaveLength(5);

  await page.goto(`/jobs/${again.id}`);
  await page.getByRole("radio", { name: "Send the 20 rows again" }).check();
  await isAccessibleInBothThemes(page, "sending again");
  await why(page, "They are not there.");
  await page.getByRole("button", { name: "Send 20 rows again to Eloqua" }).click();
  await heading(page, "20 of 20 contacts created in Eloqua.");
  const tries = (await arrived()).filter((upload) => upload.sha256 === sha256(contacts("again", 20)));
  expect(tries).toMatchObject([
    { id: null, answer: 502 },
    { id: (await jobOf(api, again.id)).batches[0]?.bulkJobId, answer: 200 },
  ]);
  expect(await arrived()).toHaveLength(6);
});

test("stopping an import, holding it and dropping its rest say first what will happen, and keep to WCAG 2.2 AA", async ({
  page,
  api,
  sandbox,
}) => {
  await sandbox.control({ connection: "eloqua", recordsPerSecond: 0.2 });
  const job = await submit(api, sandbox, "stopped", contacts("stopped", 150));
  await expect.poll(async () => (await jobOf(api, job.id)).batches[0]?.status).toBe("running");
  await page.goto(`/jobs/${job.id}`);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Stop…" }).click();
  await expect(dialog).toContainText("140 rows wait until somebody goes on.");
  await isAccessibleInBothThemes(page, "stopping");
  await dialog.getByRole("button", { name: "Pause the import" }).click();
  await expect(dialog).toBeHidden();
  await sandbox.control({ connection: "eloqua", recordsPerSecond: 0 });
  // Once the part that runs has ended: a record was waited for as long as the slow system took for one.
  await page.getByRole("button", { name: "Drop the rest…" }).click({ timeout: 60_000 });
  await expect(dialog).toContainText("140 rows are not sent, now or later");
  await isAccessibleInBothThemes(page, "dropping the rest");
  await dialog.getByRole("button", { name: "Drop 140 rows" }).click();
  await expect.poll(async () => (await endOfJob(api, job.id)).status, { timeout: 60_000 }).toBe("cancelled");
  expect((await jobOf(api, job.id)).rows).toMatchObject({ succeeded: 10, notTried: 140 });
  await isAccessibleInBothThemes(page, "parts that were not sent");
});

test("failures that name no row are kept and shown as they came", async ({ page, api, sandbox }) => {
  await sandbox.control({ connection: "eloqua", errorItems: "strings" });
  const content = `C_EmailAddress,C_FirstName\n${[1, 2, 3].map((row) => `,Nameless ${row}\n`).join("")}`;
  const { id } = await submit(api, sandbox, "unmatched", content);
  await endOfJob(api, id);
  await page.goto(`/jobs/${id}`);
  const panel = page.getByRole("region", { name: "Failures that name no row" }).first();
  await expect(panel.getByRole("listitem")).toHaveCount(3);
  await isAccessibleInBothThemes(page, "failures that name no row");
  expect((await jobOf(api, id)).rows).toMatchObject({ succeeded: 0, unknown: 3 });
});
