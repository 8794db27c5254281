import { afterEach, expect, test, vi } from "vitest";
import { createLog } from "./log";

const written: string[] = [];
const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => {
  written.push(String(line));
  return true;
});
afterEach(() => {
  written.length = 0;
  write.mockClear();
});

test("a known secret never reaches the log, wherever it stands", () => {
  const log = createLog(["s3cret/with+signs=", ""]);
  log.error(
    { error: new Error("refused: Element s3cret/with+signs=") },
    "request with s3cret/with+signs= failed",
  );
  expect(written).toHaveLength(1);
  expect(written[0]).not.toContain("s3cret");
  expect(written[0]).toContain("[secret]");
});

test("each event is one line of JSON, whatever stands in it", () => {
  const log = createLog([]);
  log.info({ fileName: 'a\r\nb\u001b[31m"' }, "upload\nsealed");
  log.info({ fileName: "x".repeat(1_000_000) }, "long");
  for (const line of written) {
    expect(line.endsWith("\n")).toBe(true);
    expect(line.slice(0, -1)).not.toContain("\n");
    expect(line.length).toBeLessThan(8_192);
    expect(JSON.parse(line)).toBeTypeOf("object");
  }
});
