import { expect, test } from "vitest";
import { createCsvWorkerClient } from "./client";
import { CsvWorkerError } from "./conversation";
import { createInProcessPort, createInProcessWorker } from "./in-process-worker";
import { customers, fields, fileOf, mapping } from "./worker-bench";

test("a task that is stopped is rejected at once, and the worker goes on with the next", async () => {
  const worker = createInProcessWorker(64);
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const stop = new AbortController();
  const check = worker.check(mapping, fields, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(check).rejects.toMatchObject({ code: "cancelled" });
  await expect(worker.check(mapping, fields, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
  expect((await worker.check(mapping, fields)).rows).toBe(5);
});

test("without a file every question is answered with an error, not with silence", async () => {
  const worker = createInProcessWorker();
  await expect(worker.check(mapping, fields)).rejects.toMatchObject({ code: "no_file" });
  await expect(worker.openFile(fileOf(""))).rejects.toMatchObject({
    code: "empty",
    message: "This file is empty.",
  });
  await expect(worker.rows(0, 1)).rejects.toBeInstanceOf(CsvWorkerError);
});

test("a worker that breaks ends what it was doing, and says so from then on", async () => {
  const port = createInProcessPort(64);
  const worker = createCsvWorkerClient(port);
  const opening = worker.openFile(fileOf(customers));
  port.fault("out of memory");
  await expect(opening).rejects.toMatchObject({ code: "crashed" });
  await expect(worker.rows(0, 1)).rejects.toThrow("The reader stopped unexpectedly: out of memory.");
});

test("after dispose what was under way is rejected", async () => {
  const worker = createInProcessWorker();
  const opening = worker.openFile(fileOf(customers));
  worker.dispose();
  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
});
