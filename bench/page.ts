// A large file through the real page: dropped, mapped, checked, sent. `npm run bench:page -- [MB, 100]`, after a build.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { httpClient } from "../e2e/fixtures/http-client";
import { administrator, startProgram } from "../e2e/fixtures/start-program";
import { startSandbox } from "../e2e/fixtures/start-sandbox";
import { type BareBrowser, type BarePage, openBareBrowser } from "./bare-browser";
import { type Contact, contactOf, contactsFile, csvLine, isKeptBack } from "./page-contacts";
import { type Memory, MemoryRise } from "./process-memory";

const megabytes = Number(process.argv[2] ?? 100);
const patienceSeconds = 60 + megabytes / 2;
/** How long the page of the import is looked at. */
const watchedSeconds = 5;

/** Runs in the page before its own scripts: its long tasks, and when the first rows of the file were painted. */
const watch = `
  const seen = { tasks: [], dropped: 0, rows: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: "longtask" });
  addEventListener("drop", () => { seen.dropped = performance.now(); }, { capture: true });
  const look = () => {
    const isThere = document.querySelector('[aria-label="First rows"] tbody td') !== null;
    // The frame with the rows is painted when the next one begins.
    requestAnimationFrame(isThere ? () => { seen.rows = performance.now(); } : look);
  };
  requestAnimationFrame(look);
  const control = (kind, words) => [...document.querySelectorAll(kind)]
    .find((found) => words.test(found.labels?.[0]?.innerText || found.innerText));
  const ready = (words) => { const found = control("button", words); return found && !found.disabled ? found : null; };
`;

const longestTask = (page: BarePage): Promise<number> =>
  page.evaluate("Math.max(0, ...seen.tasks.splice(0))");

interface StepFigures extends Memory {
  step: string;
  seconds: number;
  longestTask: number;
}

async function chooseWhere(page: BarePage, url: string): Promise<void> {
  await page.goTo(`${url}/imports/new`);
  for (const words of ["/Eloqua/", "/^contacts/i"]) {
    await page.until(`control('input[type="radio"]', ${words})`, 30);
    await page.evaluate(`control('input[type="radio"]', ${words}).click()`);
  }
  await page.until("control('button', /Choose a file/) && document.body.innerText.includes('required')", 30);
}

async function walkThrough(
  browser: BareBrowser,
  page: BarePage,
  file: string,
): Promise<{ firstRowsMs: number; steps: StepFigures[] }> {
  const [renderer, main] = await Promise.all([browser.processes("renderer"), browser.processes("browser")]);
  const memory = new MemoryRise({ renderer, browser: main });
  await longestTask(page);
  const steps: StepFigures[] = [];
  const note = async (step: string, seconds: number) => {
    steps.push({ step, seconds, ...memory.take(), longestTask: await longestTask(page) });
  };
  const timed = async (step: string, button: string | null, done: string) => {
    if (button !== null) await page.until(`ready(${button})`, 30);
    // As long as a person takes to find the button.
    await pause(1000);
    const begun = performance.now();
    if (button === null) await page.drop(file);
    else await page.evaluate(`ready(${button}).click()`);
    await page.until(done, patienceSeconds);
    await note(step, (performance.now() - begun) / 1000);
  };
  await timed("read", null, "ready(/^Map /)");
  const firstRowsMs: number = await page.evaluate("seen.rows - seen.dropped");
  await timed("map", "/^Map /", "ready(/^Check /)");
  await timed("check", "/^Check /", "/all [\\d,]+ checked/.test(document.body.innerText)");
  await timed("review", "/^Go to Send/", "ready(/^Create /)");
  await timed("send", "/^Create /", "/^.jobs.[\\w-]+$/.test(location.pathname)");
  // Its page is drawn, and drawn again while the first parts go.
  await page.until("document.querySelector('h1') !== null", 30);
  await pause(watchedSeconds * 1000);
  await note("import", watchedSeconds);
  memory.end();
  return { firstRowsMs, steps };
}

/** The staged file against the same records written by other means, in the order of fields it says itself. */
async function isStagedRight(uploads: string, rows: number): Promise<boolean> {
  const files = await readdir(uploads, { withFileTypes: true, recursive: true });
  const [staged] = files.filter((entry) => entry.isFile() && /^[\w-]+$/.test(entry.name));
  if (staged === undefined) throw new Error(`Nothing is staged in ${uploads}`);
  const file = path.join(staged.parentPath, staged.name);
  const lines = createInterface({ input: createReadStream(file, { end: 4096 }) });
  const { value: header } = await lines[Symbol.asyncIterator]().next();
  const fields = String(header).split(",") as (keyof Contact)[];
  const expected = createHash("sha256").update(`${header}\n`);
  for (let row = 0; row < rows; row += 1) {
    const contact = contactOf(row);
    if (!isKeptBack(row)) expected.update(`${csvLine(fields.map((field) => contact[field]))}\n`);
  }
  const found = createHash("sha256");
  for await (const bytes of createReadStream(file)) found.update(bytes);
  return found.digest("hex") === expected.digest("hex");
}

const folder = await mkdtemp(path.join(tmpdir(), "hubload-page-"));
const sandbox = await startSandbox(1);
const dataDir = path.join(folder, "data");
const program = await startProgram(sandbox, { DATA_DIR: dataDir });
const browser = await openBareBrowser();
try {
  const file = path.join(folder, "contacts.csv");
  const made = await open(file, "w");
  let rows = 0;
  for (const { text, rows: count } of contactsFile(megabytes * 1e6)) {
    await made.write(text);
    rows += count;
  }
  await made.close();
  const api = await httpClient(program.url, administrator);
  const page = await browser.openPage((await api.storageState()).cookies, watch);
  await chooseWhere(page, program.url);
  const { firstRowsMs, steps } = await walkThrough(browser, page, file);
  console.log(
    `${megabytes} MB, ${rows.toLocaleString("en-GB")} rows, ${browser.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log("| step | s | page MB | browser process MB | longest task ms |\n|---|---:|---:|---:|---:|");
  for (const { step, seconds, renderer, browser, longestTask } of steps)
    console.log(
      `| ${step} | ${seconds.toFixed(1)} | ${renderer.toFixed(0)} | ${browser.toFixed(0)} | ${longestTask.toFixed(0)} |`,
    );
  console.log(`\nFirst rows after ${firstRowsMs.toFixed(0)} ms.`);
  await api.dispose();
  const isRight = await isStagedRight(path.join(dataDir, "uploads"), rows);
  console.log(isRight ? "The staged bytes are right." : "The staged bytes are WRONG.");
  if (!isRight) process.exitCode = 1;
} finally {
  await browser.close();
  await program.stop();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
}
