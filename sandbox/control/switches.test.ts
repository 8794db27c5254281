import { expect, it } from "vitest";
import { items, openSandbox, patience } from "../test-client";

const csv = "C_EmailAddress,C_FirstName\na@example.com,Ann\n,Bob\nc@example.com,Cy\n";

/** A sandbox whose Eloqua is switched so, with one job of three rows, the second of which fails, ended. */
async function switched(command: object, file = csv, object = "contact") {
  const sandbox = await openSandbox();
  expect((await sandbox.door("/control", { connection: "eloqua", ...command })).status).toBe(200);
  const made = await sandbox.call("eloqua", `/bulk/${object}`, { method: "POST", body: form(file) });
  const id = String(Reflect.get(Object(made.body), "id"));
  const over = async () =>
    Reflect.get(Object(items(await sandbox.call("eloqua", "/bulk/jobs"))[0]), "completion_time");
  if (made.status === 200 && !("listJobs" in command || "listDelaySeconds" in command)) {
    await expect.poll(over, patience).toEqual(expect.any(Number));
  }
  const ask = (path: string, method = "GET") => sandbox.call("eloqua", path, { method });
  return { ...sandbox, made, id, ask };
}

function form(file: string): FormData {
  const made = new FormData();
  made.set("file", new Blob([file], { type: "text/csv" }), "rows.csv");
  return made;
}

type Switched = Awaited<ReturnType<typeof switched>>;
const status = async ({ ask, id }: Switched) => (await ask(`/bulk/${id}/status`)).body;
const errors = async ({ ask, id }: Switched) => (await ask(`/bulk/${id}/errors`)).body;
const jobs = async ({ ask }: Switched) => ask("/bulk/jobs");
const names = (value: unknown) => Object.keys(Object(value));

it.each<[object, (of: Switched) => Promise<unknown>, unknown]>([
  [{ jobId: "number" }, async ({ made }) => made.body, { id: expect.any(Number), status: "CREATED" }],
  [{ jobId: "number" }, status, { id: expect.any(Number) }],
  [{ statusWord: "COMPLETE" }, status, { status: "COMPLETE" }],
  [
    { statusForm: "v3" },
    status,
    { jobStatus: "COMPLETED", recordCount: 3, errorCount: 1, jobDirection: "UPLOAD" },
  ],
  [{ statusForm: "swagger" }, status, { status: "COMPLETED", numOfLeadsProcessed: 3, numOfRowsFailed: 1 }],
  [{ recordsCount: "without-failed" }, status, { recordsCount: 2, recordsFailedCount: 1 }],
  [
    { errorItems: "error" },
    errors,
    [{ rowNum: 2, status: "ERROR", error: "C_EmailAddress: a value is required" }],
  ],
  [{ errorItems: "strings" }, errors, ["Row 2: C_EmailAddress: a value is required"]],
  [{ firstRowNum: 0 }, errors, [{ rowNum: 1 }]],
  [{ firstRowNum: 2 }, errors, [{ rowNum: 3 }]],
  [{ cancelFinished: 400 }, async ({ ask, id }) => ask(`/bulk/${id}/cancel`, "PUT"), { status: 400 }],
  [{ listForm: "older" }, jobs, { body: [{ job_id: expect.any(Number), job_status: "COMPLETED" }] }],
  [{ listJobs: "failing" }, jobs, { status: 500 }],
  [
    { listJobs: "without-payload" },
    async (of) => names(items(await jobs(of))[0]),
    expect.not.arrayContaining(["metadata"]),
  ],
  [{ listJobs: "without-callback-url" }, jobs, { body: [{ notification_url: null, metadata: {} }] }],
  [{ bulkUpload: false }, async ({ made }) => made, { status: 400 }],
  [{ mostFileBytes: 10 }, async ({ made }) => made, { status: 429 }],
  [{ vendorDown: true }, status, { status: "ERROR", error: "The vendor could not be reached" }],
  [
    { vendorDown: true },
    ({ ask }) => ask("/ping"),
    { status: 502, body: { providerMessage: expect.any(String) } },
  ],
  [{ vendorDown: true }, ({ ask }) => ask("/contact"), { status: 502 }],
  [
    { instanceForm: "older" },
    ({ call }) => call(null, "/instances/425937"),
    {
      body: {
        tags: [{ id: 1, name: "sandbox" }, {}],
        element: expect.not.objectContaining({ hub: "marketing" }),
      },
    },
  ],
  [{ deleted: true }, ({ ask }) => ask("/objects"), { status: 401 }],
  [{ disabled: true }, ({ ask }) => ask("/bulk/jobs"), { status: 403 }],
  [{ rotateToken: true }, ({ ask }) => ask("/objects"), { status: 401 }],
])("%o", async (command, look, expected) => {
  expect(await look(await switched(command))).toEqual(
    typeof expected === "object" && expected !== null && !("asymmetricMatch" in expected)
      ? like(expected)
      : expected,
  );
});

/** Like toMatchObject, for any depth. */
function like(expected: object): unknown {
  if ("asymmetricMatch" in expected) return expected;
  if (Array.isArray(expected)) return expected.map((each: unknown) => deep(each));
  return expect.objectContaining(
    Object.fromEntries(Object.entries(expected).map(([name, each]) => [name, deep(each)])),
  );
}
const deep = (value: unknown) => (typeof value === "object" && value !== null ? like(value) : value);

it("an unknown object is refused where the switch says so", async () => {
  const { made } = await switched({ unknownObject: "refused" }, csv, "nothing");
  expect(made.status).toBe(404);
});

it("a file without a known column ends COMPLETED with every row failed where the switch says so", async () => {
  const of = await switched({ unusableFile: "all-rows-failed" }, "Name\nAnn\nBob\n");
  expect(await status(of)).toMatchObject({ status: "COMPLETED", recordsCount: 2, recordsFailedCount: 2 });
});

it("a byte order mark is taken away, and empty cells are texts, where the switches say so", async () => {
  const command = { byteOrderMark: "stripped", emptyCells: "empty-text" };
  const of = await switched(command, "\uFEFFC_EmailAddress,C_FirstName\nbom@example.com,\n,Bob\n");
  expect(await status(of)).toMatchObject({ recordsCount: 2, recordsFailedCount: 1 });
  expect((await of.ask("/contact?where=C_EmailAddress='bom@example.com'")).body).toMatchObject([
    { C_FirstName: "" },
  ]);
});

it("errors come in one answer where they are not paged", async () => {
  const of = await switched({ errorsPaged: false }, `C_EmailAddress,C_FirstName\n${",x\n".repeat(250)}`);
  const answer = await of.ask(`/bulk/${of.id}/errors?pageSize=30`);
  expect(items(answer)).toHaveLength(250);
  expect(answer.headers.get("elements-next-page-token")).toBeNull();
});

it("errors and files are gone after the days they are kept, which the clock of the door can bring about", async () => {
  const of = await switched({ keepDays: 3 });
  expect((await of.ask(`/bulk/${of.id}/errors`)).status).toBe(200);
  await of.door("/control", { advanceSeconds: 4 * 86_400 });
  expect((await of.ask(`/bulk/${of.id}/errors`)).status).toBe(404);
  expect(await status(of)).toMatchObject({ status: "COMPLETED" });
});

it("a job shows late in the list", async () => {
  const of = await switched({ listDelaySeconds: 90 });
  expect((await jobs(of)).body).toEqual([]);
  await of.door("/control", { advanceSeconds: 91 });
  expect(items(await jobs(of))).toHaveLength(1);
});

it("a job says that it has started before it runs", async () => {
  const { door, upload, status: now } = await openSandbox({ recordsPerSecond: 8 });
  await door("/control", { startedWord: true });
  const id = await upload("eloqua", "contact", csv);
  const seen = new Set<unknown>();
  const word = async () => seen.add((await now("eloqua", id)).status);
  await expect.poll(word, { ...patience, interval: 50 }).toContain("RUNNING");
  expect([...seen]).toEqual(["CREATED", "STARTED", "RUNNING"]);
});

it("flags of field metadata are texts or left out, and a mask stands in the type", async () => {
  const { call, door } = await openSandbox();
  const created = async () => {
    const { body } = await call("eloqua", "/objects/contact/metadata");
    const fields: unknown = Reflect.get(Object(body), "fields");
    return Array.isArray(fields) ? Object(fields.at(-1)) : {};
  };
  expect(await created()).toMatchObject({ type: "date", vendorReadOnly: true, custom: false });
  await door("/control", { metadataFlags: "strings", metadataMask: "type" });
  expect(await created()).toMatchObject({
    type: "yyyy-MM-dd'T'HH:mm:ssXXX",
    vendorReadOnly: "true",
    custom: "false",
  });
  expect(await created()).not.toHaveProperty("mask");
  await door("/control", { metadataFlags: "omitted" });
  for (const flag of [
    "vendorReadOnly",
    "vendorRequired",
    "createable",
    "updateable",
    "filterable",
    "custom",
  ]) {
    expect(await created()).not.toHaveProperty(flag);
  }
});

it("an account without any instance is answered 404 or with nothing", async () => {
  const { call, door } = await openSandbox();
  await door("/control", { deleted: true });
  expect((await call(null, "/instances")).status).toBe(404);
  await door("/control", { emptyInstances: 200 });
  expect((await call(null, "/instances")).body).toEqual([]);
  expect((await call(null, "/instances?searchText=sage")).status).toBe(404);
});

it("a rotated token is in the list, and a reset brings the first one back", async () => {
  const { call, door, described } = await openSandbox();
  const token = async () => items(await call(null, "/instances"))[2]?.token;
  await door("/control", { connection: "eloqua", rotateToken: true });
  const second = await token();
  expect(second).not.toBe(described.connections[2]?.token);
  const Authorization = `Element ${second}, User ${described.user}`;
  expect((await call(null, "/objects", { headers: { Authorization } })).status).toBe(200);
  await door("/control", { reset: true });
  expect(await token()).toBe(described.connections[2]?.token);
});
