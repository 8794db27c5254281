import { afterEach, expect, test, vi } from "vitest";
import { jsonOf } from "@/lib/api-client/submission";
import { type SubmitJob, submitJobSchema } from "@/lib/api-contract/submit-job";
import { writeRowKey } from "@/lib/csv/row-key";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import type { Destination } from "@/lib/import-draft";
import { setUpdate } from "@/lib/mapping/mapping";
import { type Correction, correctionMapping, type RevisionWay } from "./correction";
import { createImportSession, type ImportSession } from "./import-session";
import { PutRightList } from "./put-right";

const field = (path: string, label: string) => ({
  ...{ path, label, type: "string" as const, required: false, readOnly: false },
});
const destination: Destination = {
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [field("reference", "Reference"), field("name", "Name"), field("city", "City")],
};
const key = (row: number) => writeRowKey({ job: 41, held: false, row });
const rows = ["R1,Ann,Bath", "R2,Ben,Hull", "R3,Cy,York"].map(
  (cells, at) => `${key(at + 1)},${at + 12},done,,${cells}`,
);
const file = () =>
  new File([`row key,row,state,reason,reference,name,city\n${rows.join("\n")}\n`], "import-41-succeeded.csv");

let session: ImportSession;
afterEach(() => session.dispose());

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 20_000, interval: 1 });

/** Where the rows are checked, and what is handed over. */
async function atCheck(revision: RevisionWay): Promise<{ submitted: SubmitJob[]; asked: string[] }> {
  const submitted: SubmitJob[] = [];
  const asked: string[] = [];
  session = createImportSession({
    createWorker: () => createInProcessWorker(256),
    ids: { uuid: () => "key-1" },
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
    withKeptUpload: (_, own, task) => task(own),
    api: {
      refusals: async () => ({ key: "", refusals: [] }),
      submitJob: async (body, said) => {
        submitted.push(submitJobSchema.parse(JSON.parse(await jsonOf(body, said).text())));
        return { id: "job-1" };
      },
      askAlreadySent: async () => {
        asked.push("already sent");
        const nothing = { rows: 0, runs: [], imports: [] };
        return { same: nothing, changed: { ...nothing, field: null } };
      },
      upload: async ({ output }) => {
        asked.push(await (await output.slice(0, 1_000_000)).value.text());
        return "upload-1";
      },
    },
  });
  const correction: Correction = {
    ...{
      jobId: "j-41",
      number: 41,
      fileName: "customers.xlsx",
      imports: [41],
      assumed: 0,
      open: 0,
      wereExcluded: false,
    },
    ...{ mapping: { mode: "create" }, destination, revision },
  };
  session.correct(correction, file());
  await until(() => {
    const { draft, work } = session.getSnapshot();
    return draft.reached === "check" && draft.check !== null && work.kind === "idle";
  });
  return { submitted, asked };
}

async function change(row: number, column: number, value: string): Promise<void> {
  session.edit({ kind: "set", cells: [{ row, column, value }] });
  await until(() => session.getSnapshot().editing.progress === null);
}

test("only the rows that are changed are sent, as updates by their field, in an import begun from the one they are of", async () => {
  const { submitted, asked } = await atCheck({ updates: true, key: "reference" });
  expect(session.blocked()).toBe("No row is changed yet.");
  await change(1, 6, "Leeds");
  session.goTo("send");
  session.send();
  await until(() => session.getSnapshot().jobId !== null);
  expect(asked).toEqual(["reference,name,city\nR2,Ben,Leeds\n"]);
  const [body] = submitted;
  expect(body).toMatchObject({
    ...{ parentJobId: "j-41", revises: true, fileName: "customers.xlsx" },
    metaData: { action: "upsert", identifierFieldName: "reference", primaryKeyName: "reference" },
    source: { rows: 1, fileRows: [13] },
    checked: { editedCells: 1, edits: [{ fileRow: 13, column: "city", before: "Hull", after: "Leeds" }] },
  });
  expect(body?.parentRows).toBeUndefined();
  expect(body?.source?.sha256).toBeUndefined();
  expect(body?.keptBack).toBeUndefined();
});

test("a field that is called like a column of ours is mapped, and sent, like any other", async () => {
  const worker = createInProcessWorker(256);
  const text = `row key,row,state,reason,reference,state\n${key(1)},12,failed,No,R1,Ohio\n`;
  const facts = await worker.openFile(new File([text], "open.csv"), { rowKeys: "open" });
  worker.dispose();
  const fields = [field("reference", "Reference"), field("state", "State")];
  const { entries } = correctionMapping(facts, {
    ...{ jobId: "j-41", number: 41, fileName: "a.csv", imports: [41], assumed: 0, open: 1, mapping: null },
    ...{ wereExcluded: false, revision: null, destination: { ...destination, fields } },
  });
  expect(entries.map(({ field, source }) => [field, source])).toEqual([
    ["reference", { kind: "column", column: 4 }],
    ["state", { kind: "column", column: 5 }],
  ]);
});

const changesOf = async () =>
  (await session.grid.rows(0, 10, { filter: { show: "edited" } })).map(({ fileRow, before }) => ({
    ...{ fileRow, before },
  }));

test("a file that is dropped back changes the rows it has otherwise, and can be undone; what is not of these rows is said, and changes nothing", async () => {
  await atCheck({ updates: true, key: "reference" });
  const back = (text: string) => session.chooseFile(new File([text], "corrected.csv"));
  const changed = [{ fileRow: 13, before: [{ column: 6, value: "Hull" }] }];
  back(`row key,city,name\n${key(2)},Leeds,Ben\n${key(1)},Bath,Ann\n`);
  await until(() => session.getSnapshot().editing.edits === 1);
  expect(session.getSnapshot().draft).toMatchObject({ at: "check", check: { ready: 1, edited: 1 } });
  expect(await changesOf()).toEqual(changed);
  back("name,city\nBen,Bradford\n");
  await until(() => session.getSnapshot().failure !== null);
  expect(session.getSnapshot().failure).toMatchObject({ during: "editing", code: "row_keys" });
  expect(await changesOf()).toEqual(changed);
  session.undo();
  await until(() => session.getSnapshot().editing.edits === 0);
  expect(session.getSnapshot().draft).toMatchObject({ check: { ready: 0, edited: 0 } });
});

test("a file that comes while the rows are still being read waits for them", async () => {
  const reached = atCheck({ updates: true, key: "reference" });
  session.chooseFile(new File([`row key,city\n${key(2)},Leeds\n`], "corrected.csv"));
  await reached;
  await until(() => session.getSnapshot().editing.edits === 1);
  expect(await changesOf()).toMatchObject([{ fileRow: 13 }]);
});

test("nothing chosen on the way makes new records of rows that were accepted", async () => {
  const { submitted } = await atCheck({ updates: true, key: "reference" });
  session.goTo("map");
  session.changeMapping((mapping) => setUpdate(mapping, null));
  expect(session.getSnapshot().draft).toMatchObject({ mapping: { mode: "upsert", key: "reference" } });
  expect(submitted).toEqual([]);
});

test("where the connector only creates nothing is sent, whatever is asked", async () => {
  const { submitted, asked } = await atCheck({ updates: false, key: "reference" });
  await change(0, 5, "Anna");
  session.goTo("send");
  session.send();
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, jobId: null });
  expect([submitted, asked]).toEqual([[], []]);
});

test("the list of what to put right names row, key, field, the value sent and the value wanted, and so does its workbook", async () => {
  await atCheck({ updates: false, key: "reference" });
  await change(0, 5, "Anna");
  await change(2, 6, "=1+1");
  // The record there has the key that was sent.
  await change(2, 4, "R9");
  session.goTo("send");
  const { draft, correction } = session.getSnapshot();
  if (draft.reached !== "send" || correction === null) throw new Error("Send was not reached");
  const list = new PutRightList(session.grid, draft, correction);
  expect(list.keyName).toBe("Reference");
  expect(await list.rows(0, 10)).toEqual([
    { fileRow: 12, key: "R1", field: "Name", sent: "Ann", wanted: "Anna" },
    { fileRow: 14, key: "R3", field: "Reference", sent: "R3", wanted: "R9" },
    { fileRow: 14, key: "R3", field: "City", sent: "York", wanted: "=1+1" },
  ]);
  const { file: workbook, values } = await list.workbook(draft.check.ready);
  expect(values).toBe(3);
  const worker = createInProcessWorker();
  try {
    const facts = await worker.openFile(new File([workbook], "list.xlsx"));
    expect(facts.columns.map(({ header }) => header)).toEqual([
      ...["Row in the file", "Reference", "Field", "Value sent", "Value wanted"],
    ]);
    expect((await worker.rows(0, 3)).map(({ cells }) => cells)).toEqual([
      ["12", "R1", "Name", "Ann", "Anna"],
      ["14", "R3", "Reference", "R3", "R9"],
      ["14", "R3", "City", "York", "=1+1"],
    ]);
  } finally {
    worker.dispose();
  }
});
