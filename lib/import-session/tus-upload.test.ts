import { Buffer } from "node:buffer";
import { expect, test, vi } from "vitest";
import { CsvWorkerError } from "@/lib/csv-worker/conversation";
import type { WorkerErrorCode } from "@/lib/csv-worker/protocol";
import { Output } from "./output";
import type { UploadRequest } from "./session-types";
import { content, isPatch, requestOf, type TusServer, tusServerOfEachTest } from "./tus-bench";
import { uploadByTus } from "./tus-upload";

let tus: TusServer;
tusServerOfEachTest((server) => {
  tus = server;
});

test("the bytes arrive in chunks while they are written, their length with the last, and the id is the last part of the address", async () => {
  const onUrl = vi.fn<UploadRequest["onUrl"]>();
  const request = requestOf({ onUrl });
  expect(await uploadByTus(request, tus.settings())).toBe("u 1");
  expect(tus.stored.equals(content)).toBe(true);
  expect(tus.patches).toEqual([100_000, 100_000, 100_000]);
  const encoded = Object.fromEntries((tus.created[0] ?? "").split(",").map((pair) => pair.split(" ")));
  expect(Buffer.from(encoded.filename ?? "", "base64").toString()).toBe("Kunden Ö.csv");
  expect(tus.length).toBe(300_000);
  expect(request.onProgress).toHaveBeenLastCalledWith(300_000);
  expect(onUrl.mock.calls[0]?.[0]).toContain("/api/uploads/u%201");
});

const endedBy = (code: WorkerErrorCode) =>
  new Output(async (_, { onBytes }) => {
    onBytes(new Blob([new Uint8Array(150_000)]), () => {});
    throw new CsvWorkerError(code, "The writer ended.");
  });

test("a writer that ends ends the upload with its words and no second try; what it began is kept to go on with", async () => {
  const request = requestOf({ output: endedBy("file_changed") });
  await expect(uploadByTus(request, tus.settings())).rejects.toMatchObject({ code: "file_changed" });
  expect(request.onWaiting).not.toHaveBeenCalled();
  expect(tus.length).toBeNull();
  expect(tus.removed).toEqual([]);
});

test("an upload whose output can never be whole is removed", async () => {
  const request = requestOf({ output: endedBy("too_many_kept_back") });
  await expect(uploadByTus(request, tus.settings())).rejects.toMatchObject({ code: "too_many_kept_back" });
  expect(tus.removed).toEqual(["/api/uploads/u%201"]);
  expect(request.onUrl).toHaveBeenLastCalledWith(null);
});

test("a session that ended asks to sign in, and the upload goes on", async () => {
  tus.once(
    (request) => isPatch(request) && tus.stored.length === 100_000,
    (response) => response.writeHead(401).end(),
  );
  const signInAgain = vi.fn(() => Promise.resolve(true));
  await uploadByTus(requestOf(), tus.settings({ signInAgain }));
  expect(signInAgain).toHaveBeenCalledOnce();
  expect(tus.stored.equals(content)).toBe(true);
  expect(tus.created).toHaveLength(1);
});

test("a full server is told in its own words and not asked again", async () => {
  const body = JSON.stringify({
    title: "disk_full",
    status: 507,
    code: "disk_full",
    detail: "The server is out of space.",
  });
  tus.spoil = (request, response) => {
    if (!isPatch(request)) return false;
    request.resume();
    tus.patches.push(0);
    response.writeHead(507, { "content-type": "application/problem+json" }).end(body);
    return true;
  };
  await expect(uploadByTus(requestOf(), tus.settings())).rejects.toMatchObject({
    name: "UploadError",
    status: 507,
    message: "The server is out of space.",
  });
  expect(tus.patches).toEqual([0]);
});

test("when the network stays away the upload ends with status 0 and may be gone on with", async () => {
  tus.spoil = (request, response) => {
    if (isPatch(request)) response.destroy();
    return isPatch(request);
  };
  const request = requestOf();
  await expect(uploadByTus(request, tus.settings())).rejects.toMatchObject({ status: 0, isCancelled: false });
  expect(request.onUrl).toHaveBeenCalled();
});

test("what is stopped ends at once", async () => {
  const stop = new AbortController();
  const request = requestOf({ signal: stop.signal, onProgress: () => stop.abort() });
  await expect(uploadByTus(request, tus.settings())).rejects.toMatchObject({ isCancelled: true });
  const stopped = requestOf({ signal: AbortSignal.abort() });
  await expect(uploadByTus(stopped, tus.settings())).rejects.toMatchObject({ isCancelled: true });
});
