import { statfs } from "node:fs/promises";
import { expect, test } from "vitest";
import { reserveBytes } from "./free-space";
import { createUploads } from "./uploads";
import { bytes, idOf, origin, owner, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

/** The same uploads, which no size but the disk's limits. */
const withoutLimit = () => {
  const { database, directory } = bench;
  return createUploads({ database, directory, maxBytes: Number.MAX_SAFE_INTEGER });
};

test("what does not fit beside the reserve and what others were promised is 507 before a byte", async () => {
  const { bavail, blocks, bsize } = await statfs(bench.directory);
  const room = bavail * bsize - reserveBytes(blocks * bsize);
  const declare = async (sizeBytes: number) => {
    const headers = { "tus-resumable": "1.0.0", "upload-length": String(sizeBytes) };
    return withoutLimit().handle(new Request(`${origin}/api/uploads`, { method: "POST", headers }), owner);
  };
  const refused = await declare(bavail * bsize - 1);
  expect(refused.status).toBe(507);
  expect(await refused.json()).toMatchObject({ code: "disk_full" });
  const most = Math.floor(room * 0.6);
  const taken = await declare(most);
  expect(taken.status).toBe(201);
  expect((await declare(most)).status).toBe(507);
  expect((await bench.call("DELETE", taken.headers.get("location") ?? "")).status).toBe(204);
  const free = await declare(most);
  expect(free.status).toBe(201);
  await bench.call("DELETE", free.headers.get("location") ?? "");
});

test("a length that is told later is refused as well when it does not fit", async () => {
  const at = await bench.create({ "upload-defer-length": "1" });
  const { bavail, bsize } = await statfs(bench.directory);
  const request = new Request(`${origin}${at}`, {
    method: "PATCH",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "upload-length": String(bavail * bsize),
      "content-type": "application/offset+octet-stream",
      "content-length": "10",
    },
    body: bytes(10),
  });
  expect((await withoutLimit().handle(request, owner)).status).toBe(507);
  expect((await bench.uploads.get(idOf(at)))?.size_bytes).toBeNull();
});
