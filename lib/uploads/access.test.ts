import { expect, test } from "vitest";
import { bytes, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

test("another person's upload does not exist", async () => {
  const at = await bench.createFor(bytes(10));
  for (const method of ["HEAD", "DELETE"])
    expect((await bench.call(method, at, {}, undefined, "person-2")).status).toBe(404);
  const headers = {
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
    "content-length": "10",
  };
  expect((await bench.call("PATCH", at, headers, bytes(10), "person-2")).status).toBe(404);
  expect(await bench.offsetOf(at)).toBe(0);
});

test.each(["/api/uploads/x", "/api/uploads/..%2f..%2fetc", `/api/uploads/${"a".repeat(32)}`])(
  "%s is 404",
  async (at) => {
    expect((await bench.call("HEAD", at)).status).toBe(404);
  },
);

test("no header allows other origins, and what proxies add does no harm", async () => {
  const answer = await bench.call("POST", "/api/uploads", {
    "upload-length": "5",
    origin: "https://elsewhere.example",
    "x-forwarded-proto": "https,http",
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("location")).toMatch(/^\/api\/uploads\//);
  expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test("an id that no database can hold is unknown", async () => {
  expect(await bench.uploads.get("a\0b")).toBeUndefined();
});
