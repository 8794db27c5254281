import { expect, test } from "vitest";
import { readRawBody } from "./read-raw-body";

const limits = { maxBytes: 1_000, deadlineMs: 10_000 };
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

function streamed(pieces: Uint8Array[], options: { open?: boolean } = {}) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      if (!options.open) controller.close();
    },
  });
}

test("the bytes come back exactly, however they were cut", async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(900));
  const body = streamed([bytes.slice(0, 1), bytes.slice(1, 500), bytes.slice(500)]);
  expect(Buffer.from(await readRawBody(post(body), limits)).equals(Buffer.from(bytes))).toBe(true);
});

test("a body without a declared length is cut off at the limit", async () => {
  const body = streamed([new Uint8Array(600), new Uint8Array(600)], { open: true });
  await expect(readRawBody(post(body), limits)).rejects.toMatchObject({ status: 413 });
});

test("a declared length over the limit is refused before a byte is read", async () => {
  await expect(readRawBody(post("x", { "content-length": "1001" }), limits)).rejects.toMatchObject({
    status: 413,
  });
});

test("a body that does not end in time is given up", async () => {
  const body = streamed([new Uint8Array(1)], { open: true });
  await expect(readRawBody(post(body), { ...limits, deadlineMs: 1 })).rejects.toMatchObject({ status: 408 });
});

test("an encoded body is refused", async () => {
  await expect(readRawBody(post("x", { "content-encoding": "gzip" }), limits)).rejects.toMatchObject({
    status: 415,
  });
});
