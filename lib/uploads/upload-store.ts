import "server-only";
import type { Readable } from "node:stream";
import { DataStore, Upload } from "@tus/server";
import type { Database } from "../database/database";
import type { Checksum } from "./checksum";
import { checkRoom } from "./free-space";
import { sealUpload } from "./seal";
import { createAppender, createStagedFile, openAtOffset, removeFiles } from "./staged-file";
import { isProtocolFailure, refusals, UploadRefusal } from "./upload-problem";
import {
  commitOffset,
  declareLength,
  findUpload,
  insertUpload,
  markDamaged,
  markExpired,
  type UploadRow,
} from "./upload-rows";

/** A request that sends more than this at once has its bytes acknowledged in the database on the way. */
const checkpointBytes = 8 * 1024 * 1024;

/** What one request brings along. */
export interface UploadCall {
  ownerId: string;
  /** `Content-Length` of the body, when there is one. */
  declaredBytes: number | null;
  /** Of the body, when the client sent one. */
  checksum: Checksum | undefined;
  /** Whether another request asked this one to stop: its body then ends early and what came is kept. */
  wasAskedToStop(): boolean;
}

/**
 * Where the protocol's server keeps uploads: bytes in files, their offset in the database. Bytes count only when they
 * are synced and the offset is committed; HEAD answers with the committed offset and with nothing else.
 */
export class UploadStore extends DataStore {
  override extensions = ["creation", "creation-defer-length", "checksum", "termination"];
  readonly #database: Database;
  readonly #directory: string;
  readonly #call: UploadCall;
  #writing: Promise<number> | undefined;

  constructor(database: Database, directory: string, call: UploadCall) {
    super();
    this.#database = database;
    this.#directory = directory;
    this.#call = call;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, metadata = {} } = upload;
    const declaredSha256 = metadata.sha256?.toLowerCase() ?? null;
    if (declaredSha256 !== null && !/^[0-9a-f]{64}$/.test(declaredSha256)) throw refusals.badHash();
    const sizeBytes = upload.size ?? null;
    await checkRoom(this.#database, this.#directory, sizeBytes ?? 0);
    await createStagedFile(this.#directory, id);
    const fileName = metadata.filename ?? "file.csv";
    await insertUpload(this.#database, {
      id,
      ownerId: this.#call.ownerId,
      sizeBytes,
      metadata,
      fileName,
      declaredSha256,
    });
    if (sizeBytes === 0) await sealUpload(this.#database, this.#directory, id);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#own(id);
    return new Upload({
      id,
      ...(row.size_bytes === null ? {} : { size: row.size_bytes }),
      offset: row.offset_bytes,
      metadata: row.metadata,
      creation_date: row.created_at.toISOString(),
    });
  }

  override async declareUploadLength(id: string, sizeBytes: number): Promise<void> {
    const { offset_bytes } = await this.#own(id);
    await checkRoom(this.#database, this.#directory, sizeBytes - offset_bytes, id);
    await declareLength(this.#database, id, sizeBytes);
  }

  override write(body: Readable, id: string, offset: number): Promise<number> {
    const writing = this.#write(body, id, offset);
    this.#writing = writing;
    return writing;
  }

  /** Resolves when no write of this request is under way: a body that breaks ends the request before its bytes are kept. */
  async settled(): Promise<void> {
    await this.#writing?.catch(() => undefined);
  }

  /** Why the write of this request was refused: while bytes still arrive, the protocol's server tells it as a broken connection. */
  async refusal(): Promise<UploadRefusal | undefined> {
    try {
      await this.#writing;
    } catch (error) {
      if (error instanceof UploadRefusal) return error;
    }
    return undefined;
  }

  async #write(body: Readable, id: string, offset: number): Promise<number> {
    try {
      const reached = await this.#receive(body, id, offset);
      await sealUpload(this.#database, this.#directory, id);
      return reached;
    } catch (error) {
      if (error instanceof UploadRefusal && error.code === "upload_damaged") await this.#giveUp(id);
      throw error;
    }
  }

  /** The file goes first: should the database be away now, nobody writes on behind bytes that were never durable. */
  async #giveUp(id: string): Promise<void> {
    await removeFiles(this.#directory, id);
    await markDamaged(this.#database, id);
  }

  override async remove(id: string): Promise<void> {
    await this.#own(id);
    if (!(await markExpired(this.#database, id))) throw refusals.inUse();
    await removeFiles(this.#directory, id);
  }

  /** Another person's upload is as unknown as one that never was. */
  async #own(id: string): Promise<UploadRow> {
    const row = await findUpload(this.#database, id);
    if (row?.owner_id !== this.#call.ownerId) throw refusals.unknown();
    if (row.status === "expired") throw refusals.gone();
    if (row.status === "damaged") throw refusals.damaged();
    return row;
  }

  async #receive(body: Readable, id: string, offset: number): Promise<number> {
    const row = await this.#own(id);
    if (row.status === "sealed") return row.offset_bytes;
    const file = await openAtOffset(this.#directory, id, offset);
    let committed = offset;
    try {
      const appender = createAppender(file, offset);
      const { checksum } = this.#call;
      const acknowledge = async () => {
        if (appender.offset === committed) return;
        const durable = await appender.sync();
        await commitOffset(this.#database, id, committed, durable);
        committed = durable;
      };
      // With a checksum nothing counts before all of it was seen.
      const keep = checksum === undefined ? acknowledge : async () => undefined;
      for await (const bytes of whatArrives(body, keep)) {
        await appender.add(bytes);
        checksum?.hash.update(bytes);
        if (appender.offset - committed >= checkpointBytes) await keep();
      }
      this.#checkLength(appender.offset - offset);
      checksum?.verify();
      await acknowledge();
      return committed;
    } catch (error) {
      // A full disk gets back what was not counted.
      if (error instanceof UploadRefusal && error.code === "disk_full") await file.truncate(committed);
      throw error;
    } finally {
      await file.close();
    }
  }

  /** A proxy that cuts a body makes it end as if it were whole: the declared length is the only witness. */
  #checkLength(received: number): void {
    const { declaredBytes, wasAskedToStop } = this.#call;
    if (declaredBytes !== null && received !== declaredBytes && !wasAskedToStop()) throw refusals.short();
  }
}

/** The body's pieces. When the connection breaks, what came until then is kept before the failure goes on. */
async function* whatArrives(body: Readable, keep: () => Promise<void>): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    // Too long a body is refused whole; it did not break.
    if (!isProtocolFailure(error)) await keep();
    throw error;
  }
}
