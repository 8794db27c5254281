import {
  appendFile,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { findUpload } from "./upload-rows";
import { createUploads } from "./uploads";
import { bytes, idOf, maxBytes, sha256, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

/** A file that is there and cannot be opened: its name leads in a circle. @returns what puts it right */
async function outOfReach(file: string): Promise<() => Promise<void>> {
  await rename(file, `${file}.aside`);
  await symlink(path.basename(file), file);
  return () => rename(`${file}.aside`, file);
}

test("bytes behind the committed offset, left by a crash, are cut off before the next write", async () => {
  const whole = bytes(3000);
  const at = await bench.createFor(whole, sha256(whole));
  await bench.patch(at, 0, whole.slice(0, 1000));
  await appendFile(bench.partOf(at), bytes(5000));
  await bench.uploads.recover();
  expect(await bench.offsetOf(at)).toBe(1000);
  await bench.patch(at, 1000, whole.slice(1000));
  expect((await bench.uploads.get(idOf(at)))?.verified).toBe(true);
});

test("a start on the wrong folder gives up no upload", async () => {
  const [receiving, complete] = [await bench.createFor(bytes(10)), await bench.createFor(bytes(10))];
  await bench.patch(receiving, 0, bytes(5));
  await bench.database
    .updateTable("uploads")
    .set({ offset_bytes: 10 })
    .where("id", "=", idOf(complete))
    .execute();
  const elsewhere = await mkdtemp(path.join(tmpdir(), "uploads-elsewhere-"));
  await createUploads({ database: bench.database, directory: elsewhere, maxBytes }).recover();
  await rm(elsewhere, { recursive: true });
  for (const at of [receiving, complete])
    expect((await findUpload(bench.database, idOf(at)))?.status).toBe("receiving");
  expect(await bench.offsetOf(receiving)).toBe(5);
});

test("acknowledged bytes that are missing on disk make the upload damaged, never shorter", async () => {
  const at = await bench.createFor(bytes(3000));
  await bench.patch(at, 0, bytes(1000));
  await truncate(bench.partOf(at), 999);
  expect((await bench.patch(at, 1000, bytes(2000))).status).toBe(410);
  expect((await bench.uploads.get(idOf(at)))?.status).toBe("damaged");
});

test("a file that cannot be reached at present is not damaged: the request fails, and works when it can be", async () => {
  const whole = bytes(3000);
  const at = await bench.createFor(whole, sha256(whole));
  await bench.patch(at, 0, whole.slice(0, 1000));
  const part = bench.partOf(at);
  const giveBack = await outOfReach(part);
  await expect(bench.patch(at, 1000, whole.slice(1000))).rejects.toMatchObject({ code: "ELOOP" });
  await bench.uploads.recover();
  await giveBack();
  expect(await bench.offsetOf(at)).toBe(1000);
  expect((await bench.patch(at, 1000, whole.slice(1000))).status).toBe(204);
  expect((await bench.uploads.get(idOf(at)))?.verified).toBe(true);
});

test("nor does a complete one lose its bytes when it cannot be sealed at present", async () => {
  const whole = bytes(100);
  const at = await bench.createFor(whole, sha256(whole));
  const part = bench.partOf(at);
  await writeFile(part, whole);
  await bench.database.updateTable("uploads").set({ offset_bytes: 100 }).where("id", "=", idOf(at)).execute();
  const giveBack = await outOfReach(part);
  await expect(bench.uploads.get(idOf(at))).rejects.toMatchObject({ code: "ELOOP" });
  await giveBack();
  expect(await bench.uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
});

test("a crash between the last byte and the seal, or between rename and commit, is made good", async () => {
  const whole = bytes(100);
  for (const renamed of [false, true]) {
    const at = await bench.createFor(whole, sha256(whole));
    const part = bench.partOf(at);
    await writeFile(part, whole);
    if (renamed) await rename(part, bench.uploads.pathOf(idOf(at)));
    await bench.database
      .updateTable("uploads")
      .set({ offset_bytes: 100 })
      .where("id", "=", idOf(at))
      .execute();
    await (renamed ? bench.uploads.recover() : bench.uploads.get(idOf(at)));
    expect(await bench.uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
    expect(sha256(await bench.contentOf(at))).toBe(sha256(whole));
  }
});

test("after a start, files that the database does not name are kept: it may be the wrong database", async () => {
  const final = path.join(bench.directory, "z".repeat(32));
  const fresh = path.join(bench.directory, `${"y".repeat(32)}.part`);
  const old = path.join(bench.directory, `${"z".repeat(32)}.part`);
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60_000);
  for (const [file, age] of [
    [final, 400],
    [fresh, 6],
    [old, 8],
  ] as const) {
    await writeFile(file, "left behind");
    await utimes(file, days(age), days(age));
  }
  await bench.uploads.recover();
  expect((await readFile(final)).toString()).toBe("left behind");
  expect((await readFile(fresh)).toString()).toBe("left behind");
  await expect(stat(old)).rejects.toThrow("ENOENT");
});
