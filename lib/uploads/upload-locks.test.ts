import { expect, test, vi } from "vitest";
import { bytes, idOf, sha256, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

/** The vitest default of a second is short on a busy machine. */
const patient = { timeout: 20_000 };

const endless = (first: Uint8Array) =>
  new ReadableStream({
    start: (controller) => controller.enqueue(first),
  });

test("two requests for one upload, racing 200 times, never mix their bytes", async () => {
  const whole = bytes(200_000);
  const at = await bench.createFor(whole, sha256(whole));
  const answers = new Set<number>();
  const send = async (offset: number) => {
    answers.add((await bench.patch(at, offset, whole.slice(offset, offset + 1000))).status);
  };
  for (let offset = 0; offset < whole.length; offset = await bench.offsetOf(at))
    await Promise.all([send(offset), send(offset)]);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
  expect(answers).toEqual(new Set([204, 423]));
});

test("a second writer gets 423; HEAD makes a stalled one stop and keeps its bytes", async () => {
  const whole = bytes(2000);
  const at = await bench.createFor(whole, sha256(whole));
  const stalled = bench.patch(at, 0, endless(whole.slice(0, 700)), { "content-length": "2000" });
  await vi.waitFor(async () => expect((await bench.patch(at, 0, whole)).status).toBe(423), patient);
  const head = await bench.call("HEAD", at);
  expect(head.status).toBe(200);
  expect(head.headers.get("upload-offset")).toBe("700");
  expect((await stalled).headers.get("upload-offset")).toBe("700");
  await bench.patch(at, 700, whole.slice(700));
  expect((await bench.uploads.get(idOf(at)))?.verified).toBe(true);
});
