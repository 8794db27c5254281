import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { content, isPatch, outputOf, requestOf, type TusServer, tusServerOfEachTest } from "./tus-bench";
import { uploadByTus } from "./tus-upload";

let tus: TusServer;
tusServerOfEachTest((server) => {
  tus = server;
});

const mebibyte = 1_048_576;
const large = Buffer.alloc(3 * mebibyte + 5, "row,of,cells\n");
const inChunksOf8 = () => tus.settings({ chunkSize: 8 * mebibyte });

/** A proxy in between that takes no more than `most` bytes at once. @returns the sizes it refused */
function refuseOver(most: number, status: number): number[] {
  const refused: number[] = [];
  tus.spoil = (request, response) => {
    const size = Number(request.headers["content-length"]);
    if (!isPatch(request) || size <= most) return false;
    request.resume();
    refused.push(size);
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>No</h1>");
    return true;
  };
  return refused;
}

test.each([413, 408])(
  "a chunk answered with %i is sent again in halves, from what the server has",
  async (status) => {
    const refused = refuseOver(mebibyte, status);
    tus.stored = large.subarray(0, 5);
    const request = requestOf({ output: outputOf(large), resumeUrl: tus.url });
    expect(await uploadByTus(request, inChunksOf8())).toBe("u 1");
    expect(refused).toEqual([3 * mebibyte, 3 * mebibyte, 2 * mebibyte]);
    expect(tus.patches).toEqual([mebibyte, mebibyte, mebibyte]);
    expect(tus.stored.equals(large)).toBe(true);
    expect(tus.created).toEqual([]);
  },
);

test("an upload goes on at its address when its first chunk is too large", async () => {
  refuseOver(mebibyte, 413);
  await uploadByTus(requestOf({ output: outputOf(large) }), inChunksOf8());
  expect(tus.created).toHaveLength(1);
  expect(tus.stored.equals(large)).toBe(true);
});

test("a file is too large only when 256 KiB of it are", async () => {
  const refused = refuseOver(0, 413);
  const uploading = uploadByTus(requestOf({ output: outputOf(large) }), inChunksOf8());
  await expect(uploading).rejects.toMatchObject({ name: "UploadError", status: 413 });
  expect(refused.slice(2)).toEqual([2 * mebibyte, mebibyte, mebibyte / 2, mebibyte / 4]);
  expect(tus.created).toHaveLength(1);
});

test("a file the server refuses to begin with is too large at once", async () => {
  const methods: (string | undefined)[] = [];
  tus.spoil = (request, response) => {
    methods.push(request.method);
    response.writeHead(413).end();
    return true;
  };
  await expect(uploadByTus(requestOf(), inChunksOf8())).rejects.toMatchObject({ status: 413 });
  expect(methods).toEqual(["POST"]);
});

test("the smallest chunk that took too long is tried again", async () => {
  tus.once(isPatch, (response) => response.writeHead(408).end());
  const request = requestOf();
  await uploadByTus(request, tus.settings());
  expect(request.onWaiting).toHaveBeenCalledOnce();
  expect(tus.stored.equals(content)).toBe(true);
});
