import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { atSend, createBench, destination, elsewhere, fileOf, idle, sentBody, until } from "./session-bench";

test("a dropped file waits for the destination, and goes all the way to a job", async () => {
  const bench = createBench();
  const { session, submitted, uploads } = bench;
  session.chooseFile(fileOf());
  expect(session.getSnapshot()).toMatchObject({
    waitingFile: { name: "customers.csv" },
    draft: { reached: "where" },
  });
  session.chooseDestination(destination);
  expect(session.getSnapshot()).toMatchObject({ waitingFile: null, work: { kind: "reading" } });
  await idle(session);
  expect(session.getSnapshot().draft).toMatchObject({ at: "file", file: { rows: 4 } });
  session.goTo("map");
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: {
      entries: [
        { field: "reference", source: { kind: "column", column: 0 } },
        { field: "name", source: { kind: "column", column: 1 } },
      ],
    },
  });
  session.goTo("check");
  expect(session.getSnapshot().work.kind).toBe("checking");
  await idle(session);
  expect(session.getSnapshot().draft).toMatchObject({ check: { rows: 4, ready: 2, withErrors: 2 } });
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  expect(session.getSnapshot()).toMatchObject({ jobId: "job-1", unsure: false, failure: null });

  expect(uploads).toHaveLength(1);
  const body = await sentBody(submitted[0]);
  expect(body).toMatchObject({
    connectionId: "c1",
    objectName: "customers",
    uploadId: "upload-1",
    fileName: "customers.csv",
    sha256: createHash("sha256").update("reference,name\nA1,Acme\nA4,Copper\n").digest("hex"),
    sizeBytes: 33,
    source: { rows: 4, fileRows: [2, 5] },
    mapping: {
      entries: [{ field: "reference", source: { column: 0, header: "Account code" } }, { field: "name" }],
    },
  });
  expect(body.keptBack).toEqual([
    {
      fileRow: 3,
      values: { "Account code": "A2", "Customer name": "", Colour: "blue" },
      issues: [{ field: "name", code: "required", message: "A value is required here." }],
    },
    {
      fileRow: 4,
      values: { "Account code": "A3-TOO-LONG", "Customer name": "Bolt", Colour: "green" },
      issues: [{ field: "reference", code: "max_length", message: "11 characters, 8 are allowed." }],
    },
  ]);
});

test("a snapshot is the same object until something changes, which is told to who listens", async () => {
  const { session } = createBench();
  const before = session.getSnapshot();
  let calls = 0;
  const stop = session.subscribe(() => {
    calls += 1;
  });
  expect(session.getSnapshot()).toBe(before);
  session.goTo("send");
  expect(session.getSnapshot()).toBe(before);
  expect(calls).toBe(0);
  session.chooseDestination(destination);
  expect(session.getSnapshot()).not.toBe(before);
  const [after, told] = [session.getSnapshot(), calls];
  expect(told).toBeGreaterThan(0);
  stop();
  session.chooseFile(fileOf());
  await idle(session);
  expect(session.getSnapshot()).not.toBe(after);
  expect(calls).toBe(told);
});

test("a step does not open while something blocks it, and says what", async () => {
  const { session } = createBench();
  expect(session.blocked()).toBe("Choose where to, and what you are loading.");
  session.chooseDestination(destination);
  expect(session.blocked()).toBe("Choose a file.");
  session.chooseFile(fileOf("Account code;Customer name\n"));
  expect(session.blocked()).toBe("The file is still being read.");
  await idle(session);
  expect(session.blocked()).toBe("Only a header row was found. There is nothing to send.");
  session.goTo("map");
  expect(session.getSnapshot().draft.at).toBe("file");
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.clearMapping();
  expect(session.missing().map(({ path }) => path)).toEqual(["reference", "name"]);
  expect(session.blocked()).toBe("2 required fields are not mapped: Reference, Name.");
  session.setConstant("name", "Acme");
  session.setTarget(0, "reference");
  expect(session.blocked()).toBeNull();
  session.autoMap();
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: { entries: [{ field: "reference", reason: { kind: "chosen" } }, { field: "name" }] },
  });
});

test("another object keeps the file and maps its columns anew", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.goTo("where");
  session.chooseDestination(destination);
  expect(session.getSnapshot().draft).toMatchObject({ reached: "map", at: "file" });
  session.chooseDestination(elsewhere);
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", at: "file", file: { rows: 4 } });
});

test("going back from Send loses nothing; a change of the mapping asks for a new check", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.goTo("where");
  session.goTo("send");
  expect(session.getSnapshot().draft).toMatchObject({ reached: "send", at: "send" });
  session.setTarget(2, "website");
  expect(session.getSnapshot().draft).toMatchObject({ reached: "map", at: "map" });
});

test("reset starts over, and dispose ends everything, the worker too", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.reset();
  expect(session.getSnapshot()).toMatchObject({
    draft: { reached: "where" },
    waitingFile: null,
    jobId: null,
  });
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  const before = session.getSnapshot();
  session.dispose();
  await new Promise((resolve) => setImmediate(resolve));
  expect(session.getSnapshot()).toBe(before);
  await expect(session.grid.rows(0, 1)).rejects.toMatchObject({ code: "cancelled" });
});
