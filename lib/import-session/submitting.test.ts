import { expect, test } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import { submitJobSchema } from "@/lib/api-contract/submit-job";
import { ambiguous, atSend, createBench, elsewhere, fileOf, idle, until } from "./session-bench";

test("an answer that is lost is asked for again under the same key, and nothing can be changed meanwhile", async () => {
  let silences = 4;
  const bench = createBench({
    submitJob: () => (silences-- > 0 ? Promise.reject(ambiguous()) : Promise.resolve({ id: "job-7" })),
  });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(submitted).toHaveLength(4);
  expect(session.getSnapshot()).toMatchObject({
    unsure: true,
    failure: { during: "submitting", sent: "It may have begun.", canRetry: true },
  });
  const { draft } = session.getSnapshot();
  session.setTarget(2, "website");
  session.setPolicy("send_all");
  session.chooseFile(fileOf());
  session.chooseDestination(elsewhere);
  session.goTo("map");
  expect(session.getSnapshot().draft).toBe(draft);
  session.send();
  await until(session, ({ jobId }) => jobId === "job-7");
  expect(new Set(submitted.map(({ key, body }) => JSON.stringify([key, body]))).size).toBe(1);
  expect(uploads).toHaveLength(1);
  expect(session.getSnapshot().unsure).toBe(false);
});

test("an upload that was already submitted is this import's own job", async () => {
  const taken = new ApiError({
    status: 409,
    code: "upload_already_submitted",
    message: "Taken.",
    jobId: "job-9",
  });
  const bench = createBench({ submitJob: () => Promise.reject(taken) });
  await atSend(bench);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId === "job-9");
});

const refused = (status: number, code: string, jobId?: string) =>
  new ApiError({ status, code, message: "You may not load customers. Ask an administrator.", jobId });

test("a refusal after a try that went unanswered settles nothing: the same request under the same key does", async () => {
  const answers = [
    () => Promise.reject(ambiguous()),
    () => Promise.reject(refused(403, "forbidden")),
    () => Promise.reject(refused(409, "upload_unfinished")),
    () => Promise.resolve({ id: "job-4" }),
  ];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(ambiguous()) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(submitted).toHaveLength(2);
  expect(session.getSnapshot()).toMatchObject({
    unsure: true,
    failure: {
      code: "forbidden",
      happened:
        "The import was handed over, and no answer came. Asking again was refused: You may not load customers. Ask an administrator.",
      sent: "It may have begun.",
      canRetry: true,
    },
  });
  session.send();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ unsure: true, failure: { code: "upload_unfinished" } });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-4");
  expect(session.getSnapshot().unsure).toBe(false);
  expect(new Set(submitted.map(({ key, body }) => JSON.stringify([key, body]))).size).toBe(1);
  expect(uploads).toHaveLength(1);
});

test("after a try that went unanswered, the job that has the upload settles it", async () => {
  const answers = [ambiguous(), refused(403, "forbidden"), refused(409, "upload_already_submitted", "job-5")];
  const bench = createBench({ submitJob: () => Promise.reject(answers.shift()) });
  await atSend(bench);
  bench.session.send();
  await idle(bench.session);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId === "job-5");
  expect(bench.session.getSnapshot()).toMatchObject({ unsure: false, failure: null });
});

test("a file that was sent before is told with who and which import; sending again means it, without uploading again", async () => {
  const warning = new ApiError({
    status: 409,
    code: "sent_before",
    message: "Ana sent this file before.",
    jobId: "job-1",
    before: { jobId: "job-1", number: 41, at: new Date().toISOString(), by: "Ana" },
  });
  const answers = [() => Promise.reject(warning), () => Promise.resolve({ id: "job-2" })];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(warning) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    happened: expect.stringMatching(/^Ana sent this file here before: import 41, \d\d:\d\d\.$/),
    sent: "No rows were sent.",
    earlier: { jobId: "job-1", number: 41 },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-2");
  expect(submitted.map(({ body }) => submitJobSchema.parse(body).confirmed)).toEqual([undefined, true]);
  expect(uploads).toHaveLength(1);
});

test("a refusal is told with its id; the next try is a new request, without uploading again", async () => {
  const refusal = new ApiError({
    status: 403,
    code: "forbidden",
    message: "You may not load customers. Ask an administrator.",
    requestId: "r-1",
  });
  const answers = [() => Promise.reject(refusal), () => Promise.resolve({ id: "job-2" })];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(refusal) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    unsure: false,
    failure: {
      happened: "You may not load customers.",
      sent: "No rows were sent.",
      next: "Ask an administrator.",
      requestId: "r-1",
    },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-2");
  expect(submitted.map(({ key }) => key)).toEqual(["key-1", "key-2"]);
  expect(uploads).toHaveLength(1);
});
