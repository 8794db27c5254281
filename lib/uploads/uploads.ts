import "server-only";
import { randomBytes } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Locker, Server } from "@tus/server";
import type { Database } from "../database/database";
import { checkRequest } from "./check-request";
import { checksumAlgorithms, readChecksum } from "./checksum";
import { composeUpload } from "./compose-upload";
import { isComplete, sealUpload } from "./seal";
import { exists, finalPath, partPath, removeFiles } from "./staged-file";
import { createUploadLocks, type UploadLocks } from "./upload-locks";
import { isProtocolFailure, problemAnswer, UploadRefusal } from "./upload-problem";
import { expireOldUploads, findUpload, type UploadRow } from "./upload-rows";
import { UploadStore } from "./upload-store";

const route = "/api/uploads";
const idPattern = /^[A-Za-z0-9_-]{32}$/;
/** An upload nobody touched for so long, and no job was made from, is removed. */
const keepDays = 7;
/** How long a request that another one waits for may go on reading, and how long the other waits altogether. */
const stopping = { drainMs: 1_000, waitMs: 5_000 };

export interface Uploads {
  /**
   * The tus protocol 1.0 at /api/uploads: creation (length may be deferred), HEAD, PATCH (checksum), termination.
   * @param ownerId who is signed in: uploads of others do not exist
   * @throws what is neither the client's nor the disk's fault, such as a database that is away
   */
  handle(request: Request, ownerId: string): Promise<Response>;
  /** An upload whose last byte was acknowledged before a crash is sealed first. */
  get(id: string): Promise<UploadRow | undefined>;
  /** Of a sealed upload. */
  pathOf(id: string): string;
  /**
   * Stages bytes that are made here, as durable as any other upload.
   * @param bytes all of them, in order
   * @returns the id of the sealed upload
   * @throws UploadRefusal when the disk is full or fails; what `bytes` throws
   */
  compose(ownerId: string, fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Removes the files of uploads that have ended. */
  discard(ids: readonly string[]): Promise<void>;
  /** Removes uploads without activity for 7 days that no job was made from. @returns how many */
  sweep(): Promise<number>;
  /**
   * After a start: ends what a crash interrupted, removes what is left of uploads that are over, and unfinished files that
   * no row names once they are 7 days old.
   */
  recover(): Promise<void>;
}

interface Parts {
  database: Database;
  directory: string;
  maxBytes: number;
  locks: UploadLocks;
}

/**
 * @param options.directory exists, belongs to this program alone, and is on a local disk
 * @param options.maxBytes largest upload
 */
export function createUploads(options: { database: Database; directory: string; maxBytes: number }): Uploads {
  const parts: Parts = { ...options, locks: createUploadLocks(stopping) };
  const { database, directory } = options;
  return {
    handle: (request, ownerId) => handle(parts, request, ownerId),
    get: (id) => settle(parts, id),
    pathOf: (id) => finalPath(directory, id),
    compose: (ownerId, fileName, bytes) => composeUpload({ database, directory, ownerId, fileName }, bytes),
    async discard(ids) {
      for (const id of ids)
        if ((await findUpload(database, id))?.status === "expired") await removeFiles(directory, id);
    },
    async sweep() {
      const ids = await expireOldUploads(database, keepDays);
      for (const id of ids) await removeFiles(directory, id);
      return ids.length;
    },
    recover: () => recover(parts),
  };
}

async function handle(parts: Parts, request: Request, ownerId: string): Promise<Response> {
  try {
    checkRequest(request);
    return await answer(parts, request, ownerId);
  } catch (error) {
    if (!(error instanceof UploadRefusal)) throw error;
    const headers = new Headers({ "tus-resumable": "1.0.0", "tus-version": "1.0.0" });
    return problemAnswer(error.status, error.message, headers, error.code);
  }
}

async function answer(parts: Parts, request: Request, ownerId: string): Promise<Response> {
  let failure: unknown;
  let askedToStop = false;
  const declared = request.headers.get("content-length");
  const store = new UploadStore(parts.database, parts.directory, {
    ownerId,
    declaredBytes: declared === null ? null : Number(declared),
    checksum: readChecksum(request.headers.get("upload-checksum")),
    wasAskedToStop: () => askedToStop,
  });
  const server = new Server({
    path: route,
    relativeLocation: true,
    maxSize: parts.maxBytes,
    datastore: store,
    locker: lockerFor(parts.locks, request.method, {
      onAsked: () => {
        askedToStop = true;
      },
      settled: () => store.settled(),
    }),
    lockDrainTimeout: stopping.drainMs,
    allowedOrigins: () => false,
    namingFunction: () => randomBytes(24).toString("base64url"),
    getFileIdFromRequest: ({ url }) => idOf(url),
    onResponseError: (_request, error) => {
      failure = error;
      return undefined;
    },
  });
  const answer = await server.handleWeb(plainlyForwarded(request));
  if (request.method === "OPTIONS")
    answer.headers.set("tus-checksum-algorithm", checksumAlgorithms.join(","));
  return translate(answer, (await store.refusal()) ?? failure);
}

async function translate(answer: Response, failure: unknown): Promise<Response> {
  const { headers, status } = answer;
  // Pages of other origins have no business here; the session would not come along anyway.
  for (const name of [...headers.keys()]) if (name.startsWith("access-control-")) headers.delete(name);
  if (failure instanceof UploadRefusal)
    return problemAnswer(failure.status, failure.message, headers, failure.code);
  if (failure !== undefined && !isProtocolFailure(failure)) throw failure;
  return status < 400 ? answer : problemAnswer(status, await answer.text(), headers);
}

/** A chain of proxies may write `https,http`; the protocol's server refuses what is not one word, and needs none. */
function plainlyForwarded(request: Request): Request {
  const proto = request.headers.get("x-forwarded-proto");
  if (proto === null || proto === "http" || proto === "https") return request;
  const headers = new Headers(request.headers);
  headers.delete("x-forwarded-proto");
  return new Request(request, { headers });
}

function idOf(url: string): string | undefined {
  const id = new URL(url).pathname.slice(route.length + 1);
  return idPattern.test(id) ? id : undefined;
}

/**
 * HEAD and DELETE come from a client that has lost its earlier request: that one is told to stop, its bytes are kept.
 * A second PATCH gets 423 at once.
 */
function lockerFor(
  locks: UploadLocks,
  method: string,
  call: { onAsked(): void; settled(): Promise<void> },
): Locker {
  return {
    newLock(id) {
      let release = () => {};
      return {
        async lock(_signal, cancel) {
          const askToStop = () => {
            call.onAsked();
            void cancel();
          };
          release = method === "PATCH" ? locks.take(id, askToStop) : await locks.takeOver(id, askToStop);
        },
        async unlock() {
          await call.settled();
          release();
        },
      };
    },
  };
}

async function settle({ database, directory, locks }: Parts, id: string): Promise<UploadRow | undefined> {
  const row = await findUpload(database, id);
  if (!row || !isComplete(row)) return row;
  try {
    // Whoever holds it may be sealing it at this moment.
    const release = await locks.takeOver(id, () => {});
    try {
      await sealUpload(database, directory, id);
    } finally {
      release();
    }
  } catch (error) {
    // Still being sealed by another request, or damaged: the row says which.
    if (!(error instanceof UploadRefusal)) throw error;
  }
  return findUpload(database, id);
}

const isHere = async ({ directory }: Parts, { id }: UploadRow): Promise<boolean> =>
  (await exists(partPath(directory, id))) || (await exists(finalPath(directory, id)));

async function recover(parts: Parts): Promise<void> {
  const { database, directory } = parts;
  const open = await database.selectFrom("uploads").selectAll().where("status", "=", "receiving").execute();
  // A missing file is found out by whoever writes on: this may be the wrong folder, and no upload is given up for that.
  for (const row of open) if (isComplete(row) && (await isHere(parts, row))) await settle(parts, row.id);
  for (const name of await readdir(directory)) {
    const id = name.replace(/\.part$/, "");
    if (!idPattern.test(id)) continue;
    const row = await findUpload(database, id);
    if (!row) await removeStray(path.join(directory, name));
    else if (row.status === "expired" || row.status === "damaged") await removeFiles(directory, id);
  }
}

/**
 * A file without a row may be one of another database: a start with a wrong DATABASE_URL must not cost anybody a source.
 * What never got its final name was never submitted, and goes when it is as old as an upload nobody touched.
 */
async function removeStray(file: string): Promise<void> {
  if (!file.endsWith(".part")) return;
  const { mtimeMs } = await stat(file);
  if (Date.now() - mtimeMs > keepDays * 24 * 60 * 60_000) await rm(file, { force: true });
}
