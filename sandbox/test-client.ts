import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { type SandboxOptions, startSandbox } from "./server";

interface CallOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: FormData | string;
}

interface UploadOptions {
  metaData?: unknown;
  callbackUrl?: string;
}

/** How long and how often a condition is looked at: machines may be busy. */
export const patience = { timeout: 15_000, interval: 5 };

export interface Answer {
  status: number;
  headers: Headers;
  /** JSON read, anything else as text. */
  body: unknown;
}

const describedSchema = z.object({
  url: z.string(),
  user: z.string(),
  organization: z.string(),
  connections: z.array(z.object({ id: z.string(), key: z.string(), name: z.string(), token: z.string() })),
});

export const items = (answer: Answer) => z.array(z.record(z.string(), z.unknown())).parse(answer.body);
export const numberAt = (record: Record<string, unknown> | undefined, name: string): number =>
  z.number().parse(record?.[name]);

async function ask(url: string, options: CallOptions = {}): Promise<Answer> {
  const response = await fetch(url, options);
  const text = await response.text();
  const json = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/** A multipart body as the reference shows it: metaData before file. */
export function uploadForm(csv: string, metaData?: unknown): FormData {
  const form = new FormData();
  if (metaData !== undefined) form.set("metaData", JSON.stringify(metaData));
  form.set("file", new Blob([csv], { type: "text/csv" }), "rows.csv");
  return form;
}

/** Starts a sandbox for one test, as fast as it goes, and a client that knows its secrets. */
export async function openSandbox(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ recordsPerSecond: 0, callbackDelayMs: 0, ...options });
  onTestFinished(() => sandbox.close());
  const described = describedSchema.parse((await ask(`${sandbox.origin}/_sandbox`)).body);
  const { user, organization } = described;

  const tokenOf = (key: string) =>
    z.string().parse(described.connections.find((each) => each.key === key)?.token);
  const elementHeader = (key: string) => `Element ${tokenOf(key)}, User ${user}`;

  /** A platform call, or with `key` a call of that connection. */
  const call = (key: string | null, path: string, options: CallOptions = {}) => {
    const Authorization = key === null ? `User ${user}, Organization ${organization}` : elementHeader(key);
    return ask(`${sandbox.url}${path}`, { ...options, headers: { Authorization, ...options.headers } });
  };

  const upload = async (
    key: string,
    object: string,
    csv: string,
    { metaData, callbackUrl }: UploadOptions = {},
  ) => {
    const headers: Record<string, string> = callbackUrl ? { "Elements-Async-Callback-Url": callbackUrl } : {};
    const answer = await call(key, `/bulk/${object}`, {
      method: "POST",
      body: uploadForm(csv, metaData),
      headers,
    });
    expect(answer.status).toBe(200);
    return z.object({ id: z.string() }).parse(answer.body).id;
  };

  const status = async (key: string, id: string) =>
    z.record(z.string(), z.unknown()).parse((await call(key, `/bulk/${id}/status`)).body);

  /** The status once the job has ended. */
  const ended = (key: string, id: string) =>
    expect
      .poll(() => status(key, id), patience)
      .toHaveProperty("bulk_finish_time")
      .then(() => status(key, id));

  return {
    ...sandbox,
    described,
    elementHeader,
    call,
    upload,
    status,
    ended,
    /** Uploads, waits for the end and gives the reasons by row. */
    reasons: async (key: string, object: string, csv: string) => {
      const id = await upload(key, object, csv);
      await ended(key, id);
      const failed = items(await call(key, `/bulk/${id}/errors?pageSize=1000`));
      return Object.fromEntries(failed.map(({ rowNum, status: reason }) => [String(rowNum), reason]));
    },
    door: (path: string, command?: unknown) =>
      ask(
        `${sandbox.origin}/_sandbox${path}`,
        command ? { method: "POST", body: JSON.stringify(command) } : {},
      ),
  };
}

export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>;
