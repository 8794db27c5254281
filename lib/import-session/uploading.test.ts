import { expect, test, vi } from "vitest";
import { ambiguous, atSend, createBench, createTab, idle, sentBody, textOf, until } from "./session-bench";
import type { UploadRequest, Work } from "./session-types";
import { UploadError } from "./upload-error";

test("a broken upload goes on where it stopped, and shows what is safe meanwhile", async () => {
  const shown: unknown[] = [];
  const bench = createBench({
    upload: (request) => {
      request.onUrl("/api/uploads/u9");
      request.onProgress(10);
      if (request.resumeUrl !== null) return Promise.resolve("u9");
      request.onWaiting();
      shown.push(bench.session.getSnapshot().work);
      return Promise.reject(new UploadError("No answer came."));
    },
  });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(shown).toEqual([
    {
      kind: "uploading",
      sentBytes: 10,
      writtenBytes: 0,
      totalBytes: null,
      rows: 0,
      totalRows: 4,
      waiting: true,
    },
  ]);
  expect(session.getSnapshot().failure).toMatchObject({
    during: "uploading",
    happened: "The network is gone.",
    sent: "No rows were sent.",
  });
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  expect(uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, "/api/uploads/u9"]);
  expect(submitted[0]?.body.uploadId).toBe("u9");
});

test("the rows that are written while they are sent are told; how much it is in all when they are written", async () => {
  const bench = createBench();
  await atSend(bench);
  const shown: unknown[] = [];
  bench.session.subscribe(() => shown.push(bench.session.getSnapshot().work));
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId !== null);
  const uploading = { kind: "uploading", totalRows: 4 };
  expect(shown).toContainEqual(expect.objectContaining({ ...uploading, rows: 0, totalBytes: null }));
  expect(shown).toContainEqual(
    expect.objectContaining({ ...uploading, rows: 4, totalBytes: 33, writtenBytes: 33 }),
  );
});

test("while only more of the same is done, all but how far it is stays the same object", async () => {
  const bench = createBench();
  const { session } = bench;
  await atSend(bench);
  const told: { work: Work; steady: unknown }[] = [];
  session.subscribe(() => told.push({ work: session.getSnapshot().work, steady: session.getSteady() }));
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  const uploading = told.filter(({ work }) => work.kind === "uploading");
  expect(new Set(uploading.map(({ work }) => work)).size).toBeGreaterThan(1);
  expect(new Set(uploading.map(({ steady }) => steady)).size).toBe(1);
  expect(session.getSteady()).toBe(session.getSnapshot());
});

/** Breaks once there is an upload, and goes on with it when it is given. */
const breakOnce = (request: UploadRequest) => {
  if (request.resumeUrl !== null) return Promise.resolve(request.resumeUrl);
  request.onUrl("u-broken");
  return Promise.reject(new UploadError("No answer came."));
};

test("after a reload the same file, mapped alike, goes on with its upload; any other has one of its own", async () => {
  const tab = createTab();
  const first = createBench({ upload: breakOnce }, tab);
  await atSend(first);
  first.session.send();
  await idle(first.session);
  first.session.dispose();

  const other = createBench({ upload: breakOnce }, tab);
  await atSend(other);
  other.session.setPolicy("send_all");
  other.session.send();
  await idle(other.session);
  other.session.setPolicy("keep_errors_back");
  other.session.edit({ kind: "set", cells: [{ row: 0, column: 0, value: "A9" }] });
  await until(other.session, ({ editing }) => editing.edits === 1);
  other.session.send();
  await idle(other.session);
  expect(other.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, null]);

  const again = createBench({ upload: breakOnce }, tab);
  await atSend(again);
  again.session.send();
  await until(again.session, ({ jobId }) => jobId !== null);
  expect(again.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual(["u-broken"]);
  expect(again.submitted).toMatchObject([{ body: { uploadId: "u-broken", sizeBytes: 33 } }]);

  // What was submitted is the job's: the same file sent once more is another upload.
  const more = createBench({}, tab);
  await atSend(more);
  more.session.send();
  await until(more.session, ({ jobId }) => jobId !== null);
  expect(more.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null]);
});

test("a file that can no longer be read ends the upload in words, and sends nothing", async () => {
  const bench = createBench({ upload: async (request) => String(await textOf(request)) });
  await atSend(bench);
  const broken = vi.spyOn(Blob.prototype, "stream").mockImplementation(() => {
    throw new TypeError("no stream of bytes");
  });
  const unreadable = vi
    .spyOn(Blob.prototype, "arrayBuffer")
    .mockRejectedValue(new DOMException("gone", "NotReadableError"));
  bench.session.send();
  await idle(bench.session);
  broken.mockRestore();
  unreadable.mockRestore();
  expect(bench.session.getSnapshot().failure).toMatchObject({
    code: "file_changed",
    happened: "The file changed since you chose it.",
    sent: "No rows were sent.",
    next: "Choose it again.",
  });
  expect(bench.submitted).toEqual([]);
});

const endingWhenStopped = ({ signal }: UploadRequest) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new UploadError("Stopped.", { isCancelled: true })));
  });

test("an edit while rows are sent stops the sending: what is sent is what is seen", async () => {
  const bench = createBench({ upload: endingWhenStopped });
  await atSend(bench);
  const { session } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "uploading");
  session.edit({ kind: "set", cells: [{ row: 0, column: 0, value: "A9" }] });
  await until(session, ({ editing }) => editing.edits === 1);
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, failure: null });
  expect(bench.submitted).toEqual([]);
});

test("nothing is sent while an edit is still being done: how many rows go is not known before", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bright" }] });
  session.send();
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, editing: { progress: { rows: 0 } } });
  await until(session, ({ editing }) => editing.progress === null);
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  const bodies = await Promise.all(bench.submitted.map(sentBody));
  expect(bodies.map(({ keptBack }) => keptBack?.length)).toEqual([1]);
});

test("what the server does not want is uploaded anew, not gone on with", async () => {
  const answers = [
    (request: UploadRequest) => {
      request.onUrl("/api/uploads/u1");
      return Promise.reject(new UploadError("What arrived is not what was sent.", { status: 422 }));
    },
    () => Promise.resolve("u2"),
  ];
  const bench = createBench({
    upload: (request) => answers.shift()?.(request) ?? Promise.reject(ambiguous()),
  });
  await atSend(bench);
  bench.session.send();
  await idle(bench.session);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId !== null);
  expect(bench.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, null]);
});

test("what is stopped is no failure, and the draft stays", async () => {
  const bench = createBench({ upload: endingWhenStopped });
  await atSend(bench);
  const { session } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "uploading");
  session.cancel();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ failure: null, draft: { at: "send" }, unsure: false });
});
