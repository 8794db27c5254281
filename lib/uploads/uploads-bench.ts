import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { createUploads } from "./uploads";

export const origin = "http://localhost";
export const owner = "person-1";
export const maxBytes = 32 * 1024 * 1024;

type Body = Uint8Array<ArrayBuffer> | ReadableStream;

/** Uploads on a database and in a folder of their own, and what a client of tus asks of them. */
async function openUploads() {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openDatabase(url);
  await migrate(database);
  const directory = await mkdtemp(path.join(tmpdir(), "uploads-"));
  const uploads = createUploads({ database, directory, maxBytes });

  function call(
    method: string,
    at: string,
    headers: Record<string, string> = {},
    body?: Body,
    person = owner,
  ): Promise<Response> {
    const init = body === undefined ? {} : { body, duplex: "half" as const };
    const request = new Request(`${origin}${at}`, {
      method,
      headers: { "tus-resumable": "1.0.0", ...headers },
      ...init,
    });
    return uploads.handle(request, person);
  }

  /** @returns where it is */
  async function create(headers: Record<string, string>): Promise<string> {
    const answer = await call("POST", "/api/uploads", headers);
    expect(answer.status).toBe(201);
    const location = answer.headers.get("location") ?? "";
    expect(location).toMatch(/^\/api\/uploads\/[A-Za-z0-9_-]{32}$/);
    return location;
  }

  return {
    ...{ database, directory, uploads, call, create },
    createFor: (content: Uint8Array, hash?: string) =>
      create({
        "upload-length": String(content.length),
        "upload-metadata": `filename ${encode("a file.csv")}${hash ? `,sha256 ${encode(hash)}` : ""}`,
      }),
    patch: (at: string, offset: number, body: Body, headers: Record<string, string> = {}) =>
      call(
        "PATCH",
        at,
        {
          "upload-offset": String(offset),
          "content-type": "application/offset+octet-stream",
          ...(body instanceof Uint8Array ? { "content-length": String(body.length) } : {}),
          ...headers,
        },
        body,
      ),
    offsetOf: async (at: string) => Number((await call("HEAD", at)).headers.get("upload-offset")),
    contentOf: (at: string) => readFile(uploads.pathOf(idOf(at))),
    /** Where the bytes are that came so far. */
    partOf: (at: string) => path.join(directory, `${idOf(at)}.part`),
    async close() {
      await close();
      await drop();
      await rm(directory, { recursive: true });
    },
  };
}

export type UploadsBench = Awaited<ReturnType<typeof openUploads>>;

/** Gives the tests of a file uploads of their own. @param take keeps them for the tests */
export function uploadsOfFile(take: (bench: UploadsBench) => void): void {
  let bench: UploadsBench;
  beforeAll(async () => {
    bench = await openUploads();
    take(bench);
  });
  afterAll(() => bench.close());
}

export const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
export const encode = (text: string) => Buffer.from(text).toString("base64");
export const idOf = (at: string) => at.replace("/api/uploads/", "");
export const bytes = (length: number) => new Uint8Array(randomBytes(length));
