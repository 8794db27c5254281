import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { createLog, createSink } from "./log";

function createList() {
  const written: string[] = [];
  return { written, sink: { write: (line: string) => void written.push(line) } };
}

test("a known secret never reaches the log, wherever it stands", () => {
  const { written, sink } = createList();
  const log = createLog(["s3cret/with+signs=", ""], sink);
  log.error(
    { error: new Error("refused: Element s3cret/with+signs=") },
    "request with s3cret/with+signs= failed",
  );
  expect(written).toHaveLength(1);
  expect(written[0]).not.toContain("s3cret");
  expect(written[0]).toContain("[secret]");
});

test("each event is one line of JSON, whatever stands in it", () => {
  const { written, sink } = createList();
  const log = createLog([], sink);
  log.info({ fileName: 'a\r\nb\u001b[31m"' }, "upload\nsealed");
  log.info({ fileName: "x".repeat(1_000_000) }, "long");
  for (const line of written) {
    expect(line.endsWith("\n")).toBe(true);
    expect(line.slice(0, -1)).not.toContain("\n");
    expect(line.length).toBeLessThan(8_192);
    expect(JSON.parse(line)).toBeTypeOf("object");
  }
});

test("a reader that stands still holds nothing up, and is told afterwards how many lines it missed", async () => {
  // Reads its standard input only when it is told to go on, and counts what came.
  const reader = spawn("cat", { stdio: ["pipe", "pipe", "ignore"] });
  let read = "";
  reader.stdout.setEncoding("utf8").on("data", (text: string) => {
    read += text;
  });
  reader.kill("SIGSTOP");
  const fd: unknown = Reflect.get(Reflect.get(reader.stdin, "_handle"), "fd");
  if (typeof fd !== "number") throw new Error("no descriptor");
  const sink = createSink(fd);
  const line = `${"x".repeat(999)}\n`;
  for (let written = 0; written < 3_000; written += 1) sink.write(line);
  // This line is reached: nothing waited for the reader.
  reader.kill("SIGCONT");
  await vi.waitFor(() => expect(read.length).toBeGreaterThan(1024 ** 2), { timeout: 20_000 });
  sink.write("the last\n");
  await vi.waitFor(() => expect(read).toContain("the last"), { timeout: 20_000 });
  expect(read).toMatch(/"msg":"lines were not written","lines":\d{3,}/);
  reader.kill("SIGKILL");
  await once(reader, "exit");
});

test("where nothing can be written, lines are lost and nothing else: as on a full disk, or without a reader", async () => {
  const attempts = vi.fn<(error: Error) => void>();
  process.on("uncaughtException", attempts);
  const unwritable = openSync(import.meta.filename, "r");
  const sink = createSink(unwritable);
  for (let written = 0; written < 100; written += 1) sink.write("a line\n");
  // A write behind them in the same queue of threads.
  await readFile(import.meta.filename);
  sink.write("another\n");
  await readFile(import.meta.filename);
  expect(attempts).not.toHaveBeenCalled();
  process.off("uncaughtException", attempts);
  closeSync(unwritable);
});
