import "server-only";
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { refusals, UploadRefusal } from "./upload-problem";

/** Bytes gathered before one write: fewer, larger writes cost less. */
const gatherBytes = 512 * 1024;

export const partPath = (directory: string, id: string): string => path.join(directory, `${id}.part`);
export const finalPath = (directory: string, id: string): string => path.join(directory, id);

/** Makes what happened to names in a folder (created, renamed) survive a loss of power. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await syncAll(folder);
  } finally {
    await folder.close();
  }
}

const fullCodes = ["ENOSPC", "EDQUOT"];

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** A failing write or sync: full is said and survived; anything else means that the bytes can no longer be trusted. */
function diskRefusal(error: unknown): UploadRefusal {
  return fullCodes.includes(codeOf(error)) ? refusals.diskFull(error) : refusals.damaged(error);
}

/**
 * A file that cannot be reached: only a missing one is damaged. Too many open files, a missing permission or a disk that
 * does not answer say nothing about its bytes: the failure goes on as it is, and the client tries again.
 */
function reachFailure(error: unknown): unknown {
  if (error instanceof UploadRefusal) return error;
  const code = codeOf(error);
  if (fullCodes.includes(code)) return refusals.diskFull(error);
  return code === "ENOENT" ? refusals.damaged(error) : error;
}

export async function createStagedFile(directory: string, id: string): Promise<void> {
  try {
    const file = await open(partPath(directory, id), "wx", 0o600);
    await file.close();
    await syncFolder(directory);
  } catch (error) {
    throw reachFailure(error);
  }
}

/**
 * Opens the file for writing at the committed offset. What lies behind it was never acknowledged and is cut off.
 * @throws UploadRefusal `upload_damaged` when acknowledged bytes are missing
 */
export async function openAtOffset(directory: string, id: string, offset: number): Promise<FileHandle> {
  const create = offset === 0 ? constants.O_CREAT : 0;
  let file: FileHandle;
  try {
    file = await open(partPath(directory, id), constants.O_RDWR | create, 0o600);
  } catch (error) {
    throw reachFailure(error);
  }
  try {
    const { size } = await file.stat();
    if (size < offset) throw refusals.damaged();
    if (size > offset) await file.truncate(offset);
    return file;
  } catch (error) {
    await file.close();
    throw reachFailure(error);
  }
}

/**
 * Writes all pieces at `offset`, one behind the other, in one call of the system where it takes them all: they are not put
 * together in memory first.
 * @throws UploadRefusal
 */
async function writeFully(file: FileHandle, pieces: readonly Uint8Array[], offset: number): Promise<void> {
  try {
    let left = [...pieces];
    for (let at = offset; left.length > 0; ) {
      const { bytesWritten } = await file.writev(left, at);
      at += bytesWritten;
      left = withoutFirst(left, bytesWritten);
    }
  } catch (error) {
    throw diskRefusal(error);
  }
}

function withoutFirst(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skipped = 0;
  return pieces.flatMap((piece) => {
    const from = Math.min(piece.length, bytes - skipped);
    skipped += from;
    return from === piece.length ? [] : [piece.subarray(from)];
  });
}

/** @throws UploadRefusal: a failing fdatasync means damaged; a second try could report success for lost bytes. */
async function makeDurable(file: FileHandle): Promise<void> {
  try {
    await file.datasync();
  } catch (error) {
    throw diskRefusal(error);
  }
}

/** @throws UploadRefusal, as makeDurable */
async function syncAll(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    throw diskRefusal(error);
  }
}

export interface Appender {
  add(bytes: Uint8Array): Promise<void>;
  /** Writes and syncs what was added. @returns the offset up to which everything is durable */
  sync(): Promise<number>;
  /** Offset behind everything added so far. */
  readonly offset: number;
}

/** Appends to an open file, gathering small pieces. */
export function createAppender(file: FileHandle, start: number): Appender {
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let written = start;
  const flush = async () => {
    if (gatheredBytes === 0) return;
    const pieces = gathered;
    const bytes = gatheredBytes;
    gathered = [];
    gatheredBytes = 0;
    await writeFully(file, pieces, written);
    written += bytes;
  };
  return {
    get offset() {
      return written + gatheredBytes;
    },
    async add(bytes) {
      gathered.push(bytes);
      gatheredBytes += bytes.length;
      if (gatheredBytes >= gatherBytes) await flush();
    },
    async sync() {
      await flush();
      await makeDurable(file);
      return written;
    },
  };
}

interface Hashed {
  sha256: string;
  sizeBytes: number;
}

/**
 * SHA-256 in hex and size of what was staged, under whichever name: a crash between rename and commit leaves the final one,
 * and another process may rename it at this moment.
 * @returns undefined when there is no file
 */
export async function hashStaged(directory: string, id: string): Promise<Hashed | undefined> {
  for (const file of [finalPath(directory, id), partPath(directory, id), finalPath(directory, id)]) {
    try {
      return await hashFile(file);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }
  return undefined;
}

async function hashFile(file: string): Promise<Hashed> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: gatherBytes })) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), sizeBytes };
}

/** Gives a complete file its final name, durably. Done already (a crash came between, or another process): nothing. */
export async function finishFile(directory: string, id: string): Promise<void> {
  const final = finalPath(directory, id);
  try {
    if (!(await exists(final))) await syncAndRename(partPath(directory, id), final);
    await syncFolder(directory);
  } catch (error) {
    throw reachFailure(error);
  }
}

async function syncAndRename(part: string, final: string): Promise<void> {
  try {
    const file = await open(part, "r+");
    try {
      await syncAll(file);
    } finally {
      await file.close();
    }
    await rename(part, final);
  } catch (error) {
    // Two processes that start on one folder may finish the same file.
    if (codeOf(error) !== "ENOENT" || !(await exists(final))) throw error;
  }
}

/** @throws what keeps it from being known, such as too many open files: a file that cannot be seen is not a missing one */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
}

export async function removeFiles(directory: string, id: string): Promise<void> {
  await rm(partPath(directory, id), { force: true });
  await rm(finalPath(directory, id), { force: true });
}
