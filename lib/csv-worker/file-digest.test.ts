import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { FileDigest } from "./file-digest";

afterEach(() => void vi.unstubAllGlobals());

const mebibyte = 1_048_576;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

async function digestOf(bytes: Uint8Array, sliceBytes: number): Promise<string> {
  const digest = new FileDigest(bytes.length);
  for (let at = 0; at < bytes.length; at += sliceBytes)
    await digest.update(bytes.subarray(at, at + sliceBytes));
  return digest.value();
}

test("a file up to 8 MiB is named by its SHA-256, an empty one too", async () => {
  const bytes = new Uint8Array(8 * mebibyte).map((_, index) => index % 251);
  expect(await digestOf(bytes, mebibyte)).toBe(sha256(bytes).toString("hex"));
  expect(await digestOf(bytes.subarray(0, 5), 2)).toBe(sha256(bytes.subarray(0, 5)).toString("hex"));
  expect(await digestOf(new Uint8Array(0), 1)).toBe(sha256(new Uint8Array(0)).toString("hex"));
});

test("a larger file is named by the SHA-256 over those of its parts, however it comes, with and without the platform's hash", async () => {
  const bytes = new Uint8Array(17 * mebibyte).map((_, index) => index % 253);
  const parts = [0, 8, 16].map((from) => sha256(bytes.subarray(from * mebibyte, (from + 8) * mebibyte)));
  const expected = sha256(Buffer.concat(parts)).toString("hex");
  expect(await digestOf(bytes, mebibyte)).toBe(expected);
  expect(await digestOf(bytes, 3_000_001)).toBe(expected);
  vi.stubGlobal("crypto", {});
  expect(await digestOf(bytes, mebibyte)).toBe(expected);
});
