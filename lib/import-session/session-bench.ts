import { expect, vi } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import { jsonOf } from "@/lib/api-client/submission";
import type { AlreadySent, AskAlreadySent } from "@/lib/api-contract/already-sent";
import { type SubmitJob, submitJobSchema } from "@/lib/api-contract/submit-job";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import type { WrittenRows } from "@/lib/csv-worker/protocol";
import type { Destination } from "@/lib/import-draft";
import { createImportSession, type ImportSession } from "./import-session";
import type { KeptUpload, WithKeptUpload } from "./kept-uploads";
import type { ImportSessionParts, UploadRequest } from "./session-types";

export const destination: Destination = {
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [
    { path: "reference", label: "Reference", type: "string", required: true, readOnly: false, maxLength: 8 },
    { path: "name", label: "Name", type: "string", required: true, readOnly: false },
    { path: "website", label: "Website", type: "string", required: null, readOnly: null },
  ],
};
export const elsewhere: Destination = { ...destination, objectName: "products" };
const text = "Account code;Customer name;Colour\nA1;Acme;red\nA2;;blue\nA3-TOO-LONG;Bolt;green\nA4;Copper;\n";
export const fileOf = (content = text, name = "customers.csv") =>
  new File([content], name, { lastModified: 1 });

export const ambiguous = () =>
  new ApiError({ status: 0, code: "network", message: "Hubload did not answer." });

/** All that is uploaded. */
export async function textOf({ output }: UploadRequest): Promise<string> {
  return (await output.slice(0, 1_000_000)).value.text();
}

const nothing = { rows: 0, runs: [], imports: [] };
export const noneSent: AlreadySent = { same: nothing, changed: { ...nothing, field: null } };

interface Bench {
  session: ImportSession;
  submitted: { body: SubmitJob; rows: Partial<WrittenRows>; key: string }[];
  asked: AskAlreadySent[];
  uploads: UploadRequest[];
}

/** One tab: what is kept for one page is there for the next. */
export function createTab(): WithKeptUpload {
  const kept = new Map<string, KeptUpload>();
  return (name, own, task) => {
    const known = kept.get(name) ?? own;
    kept.set(name, known);
    return task(known);
  };
}

/** A session with the real reader, and what it handed over; `api` answers otherwise than by default. */
export function createBench(
  api: Partial<ImportSessionParts["api"]> = {},
  withKeptUpload = createTab(),
): Bench {
  const submitted: Bench["submitted"] = [];
  const asked: Bench["asked"] = [];
  const uploads: UploadRequest[] = [];
  let keys = 0;
  const session = createImportSession({
    createWorker: () => createInProcessWorker(256),
    ids: { uuid: () => `key-${++keys}` },
    wait: () => Promise.resolve(),
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
    withKeptUpload,
    api: {
      refusals: api.refusals ?? (async () => ({ key: "", refusals: [] })),
      submitJob: async (body, rows, key) => {
        submitted.push({ body, rows, key });
        return (await api.submitJob?.(body, rows, key)) ?? { id: "job-1" };
      },
      askAlreadySent: async (question, signal) => {
        asked.push(question);
        return (await api.askAlreadySent?.(question, signal)) ?? noneSent;
      },
      upload: async (request) => {
        uploads.push(request);
        if (api.upload !== undefined) return api.upload(request);
        await textOf(request);
        return "upload-1";
      },
    },
  });
  return { session, submitted, asked, uploads };
}

/** What the server reads of a submission. */
export async function sentBody(submitted: Bench["submitted"][number] | undefined): Promise<SubmitJob> {
  if (submitted === undefined) throw new Error("Nothing was submitted");
  return submitJobSchema.parse(JSON.parse(await jsonOf(submitted.body, submitted.rows).text()));
}

export const until = (
  session: ImportSession,
  done: (snapshot: ReturnType<ImportSession["getSnapshot"]>) => boolean,
) => vi.waitUntil(() => done(session.getSnapshot()), { timeout: 20_000, interval: 1 });
export const idle = (session: ImportSession) => until(session, ({ work }) => work.kind === "idle");

/** Leads a file as far as the Send step. */
export async function atSend(bench: Bench, content = text): Promise<void> {
  const { session } = bench;
  session.chooseFile(fileOf(content));
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.goTo("check");
  await until(session, ({ draft }) => draft.reached === "check" && draft.check !== null);
  session.goTo("send");
  expect(session.getSnapshot().draft.at).toBe("send");
}
