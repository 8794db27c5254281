import { readFile, stat } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { endOfJob, httpClient } from "./fixtures/http-client";
import { ImportWizard } from "./fixtures/import-wizard";
import { largeRows, writeLargeFile } from "./fixtures/large-file";
import { administrator } from "./fixtures/start-program";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";

const chunk = 4 * 1024 * 1024;
const words = "Create 60,000 contacts in Eloqua";

/** Goes with the file up to the button that sends it. */
async function prepare(page: Page, url: string, path: string): Promise<void> {
  const wizard = new ImportWizard(page);
  await page.goto(`${url}/imports/new`);
  await wizard.chooseWhere("Eloqua", "contacts contact");
  await wizard.chooseFile(path);
  await wizard.goOn("Map");
  await wizard.goOn("Check");
  await wizard.goOn("Send");
}

/** Where the chunks of so many bytes begin. */
const offsetsOf = (bytes: number): number[] =>
  Array.from({ length: Math.ceil(bytes / chunk) }, (_, index) => index * chunk);

/** Nobody passes before it is opened. */
function gate(): { passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Which bytes a page sends, and where: a chunk's place in its upload. */
function chunksOf(page: Page): { upload: string; offset: number }[] {
  const chunks: { upload: string; offset: number }[] = [];
  page.on("request", (request) => {
    if (request.method() !== "PATCH" || !request.url().includes("/api/uploads/")) return;
    const offset = Number(request.headers()["upload-offset"]);
    chunks.push({ upload: new URL(request.url()).pathname, offset });
  });
  return chunks;
}

test("an upload goes on when the server was killed and the session ended in the middle of it, and nothing acknowledged is sent twice", async ({
  page,
  complaints,
  ownSandbox,
  startOwnProgram,
}, info) => {
  test.setTimeout(300_000);
  complaints.expect(/Failed to load resource: (net::ERR_|the server responded with a status of (401|503))/);
  const path = info.outputPath("interrupted.csv");
  await writeLargeFile(path);
  const program = await startOwnProgram({}, ownSandbox);
  const client = await httpClient(program.url, administrator);
  await page.context().addCookies((await client.storageState()).cookies);
  await prepare(page, program.url, path);
  const chunks = chunksOf(page);
  let isStruck = false;
  await page.route("**/api/uploads/*", async (route) => {
    const isSecond = Number(route.request().headers()["upload-offset"] ?? 0) > 0;
    if (!isSecond || isStruck) return route.continue();
    isStruck = true;
    expect((await client.post("/api/auth/sign-out")).ok()).toBe(true);
    await program.restart("SIGKILL");
    return route.abort("connectionreset");
  });
  await page.getByRole("button", { name: words, exact: true }).click();

  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible({ timeout: 120_000 });
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(administrator.email);
  await dialog.getByRole("textbox", { name: "Password" }).fill(administrator.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/jobs\/[\w-]+$/, { timeout: 120_000 });

  expect(new Set(chunks.map(({ upload }) => upload)).size).toBe(1);
  expect(chunks.map(({ offset }) => offset).filter((offset) => offset === 0)).toHaveLength(1);
  const content = await readFile(path);
  expect(chunks.at(-1)?.offset).toBe(offsetsOf(content.length).at(-1));
  const again = await httpClient(program.url, administrator);
  const job = await endOfJob(again, new URL(page.url()).pathname.split("/").at(-1) ?? "");
  expect(job).toMatchObject({ status: "completed", rows: { total: largeRows, succeeded: largeRows } });
  expect(job.sha256).toBe(sha256(content));
  await client.dispose();
  await again.dispose();
});

test("an upload goes on when its tab was frozen and the network gone while a chunk was on its way: that chunk alone is sent again", async ({
  page,
  context,
  program,
  api,
  complaints,
}, info) => {
  test.setTimeout(300_000);
  complaints.expect(/Failed to load resource: net::ERR_/);
  const path = info.outputPath("frozen.csv");
  await writeLargeFile(path);
  // A low screen, on which the button that sends stands at the end of what is seen.
  await page.setViewportSize({ width: 1280, height: 720 });
  await prepare(page, program.url, path);
  const chunks = chunksOf(page);
  const browser = await context.newCDPSession(page);
  const [onItsWay, cut] = [gate(), gate()];
  await page.route("**/api/uploads/*", async (route) => {
    const isSecond = Number(route.request().headers()["upload-offset"] ?? 0) > 0;
    if (!isSecond || chunks.length > 2) return route.continue();
    onItsWay.open();
    await cut.passed;
    return route.abort("connectionreset");
  });
  const sent = new ImportWizard(page).send(words);
  await onItsWay.passed;
  // As a computer that goes to sleep: the page stands still, and its connections end without it.
  await browser.send("Page.setWebLifecycleState", { state: "frozen" });
  await context.setOffline(true);
  cut.open();
  await browser.send("Page.setWebLifecycleState", { state: "active" });
  await expect(page.getByText("Waiting for the network")).toBeInViewport({ ratio: 1, timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Stop" })).toBeInViewport({ ratio: 1 });
  await context.setOffline(false);

  const id = await sent;
  // What is sent again is the chunk that was cut, and nothing else.
  expect(new Set(chunks.map(({ upload }) => upload)).size).toBe(1);
  const offsets = chunks.map(({ offset }) => offset);
  expect([...new Set(offsets)]).toEqual(offsetsOf((await stat(path)).size));
  expect(offsets.filter((offset, at) => offsets.indexOf(offset) !== at)).toEqual([chunk]);
  const job = await endOfJob(api, id);
  expect(job).toMatchObject({ status: "completed", rows: { total: largeRows, succeeded: largeRows } });
  expect(job.sha256).toBe(sha256(await readFile(path)));
});

test("two tabs with the same file have an upload each: their bytes never meet", async ({
  page,
  context,
  program,
  complaints,
}, info) => {
  test.setTimeout(300_000);
  // The second of the two is told that the file was sent already.
  complaints.expect(/Failed to load resource: the server responded with a status of 409/);
  const path = info.outputPath("twice.csv");
  await writeLargeFile(path);
  const other = await context.newPage();
  await prepare(page, program.url, path);
  await prepare(other, program.url, path);
  const first = chunksOf(page);
  const second = chunksOf(other);
  // The first tab stands still between its chunks until the second has sent all of its own.
  const held = gate();
  await page.route("**/api/uploads/*", async (route) => {
    if (Number(route.request().headers()["upload-offset"] ?? 0) > 0) await held.passed;
    return route.continue();
  });
  await page.getByRole("button", { name: words, exact: true }).click();
  await expect.poll(() => first.length, { timeout: 60_000 }).toBe(2);
  await other.bringToFront();
  await other.getByRole("button", { name: words, exact: true }).click();
  const all = offsetsOf((await stat(path)).size);
  await expect.poll(() => second.map(({ offset }) => offset), { timeout: 60_000 }).toEqual(all);
  held.open();
  await other.close({ runBeforeUnload: false });
  expect(first.slice(0, 2).map(({ offset }) => offset)).toEqual([0, chunk]);
  expect(new Set([...first, ...second].map(({ upload }) => upload)).size).toBe(2);
});
