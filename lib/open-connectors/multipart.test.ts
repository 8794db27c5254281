import { expect, test } from "vitest";
import { createEnvelope, toSentFileName } from "./multipart";

test("a boundary is never used twice and is too long to guess", () => {
  const types = Array.from({ length: 1_000 }, () => createEnvelope("a.csv", {}).contentType);
  expect(new Set(types).size).toBe(1_000);
  expect(types[0]).toMatch(/^multipart\/form-data; boundary=hubload-[0-9a-f]{48}$/);
});

test("without options there is no metaData part", () => {
  expect(createEnvelope("a.csv", {}).head.toString()).not.toContain("metaData");
});

test("a long name keeps its ending", () => {
  expect(toSentFileName(`${"é".repeat(300)}.csv`)).toBe(`${"é".repeat(251)}.csv`);
  expect(toSentFileName("n".repeat(300))).toBe("n".repeat(255));
  expect([...toSentFileName("😀".repeat(300))]).toHaveLength(255);
});
