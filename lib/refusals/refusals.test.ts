import { unlink } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { valueFingerprints } from "../checks/value-fingerprint";
import { type Bench, homeUrl, person } from "../jobs/engine-bench";
import { httpBenchOfEachTest } from "../jobs/http-bench";
import type { Upstream } from "../jobs/sandbox-bench";
import { createRetention } from "../retention/retention";
import { learnNext, type Parts } from "./learn";
import { createRefusals, type EarlierRefusals } from "./refusals";

/** Real imports against a stand-in over HTTP; what is learned of them stands in a real database. */
let bench: Bench;
let upstream: Upstream;
let parts: Parts;
let refusals: EarlierRefusals;
const said: string[] = [];

httpBenchOfEachTest((...opened) => {
  [bench, upstream] = opened;
  const note = (_: object, message: string) => void said.push(message);
  parts = {
    ...{ database: bench.database, uploads: bench.uploads, upstreamUrl: homeUrl },
    secret: "a secret of this installation",
    log: { info: note, warn: note, error: note },
  };
  refusals = createRefusals(parts);
});

const header = "reference,name\n";
const customer = (reference: string) => `${reference},Acme\n`;

async function load(
  csv: string,
  status: "completed" | "completed_with_failures" = "completed",
  more: { objectName?: string } = {},
) {
  const place = { connectionId: upstream.idOf("sage200"), objectName: "customers" };
  const job = await bench.submit(csv, { ...place, ...more });
  await bench.until(job.id, status);
  await learnAll();
  return job;
}

async function learnAll() {
  while (await learnNext(parts));
}

const known = () => refusals.of(upstream.idOf("sage200"), "customers");

/** The values of the one refusal, as those that are asked about. */
async function refused(...values: string[]): Promise<string[]> {
  const { key, refusals } = await known();
  return values.filter((value) =>
    refusals.some(({ field, values: own }) =>
      own.includes(valueFingerprints(Buffer.from(key, "base64"), field)(value)),
    ),
  );
}

const reasonOf = async (jobId: string) => (await bench.jobs.reasons(jobId))?.reasons[0];

test("a refused value is known again with the reason, the import, who sent it and when; nothing of it can be read", async () => {
  await load(header + customer("NEW1"));
  const job = await load(header + customer("NEW1") + customer("NEW2"), "completed_with_failures");
  const { refusals: found } = await known();
  const ended = (await bench.jobs.get(job.id))?.endedAt ?? "";
  expect(found).toEqual([
    {
      id: expect.any(Number),
      ...{ field: "reference", signature: "reference: a customer with reference … already exists" },
      at: expect.stringContaining(ended.slice(0, 16)),
      job: { id: job.id, number: job.number, by: person.name },
      values: [expect.stringMatching(/^[0-9a-f]{32}$/)],
      hint: null,
    },
  ]);
  expect(await refused("NEW1", "NEW2", "new1")).toEqual(["NEW1"]);
  expect(JSON.stringify(found)).not.toContain("NEW1");
});

test("another object, another Open Connectors and another secret know nothing of it", async () => {
  await load(header + customer("NEW1"));
  await load(header + customer("NEW1"), "completed_with_failures");
  const sage = upstream.idOf("sage200");
  expect((await refusals.of(sage, "suppliers")).refusals).toEqual([]);
  const elsewhere = createRefusals({ ...parts, upstreamUrl: "https://other.example.com" });
  expect((await elsewhere.of(sage, "customers")).refusals).toEqual([]);
  const { key } = await createRefusals({ ...parts, secret: "another" }).of(sage, "customers");
  const [refusal] = (await known()).refusals;
  const named = valueFingerprints(Buffer.from(key, "base64"), "reference")("NEW1");
  expect(refusal?.values).not.toContain(named);
});

test("a value that was accepted later raises no alarm any more", async () => {
  const ids = (await upstream.records("sage200", "customers")).map(({ id }) => Number(id));
  const next = String(Math.max(...ids) + 1);
  const invoices = { objectName: "invoices" };
  const about = async () => (await refusals.of(upstream.idOf("sage200"), "invoices")).refusals;
  await load(`customer_id\n${next}\n`, "completed_with_failures", invoices);
  expect(await about()).toMatchObject([{ field: "customer_id", values: [expect.any(String)] }]);
  await load(header + customer("NEW1"));
  expect(await about()).toHaveLength(1);
  await load(`customer_id\n${next}\n`, "completed", invoices);
  expect(await about()).toEqual([]);
});

test("one that is refused once more after it was accepted raises it again", async () => {
  const missing = (reference: string) => load(`${header}${reference},\n`, "completed_with_failures");
  await missing("NEW1");
  await bench.database.updateTable("refused_values").set({ accepted_at: new Date() }).execute();
  expect(await refused("")).toEqual([]);
  const { number } = await missing("NEW2");
  expect(await refused("")).toEqual([""]);
  expect((await known()).refusals).toMatchObject([{ job: { number } }]);
});

test("where an installation remembers nothing, what was refused is told no more, and goes; a hint stays", async () => {
  await load(header + customer("NEW1"));
  const job = await load(header + customer("NEW1"), "completed_with_failures");
  const none = createRefusals({ ...parts, keeps: false });
  const { id = 0 } = (await reasonOf(job.id)) ?? {};
  await none.write(person, { jobId: job.id, reasonId: id }, { text: "Ask Ana.", instead: null });
  expect((await known()).refusals).toHaveLength(1);
  expect((await none.of(upstream.idOf("sage200"), "customers")).refusals).toEqual([]);
  none.start();
  await vi.waitFor(async () => expect((await known()).refusals).toEqual([]), { timeout: 20_000 });
  await none.stop();
  const reasons = await none.withHints(job.id, (await bench.jobs.reasons(job.id))?.reasons ?? []);
  expect(reasons[0]?.hint?.text).toBe("Ask Ana.");
});

test("a connection whose rows are not to be remembered leaves nothing, and what was there is removed", async () => {
  const connection_id = upstream.idOf("sage200");
  await load("reference,name\nNEW1,\n", "completed_with_failures");
  await refusals.forget(connection_id);
  expect(await known()).toMatchObject({ refusals: [] });
  await bench.database
    .insertInto("connections")
    .values({ upstream_url: homeUrl, connection_id, remembers_rows: false })
    .execute();
  await load("reference,name\nNEW2,\n", "completed_with_failures");
  expect(await known()).toMatchObject({ refusals: [] });
});

test("a staged file that is gone teaches nothing and stops nobody", async () => {
  const csv = "reference,name\nNEW1,\n";
  const job = await bench.submit(csv, { connectionId: upstream.idOf("sage200"), objectName: "customers" });
  await bench.until(job.id, "completed_with_failures");
  const { upload_id } = await bench.database
    .selectFrom("jobs")
    .select("upload_id")
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  await unlink(bench.uploads.pathOf(upload_id));
  await learnAll();
  expect(await known()).toMatchObject({ refusals: [] });
  expect(said).toContain("its staged file is gone: nothing is learned from its refusals");
});

test("when retention removes the rows of an import, what was learned from it goes; a hint stays for the next time", async () => {
  const job = await load("reference,name\nNEW1,\n", "completed_with_failures");
  const reason = await reasonOf(job.id);
  await refusals.write(
    person,
    { jobId: job.id, reasonId: reason?.id ?? 0 },
    { text: "Ask Ana.", instead: null },
  );
  await bench.database
    .updateTable("jobs")
    .set({ open_rows: 0, ended_at: new Date(0) })
    .execute();
  const retention = createRetention({ ...parts, uploads: bench.uploads, days: 30 });
  expect(await retention.sweep()).toBe(1);
  expect(await known()).toMatchObject({ refusals: [] });
  const again = await load("reference,name\nNEW2,\n", "completed_with_failures");
  expect(
    await refusals.withHints(again.id, (await bench.jobs.reasons(again.id))?.reasons ?? []),
  ).toMatchObject([{ hint: { text: "Ask Ana.", by: person.name } }]);
  expect(await known()).toMatchObject({ refusals: [{ hint: { text: "Ask Ana." } }] });
});

test("a hint is written once, changed and taken away, each audited; of two at a time the later is told", async () => {
  const job = await load("reference,name\nNEW1,\n", "completed_with_failures");
  const about = { jobId: job.id, reasonId: (await reasonOf(job.id))?.id ?? 0 };
  const first = await refusals.write(person, about, { text: "Ask Ana.", instead: null });
  expect(first).toMatchObject({ text: "Ask Ana.", by: person.name });
  expect(await refusals.write(person, about, { text: "Ask Ben.", instead: null })).toBe("moved");
  const instead = typeof first === "object" && first !== null ? first.at : null;
  const second = await refusals.write({ id: "2", name: "Ben" }, about, { text: "Ask me.", instead });
  expect(second).toMatchObject({ text: "Ask me.", by: "Ben" });
  const last = typeof second === "object" && second !== null ? second.at : null;
  expect(await refusals.write(person, about, { text: "", instead: last })).toBeNull();
  expect(await refusals.write(person, { ...about, reasonId: 999_999 }, { text: "x", instead: null })).toBe(
    undefined,
  );
  const trail = await bench.database
    .selectFrom("audit_events")
    .select(["kind", "detail", "actor_id"])
    .where("kind", "like", "hint_%")
    .orderBy("id")
    .execute();
  expect(trail).toEqual([
    {
      kind: "hint_written",
      detail: `${person.name} wrote a hint about a reason: Ask Ana.`,
      actor_id: person.id,
    },
    { kind: "hint_written", detail: "Ben wrote a hint about a reason: Ask me.", actor_id: "2" },
    {
      kind: "hint_removed",
      detail: `${person.name} took the hint about a reason away.`,
      actor_id: person.id,
    },
  ]);
});
