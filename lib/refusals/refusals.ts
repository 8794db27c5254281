import "server-only";
import type { CountedReason, FailureReason } from "../api-contract/reasons";
import type { Refusals, TeamHint, WriteHint } from "../api-contract/refusals";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { forgetSome } from "../jobs/forget-some";
import { emptyQueue } from "../jobs/part-queue";
import { createQueueWorker } from "../jobs/queue-worker";
import { readHints, writeHint } from "./hints";
import { learnNext, type Parts } from "./learn";
import { type Place, placeKey } from "./place";
import { readRefusals } from "./read-refusals";

/** What connected systems refused, known again by keyed fingerprints of the values; and what people wrote about it. */
export interface EarlierRefusals {
  /** What an object of a connection refused and has not accepted since. */
  of(connectionId: string, objectName: string): Promise<Refusals>;
  /** Reasons of an import with what was written about them. */
  withHints(jobId: string, reasons: readonly CountedReason[]): Promise<FailureReason[]>;
  /**
   * Writes about a reason of an import. Audited.
   * @returns undefined when there is no such reason; `moved` when somebody wrote meanwhile, and nothing was changed
   */
  write(
    person: { id: string; name: string },
    about: { jobId: string; reasonId: number },
    hint: WriteHint,
  ): Promise<TeamHint | null | "moved" | undefined>;
  /** What a connection refused is not remembered any more. What people wrote stays. */
  forget(connectionId: string): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Between two looks for parts whose outcome changed. */
const restMs = 2_000;

/** @param options.keeps `false`: no connection's refusals are remembered, and those that were are removed; hints stay */
export function createRefusals({ keeps = true, ...parts }: Parts & { keeps?: boolean }): EarlierRefusals {
  const { database, upstreamUrl, secret, log } = parts;
  return {
    async of(connectionId, objectName) {
      const place = { upstreamUrl, connectionId, objectName };
      const key = Buffer.from(placeKey(secret, place)).toString("base64");
      return { key, refusals: keeps ? await readRefusals(database, place) : [] };
    },
    async withHints(jobId, reasons) {
      const place = await placeOf(database, jobId);
      const signatures = reasons.map(({ signature }) => signature);
      const hintOn = place ? await readHints(database, place, signatures) : () => null;
      return reasons.map((reason) => ({ ...reason, hint: hintOn(reason.signature) }));
    },
    write: (person, { jobId, reasonId }, hint) =>
      database.transaction().execute(async (transaction) => {
        const place = await placeOf(transaction, jobId);
        const reason = await transaction
          .selectFrom("failure_reasons")
          .select("signature")
          .where("job_id", "=", storableText(jobId))
          .where("id", "=", reasonId)
          .executeTakeFirst();
        if (!place || !reason) return undefined;
        return writeHint(transaction, person, { place, jobId, signature: reason.signature }, hint);
      }),
    async forget(connectionId) {
      await emptyQueue(database, "parts_to_learn", { upstreamUrl, connectionId });
      await database
        .deleteFrom("refusals")
        .where("upstream_url", "=", upstreamUrl)
        .where("connection_id", "=", storableText(connectionId))
        .execute();
    },
    ...createQueueWorker({
      next: () => (keeps ? learnNext(parts) : forgetSome(database, ["parts_to_learn", "refusals"])),
      restMs,
      onFault: (error) => log.warn({ error }, "refusals could not be learned from yet"),
    }),
  };
}

async function placeOf(database: Database, jobId: string): Promise<Place | undefined> {
  return database
    .selectFrom("jobs")
    .select(["upstream_url as upstreamUrl", "connection_id as connectionId", "object_name as objectName"])
    .where("id", "=", storableText(jobId))
    .executeTakeFirst();
}
