import { once } from "node:events";
import { createServer } from "node:http";
import path from "node:path";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import { browserAtHand } from "../scripts/browser.mjs";
import type { BenchTable } from "./contacts";
import { inTurns, type Results, type Run } from "./measure";
import { type Memory, MemoryRise } from "./process-memory";
import { readers } from "./readers";

const page = `<!doctype html><title>bench</title><input type="file"><script>
const worker = new Worker("/worker.js");
let longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: "longtask" });
const run = (reader, width) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => data.failed ? reject(new Error(reader + ": " + data.failed)) : resolve(data);
  worker.postMessage({ reader, width, file: document.querySelector("input").files[0] });
});
</script>`;

async function bundledWorker(): Promise<string> {
  const root = path.resolve(import.meta.dirname, "..");
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "bench/worker.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    alias: { "@": root },
  });
  return outputFiles[0]?.text ?? "";
}

/** Milliseconds of processor time that all processes of the browser have taken so far. */
async function processorTime(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

export interface ChromiumBench {
  version: string;
  /** All readers over one file, in milliseconds of processor time, all processes of the browser together. */
  times(file: string, table: BenchTable, rounds: number): Promise<Results>;
  /** One reader in a new page: memory above the idle page in MB, longest task of the page's thread in milliseconds. */
  memory(file: string, table: BenchTable, reader: string): Promise<Memory & { longestTask: number }>;
  end(): Promise<void>;
}

/** A real worker and a real File in a real browser, over a server of its own. */
export async function openChromium(): Promise<ChromiumBench> {
  const worker = await bundledWorker();
  const server = createServer((request, response) => {
    const isWorker = request.url === "/worker.js";
    response.setHeader("content-type", isWorker ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isWorker ? worker : page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const executablePath = browserAtHand();
  const browser: Browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const open = async (file: string): Promise<Page> => {
    const opened = await browser.newPage();
    await opened.goto(`http://127.0.0.1:${port}/`);
    await opened.setInputFiles("input", file);
    return opened;
  };
  const run = (opened: Page, reader: string, width: number): Promise<Run> =>
    opened.evaluate(`run(${JSON.stringify(reader)}, ${width})`);
  return {
    version: browser.version(),
    async times(file, { width }, rounds) {
      const opened = await open(file);
      const session = await browser.newBrowserCDPSession();
      const results = await inTurns(Object.keys(readers), rounds, async (reader) => {
        const before = await processorTime(session);
        const { outcome } = await run(opened, reader, width);
        return { milliseconds: (await processorTime(session)) - before, outcome };
      });
      await session.detach();
      await opened.close();
      return results;
    },
    async memory(file, { width }, reader) {
      const opened = await open(file);
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      const pids = (type: string) => processInfo.filter((info) => info.type === type).map(({ id }) => id);
      const watched = new MemoryRise({ renderer: pids("renderer"), browser: pids("browser") });
      await run(opened, reader, width);
      const rise = watched.take();
      watched.end();
      const longestTask: number = await opened.evaluate("longest");
      await session.detach();
      await opened.close();
      return { ...rise, longestTask };
    },
    async end() {
      await browser.close();
      server.close();
    },
  };
}
