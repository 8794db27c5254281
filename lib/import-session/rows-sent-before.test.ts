import { expect, test } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import type { AlreadySent } from "@/lib/api-contract/already-sent";
import { setUpdate } from "@/lib/mapping/mapping";
import { atSend, createBench, idle, noneSent, sentBody, until } from "./session-bench";

const sentBefore = (runs: AlreadySent["same"]["runs"], rows: number): AlreadySent => ({
  ...noneSent,
  same: {
    rows,
    runs,
    imports: [{ jobId: "job-41", number: 41, at: new Date().toISOString(), by: "Ana", rows }],
  },
});

/** Five rows, the second of which stays here. */
const fiveRows = "Account code;Customer name\nA1;Acme\nA2;\nA3;Bolt\nA4;Copper\nA4;Copper\n";

test("rows accepted before are told; what a person leaves out is excluded where it stands in the file, and told to who is asked again", async () => {
  const answers = [sentBefore([[2, 3]], 2)];
  const bench = createBench({ askAlreadySent: async () => answers.shift() ?? noneSent });
  await atSend(bench, fiveRows);
  const { session, submitted, asked, uploads } = bench;
  session.send();
  await idle(session);
  const { failure } = session.getSnapshot();
  expect(failure).toMatchObject({
    happened: expect.stringMatching(
      /^2 of these 4 rows were accepted before, in import 41 by Ana, \d\d:\d\d\.$/,
    ),
    sent: "No rows were sent now.",
    earlier: { jobId: "job-41", number: 41 },
    skippable: { rows: 2 },
  });
  expect(submitted).toEqual([]);
  expect(session.getSnapshot().draft).toMatchObject({ check: { ready: 4, excluded: 0 } });
  session.leaveOut();
  await until(session, ({ editing }) => editing.edits === 1);
  expect(session.getSnapshot()).toMatchObject({
    failure: null,
    draft: { at: "send", check: { ready: 2, excluded: 2 } },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(asked.map(({ leftOut }) => leftOut)).toEqual([[], [{ uploadId: "upload-1", runs: [[2, 3]] }]]);
  expect((await sentBody(submitted[0])).source?.fileRows).toEqual([2, 6]);
  expect(submitted[0]?.body.confirmed).toBeUndefined();
  expect(uploads).toHaveLength(2);
});

test("rows of a new file that is begun from an import are asked about like those of any other", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench);
  bench.session.send({}, { begunFrom: "job-41" });
  await until(bench.session, ({ failure }) => failure !== null);
  expect(bench.session.getSnapshot().failure?.code).toBe("rows_sent_before");
  expect(bench.submitted).toEqual([]);
  bench.session.send({}, { begunFrom: "job-41" });
  await until(bench.session, ({ jobId }) => jobId !== null);
  expect(await sentBody(bench.submitted[0])).toMatchObject({ parentJobId: "job-41" });
  expect(bench.asked).toHaveLength(1);
});

test("rows that are taken in again are told again", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench, fiveRows);
  const { session, asked } = bench;
  session.send();
  await idle(session);
  session.leaveOut();
  await until(session, ({ editing }) => editing.edits === 1);
  session.undo();
  await until(session, ({ editing }) => editing.edits === 0);
  session.send();
  await idle(session);
  expect(asked.map(({ leftOut }) => leftOut)).toEqual([[], []]);
  expect(session.getSnapshot().failure).toMatchObject({ skippable: { rows: 1 } });
});

test("sending rows all the same is one press more, without uploading or asking again", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench, fiveRows);
  const { session, submitted, asked, uploads } = bench;
  session.send();
  await idle(session);
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect([submitted.length, asked.length, uploads.length]).toEqual([1, 1, 1]);
});

test("where nothing is new there is nothing to leave out, and sending it all the same is not asked about twice", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([[1, 4]], 4) });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await idle(session);
  const { failure } = session.getSnapshot();
  expect(failure).toMatchObject({
    happened: expect.stringContaining("All of these 4 rows were accepted before"),
    next: "Nothing in this file is new. If that is meant, send it all the same.",
  });
  expect(failure?.skippable).toBeUndefined();
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(submitted[0]?.body.confirmed).toBe(true);
});

test("the key of an accepted row with other content is told, but not where records are updated by it", async () => {
  const changed = { ...sentBefore([1], 1).same, field: "reference" };
  const bench = createBench({ askAlreadySent: async () => ({ ...noneSent, changed }) });
  await atSend(bench, fiveRows);
  const { session } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    happened: expect.stringContaining(
      "has the Reference of a row that was accepted before, but other content",
    ),
    next: "If that is meant, send them all the same.",
  });
  session.goTo("map");
  session.changeMapping((mapping) => setUpdate(mapping, "reference"));
  session.goTo("check");
  await until(
    session,
    ({ draft, work }) => draft.reached === "check" && draft.check !== null && work.kind === "idle",
  );
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
});

test("what cannot be found out is said, and is not in the way of sending", async () => {
  const fault = new ApiError({ status: 503, code: "busy", message: "Too busy.", requestId: "r-9" });
  const bench = createBench({ askAlreadySent: () => Promise.reject(fault) });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    code: "rows_not_compared",
    happened: "Whether rows of this file were sent before could not be found out.",
    requestId: "r-9",
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(submitted).toHaveLength(1);
});

test("the question can be stopped while it is being answered; nothing is submitted then", async () => {
  let stopped = false;
  const bench = createBench({
    askAlreadySent: (_, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          stopped = true;
          reject(signal.reason);
        });
      }),
  });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "comparing");
  session.cancel();
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, failure: null });
  expect([stopped, submitted.length]).toEqual([true, 0]);
});
