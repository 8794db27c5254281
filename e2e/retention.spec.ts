import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import pg from "pg";
import { isAccessibleInBothThemes } from "./fixtures/accessible";
import { endOfJob, httpClient, type JobAnswer, jobOf, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { type Sandbox, sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";
import { unzip } from "./fixtures/unzip";

type Sent = JobAnswer & { number: number; removedAt: string | null };

async function send(client: APIRequestContext, sandbox: Sandbox, csv: string, more = {}): Promise<Sent> {
  const answer = await client.post("/api/jobs", {
    headers: { "idempotency-key": randomUUID() },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      objectName: "contact",
      uploadId: await stage(client, csv, { fileName: "kept.csv", sha256: sha256(csv) }),
      fileName: "kept.csv",
      sha256: sha256(csv),
      confirmed: true,
      ...more,
    },
  });
  const { id } = await member<JobAnswer>(answer, "job", 202);
  return (await endOfJob(client, id)) as Sent;
}

const contact = () => `C_EmailAddress\n${randomUUID()}@example.com\n`;
const keptBack = [
  { fileRow: 3, values: { C_EmailAddress: "" }, issues: [{ code: "required", message: "is empty" }] },
];

/** As if they had ended long ago, in the program's own PostgreSQL, which is on another port after each start. */
async function makeOld(dataDir: string, jobs: readonly Sent[]): Promise<void> {
  const read = (name: string) => readFileSync(join(dataDir, "postgres", name), "utf8").trim();
  const access = { user: "hubload", database: "hubload", password: read("password") };
  const database = new pg.Client({ host: "127.0.0.1", port: Number(read("port")), ...access });
  await database.connect();
  await database.query("update jobs set ended_at = now() - interval '8 days' where id = any ($1)", [
    jobs.map(({ id }) => id),
  ]);
  await database.end();
}

test("rows of imports long over are removed and a tombstone stays; a family goes together, and none with an open row", async ({
  page,
  sandbox,
  startOwnProgram,
}) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "hubload-retention-"));
  // As root, PostgreSQL runs as another user and has to pass.
  chmodSync(folder, 0o711);
  const grewOld = (...jobs: Sent[]) => makeOld(join(folder, "data"), jobs);
  const program = await startOwnProgram({ DATA_DIR: join(folder, "data"), RETENTION_DAYS: "7" });
  const client = await httpClient(program.url, administrator);
  const isRemoved = async ({ id }: Sent) => ((await jobOf(client, id)) as Sent).removedAt !== null;

  const over = await send(client, sandbox, contact());
  const open = await send(client, sandbox, contact(), { keptBack });
  const parent = await send(client, sandbox, contact(), { keptBack });
  const child = await send(client, sandbox, contact(), {
    parentJobId: parent.id,
    parentRows: [{ job: parent.number, held: true, rows: [0] }],
  });
  await grewOld(over, open, parent);
  await program.restart("SIGTERM");
  await expect.poll(() => isRemoved(over), { timeout: 90_000 }).toBe(true);
  expect(await Promise.all([open, parent, child].map(isRemoved))).toEqual([false, false, false]);

  await grewOld(child);
  await program.restart("SIGTERM");
  await expect.poll(() => isRemoved(parent), { timeout: 90_000 }).toBe(true);
  expect(await Promise.all([open, child].map(isRemoved))).toEqual([false, true]);

  await page.context().addCookies((await client.storageState()).cookies);
  await page.goto(`${program.url}/jobs/${over.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 of 1 contact created in Eloqua.");
  await expect(page.getByText("The rows of this import are no longer kept.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Downloads" })).toBeHidden();
  await expect(page.getByText(/Its rows were removed, 7 days after it had ended/)).toBeVisible();
  await isAccessibleInBothThemes(page, "a tombstone");
  expect((await client.get(`/api/jobs/${over.id}/files/sent`)).status()).toBe(410);
  const pack = await unzip(await (await client.get(`/api/jobs/${over.id}/evidence`)).body());
  expect([...pack.keys()].filter((name) => name.startsWith("rows/"))).toEqual([]);
  expect(pack.get("audit.jsonl")?.toString()).toContain("rows_removed");

  await page.goto(`${program.url}/jobs/${open.id}`);
  await expect(page.getByText("1 accounted for, 1 open")).toBeVisible();
  // A page that is open would complain that the program is gone.
  await page.goto("about:blank");
  await client.dispose();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
});
