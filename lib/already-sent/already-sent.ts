import "server-only";
import type { AlreadySent, AskAlreadySent } from "../api-contract/already-sent";
import { storableText } from "../database/storable";
import { forgetSome } from "../jobs/forget-some";
import { emptyQueue } from "../jobs/part-queue";
import { createQueueWorker } from "../jobs/queue-worker";
import type { LeftOutRows } from "./asked-rows";
import { findSent } from "./find-sent";
import { fingerprintKey } from "./fingerprint";
import { type Parts, rememberNext } from "./remember";

/** Rows of imports that were accepted, known again by keyed fingerprints. */
export interface AlreadySentRows {
  /**
   * Which rows of an upload were accepted before.
   * @returns undefined when the person has no such upload, or not all of it is there
   * @throws RecordError for a file that is not canonical
   */
  find(person: { id: string }, asked: AskAlreadySent): Promise<AlreadySent | undefined>;
  /** What is remembered of a connection's rows is removed, and what has still to be. */
  forget(connectionId: string): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Between two looks for parts whose outcome changed. */
const restMs = 2_000;

const nothingSent: AlreadySent = {
  same: { rows: 0, runs: [], imports: [] },
  changed: { rows: 0, runs: [], imports: [], field: null },
};

/**
 * @param options.secret of this installation: the fingerprints of another one are others
 * @param options.keeps `false`: nothing is remembered of any connection, and what was remembered is removed
 */
export function createAlreadySent({
  secret,
  keeps = true,
  ...options
}: Omit<Parts, "secretKey"> & { secret: string; keeps?: boolean }): AlreadySentRows {
  const parts: Parts = { ...options, secretKey: fingerprintKey(secret) };
  const { database, uploads, upstreamUrl } = parts;
  return {
    async find(person, asked) {
      const pathOf = async (uploadId: string) => {
        const upload = await uploads.get(uploadId);
        return upload?.owner_id === person.id && upload.status === "sealed"
          ? uploads.pathOf(upload.id)
          : null;
      };
      const path = await pathOf(asked.uploadId);
      if (path === null) return undefined;
      if (!keeps) return nothingSent;
      const leftOut: LeftOutRows[] = [];
      for (const { uploadId, runs } of asked.leftOut ?? []) {
        const path = await pathOf(uploadId);
        if (path !== null) leftOut.push({ path, runs });
      }
      return findSent(parts, path, asked, leftOut);
    },
    async forget(connectionId) {
      await emptyQueue(database, "parts_to_remember", { upstreamUrl, connectionId });
      await database
        .deleteFrom("accepted_rows")
        .where("job_id", "in", (jobs) =>
          jobs
            .selectFrom("jobs")
            .select("id")
            .where("upstream_url", "=", upstreamUrl)
            .where("connection_id", "=", storableText(connectionId)),
        )
        .execute();
    },
    ...createQueueWorker({
      next: () =>
        keeps ? rememberNext(parts) : forgetSome(database, ["parts_to_remember", "accepted_rows"]),
      restMs,
      onFault: (error) => parts.log.warn({ error }, "accepted rows could not be remembered yet"),
    }),
  };
}
