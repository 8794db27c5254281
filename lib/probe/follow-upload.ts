import "server-only";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { BulkError, BulkStatus } from "../open-connectors/bulk-jobs";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import type { ProbeFile } from "./probe-file";

/** Where a callback of the probe would come in, for those who can listen for one. */
export interface ProbeHook {
  /** The address that is named for an attempt. */
  url(attemptId: string): string;
  /** What came for it, or `undefined` when nothing came in time. */
  received(attemptId: string): Promise<{ body: string; signature: string | null } | undefined>;
}

export interface ProbeContext {
  openConnectors: OpenConnectors;
  hook: ProbeHook;
  /** Whether anything listens at the hook's address. */
  listens: boolean;
  pace: { firstMs: number; longestMs: number; patienceMs: number };
}

/** What was seen of one file from its POST to its last error. */
export type Followed = { attemptId: string } & (
  | {
      kind: "ended";
      bulkJobId: string;
      status: BulkStatus;
      raw: unknown;
      words: string[];
      errors: BulkError[];
    }
  /** Not taken, not answered, or not ended in time: in words. */
  | { kind: "refused" | "lost"; reason: string; bulkJobId: string | null }
);

/** Uploads one file and follows its job. @throws UpstreamError when the status cannot be read */
export async function followUpload(
  context: ProbeContext,
  place: { connectionId: string; objectName: string },
  file: ProbeFile,
): Promise<Followed> {
  const attemptId = randomUUID();
  const sent = await send(context, { ...place, attemptId }, file);
  if (sent.kind === "refused") return { attemptId, kind: "refused", reason: sent.reason, bulkJobId: null };
  if (sent.kind !== "accepted") return { attemptId, kind: "lost", reason: sent.reason, bulkJobId: null };
  const { openConnectors, pace } = context;
  const { connectionId } = place;
  const { bulkJobId } = sent;
  const words = new Set<string>();
  const until = performance.now() + pace.patienceMs;
  for (let waitMs = pace.firstMs; performance.now() < until; waitMs = Math.min(waitMs * 2, pace.longestMs)) {
    const status = await openConnectors.bulkStatus(connectionId, bulkJobId);
    if (status.upstreamStatus !== null) words.add(status.upstreamStatus);
    if (status.state !== "active") {
      const raw = await openConnectors.rawBulkStatus(connectionId, bulkJobId);
      const errors: BulkError[] = [];
      for await (const error of openConnectors.bulkErrors(connectionId, bulkJobId)) errors.push(error);
      return { attemptId, kind: "ended", bulkJobId, status, raw, words: [...words], errors };
    }
    await delay(waitMs);
  }
  const reason = `Bulk job ${bulkJobId} did not end in ${Math.round(pace.patienceMs / 1_000)} s.`;
  return { attemptId, kind: "lost", reason, bulkJobId };
}

async function send(
  { openConnectors, hook }: ProbeContext,
  { connectionId, objectName, attemptId }: { connectionId: string; objectName: string; attemptId: string },
  file: ProbeFile,
) {
  const folder = await mkdtemp(path.join(tmpdir(), "hubload-probe-"));
  try {
    const staged = path.join(folder, "probe");
    await writeFile(staged, file.content);
    return await openConnectors.sendBulk({
      connectionId,
      objectName,
      fileName: file.fileName,
      file: { path: staged, headerBytes: 0, start: 0, end: Buffer.byteLength(file.content) },
      metaData: { ...file.metaData, "callback-payload": { attempt: attemptId } },
      callbackUrl: hook.url(attemptId),
      onConnected: async () => {},
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
