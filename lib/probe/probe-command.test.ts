import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { probe } from "./probe-command";
import { startService } from "./scripted-service";

let created: Awaited<ReturnType<typeof createTestDatabase>>;
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  created = await createTestDatabase();
});
afterAll(() => created.drop());
afterEach(() => service.close());

async function run(...words: string[]) {
  service = await startService();
  const lines: string[] = [];
  const environment = {
    OPEN_CONNECTORS_URL: service.url.href,
    OPEN_CONNECTORS_USER_SECRET: "user",
    OPEN_CONNECTORS_ORGANIZATION_SECRET: "organization",
    DATABASE_URL: created.url,
  };
  const exitCode = await probe(words, environment, (line) => lines.push(line));
  return { exitCode, lines, said: lines.join("\n") };
}

test("the command only reads, and says what to type, until the company is named", async () => {
  const { exitCode, said } = await run("c1");
  expect(exitCode).toBe(0);
  expect(said).toContain('--company "Example Trading Ltd"');
  expect(said).toContain("Quotes, commas, accents: not known");
  expect(service.writes).toEqual([]);
});

test("with the company's name it asks, cleans up and prints an answer a line", async () => {
  const { exitCode, said } = await run("c1", "--company", "Example Trading Ltd", "--object", "items");
  expect(exitCode).toBe(0);
  expect(said).toContain("Rows are counted from: 1\n");
  expect(said).toContain(
    "Status of a job: observed (id, recordsCount, recordsFailedCount, status); COMPLETED",
  );
  expect(said).toContain("CRLF: understood");
  expect(said).toContain("Deleted again: 4 records.");
  expect(service.items.size).toBe(0);
});

test.each([
  [["--company", "x"], "Say which connection"],
  [["c1", "--objects", "x"], "Say which connection"],
  [["c1", "--object"], "Say which connection"],
  [["c9"], "no longer listed"],
])("%j: one line, and exit code 1", async (words, line) => {
  const { exitCode, lines } = await run(...words);
  expect(exitCode).toBe(1);
  expect(lines).toEqual([expect.stringContaining(line)]);
});
