import "server-only";
import { createHash } from "node:crypto";
import type { Job } from "../api-contract/jobs";
import { type RowsFileName, rowsFileNames } from "../api-contract/rows-file";
import { writeRecord } from "../csv/write-csv";
import type { Database } from "../database/database";
import type { Jobs } from "../jobs/jobs";
import { oneText, type PackedFile, packZip } from "./pack-zip";

interface Parts {
  database: Database;
  jobs: Pick<Jobs, "get" | "file">;
}

/** What is known of an import, in one zip that can be kept apart from this program. */
export interface Evidence {
  /** @returns undefined for a job that is not known */
  pack(jobId: string): Promise<{ name: string; bytes: AsyncGenerator<Uint8Array> } | undefined>;
}

export function createEvidence(parts: Parts): Evidence {
  return {
    async pack(jobId) {
      const job = await parts.jobs.get(jobId);
      if (!job) return undefined;
      return { name: `import-${job.number}-evidence.zip`, bytes: packZip(filesOf(parts, job)) };
    },
  };
}

/** Rows that were removed are not in it; everything else stays. */
async function* filesOf({ database, jobs }: Parts, job: Job): AsyncGenerator<PackedFile> {
  yield { name: "README.txt", bytes: oneText(readme(job)) };
  yield { name: "import.json", bytes: oneText(toJson(await factsOf(database, job))) };
  yield { name: "mapping.json", bytes: oneText(toJson(job.mapping)) };
  yield { name: "parts.csv", bytes: partsOf(database, job.id) };
  yield { name: "attempts.jsonl", bytes: attemptsOf(database, job.id) };
  yield { name: "edits.csv", bytes: editsOf(database, job.id) };
  yield { name: "audit.jsonl", bytes: auditOf(database, job.id) };
  if (job.removedAt !== null) return;
  for (const name of rowsFileNames) {
    if (leftOut.includes(name)) continue;
    const file = await jobs.file(job.id, name, { format: "csv" });
    if (file) yield { name: `rows/${name}.csv`, bytes: file.bytes };
  }
}

/** Rows of other imports, and rows that are in the pack already. */
const leftOut: readonly RowsFileName[] = ["open", "report"];

const toJson = (value: unknown): string => `${JSON.stringify(value ?? null, null, 2)}\n`;

/** The mapping is known by the hash of its file in the pack. */
async function factsOf(database: Database, job: Job) {
  const row = await database
    .selectFrom("jobs")
    .select(["source", "waived", "edited_cells", "upstream_url", "connector_key", "hub", "meta_data"])
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  const { batches: _batches, events: _events, mapping, ...facts } = job;
  return {
    ...facts,
    openConnectors: row.upstream_url,
    connectorKey: row.connector_key,
    hub: row.hub,
    options: row.meta_data,
    operatorsFile: row.source,
    mappingSha256: createHash("sha256").update(toJson(mapping)).digest("hex"),
    warningsWaived: { by: job.createdBy.name, kinds: row.waived ?? [] },
    cellsEdited: { by: job.createdBy.name, cells: row.edited_cells },
  };
}

const partsHeading = [
  ...["part", "first row", "last row", "state", "bulk job", "upstream status"],
  ...["started", "ended", "bytes", "sha256"],
];

/** Bytes and hash are those of the file that was sent as the part: the header line and its rows. */
async function* partsOf(database: Database, jobId: string): AsyncGenerator<Uint8Array> {
  const parts = await database
    .selectFrom("batches as b")
    .innerJoin("jobs as j", "j.id", "b.job_id")
    .select(["b.index", "b.first_row", "b.last_row", "b.status", "b.bulk_job_id", "b.upstream_status"])
    .select(["b.started_at", "b.ended_at", "b.byte_start", "b.byte_end", "b.sha256", "j.header_bytes"])
    .where("b.job_id", "=", jobId)
    .orderBy("b.index")
    .execute();
  const lines = parts.map((part) =>
    writeRecord([
      ...[part.index + 1, part.first_row, part.last_row].map(String),
      ...[part.status, part.bulk_job_id ?? "", part.upstream_status ?? ""],
      ...[part.started_at?.toISOString() ?? "", part.ended_at?.toISOString() ?? ""],
      ...[String(part.header_bytes + part.byte_end - part.byte_start), part.sha256],
    ]),
  );
  yield* oneText([writeRecord(partsHeading), ...lines].join(""));
}

/** Each try to send a part: when, how many bytes left, and what was answered. */
async function* attemptsOf(database: Database, jobId: string): AsyncGenerator<Uint8Array> {
  const attempts = await database
    .selectFrom("attempts")
    .select(["batch_index", "number", "status", "created_at", "started_at", "finished_at", "evidence"])
    .where("job_id", "=", jobId)
    .orderBy("batch_index")
    .orderBy("number")
    .execute();
  const lines = attempts.map(
    ({ batch_index, ...attempt }) => `${JSON.stringify({ part: batch_index + 1, ...attempt })}\n`,
  );
  yield* oneText(lines.join(""));
}

const atOnce = 1_000;

async function* editsOf(database: Database, jobId: string): AsyncGenerator<Uint8Array> {
  yield* oneText(writeRecord(["row", "column", "before", "after"]));
  for (let after = -1; ; ) {
    const rows = await database
      .selectFrom("cell_edits")
      .selectAll()
      .where("job_id", "=", jobId)
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(atOnce)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
    const lines = rows.map((row) => writeRecord([String(row.file_row), row.column, row.before, row.after]));
    yield* oneText(lines.join(""));
  }
}

/** One entry a line, in the order in which they were written. */
async function* auditOf(database: Database, jobId: string): AsyncGenerator<Uint8Array> {
  for (let after = 0; ; ) {
    const entries = await database
      .selectFrom("audit_events")
      .selectAll()
      .where("job_id", "=", jobId)
      .where("id", ">", after)
      .orderBy("id")
      .limit(atOnce)
      .execute();
    const last = entries.at(-1);
    if (!last) return;
    after = last.id;
    yield* oneText(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }
}

const readme = ({ number, connectionName, createdBy, createdAt, removedAt }: Job): string =>
  [
    `Import ${number} to ${connectionName}, sent by ${createdBy.name} at ${createdAt}.`,
    "",
    "import.json    what was sent where, by whom, the hashes of the operator's file and of what was sent,",
    "               warnings that were waived, and what became of the rows",
    "mapping.json   how columns became fields",
    "parts.csv      the bulk jobs it was sent as, with the hash of the file that each was sent",
    "attempts.jsonl each try to send a part: bytes that left, and what was answered",
    "edits.csv      cells that were changed by hand before it was sent",
    "audit.jsonl    every step, in its order, with its evidence",
    ...(removedAt === null
      ? ["rows/          rows by what became of them; rows/sent.csv is what was sent, byte for byte"]
      : [`               (its rows were removed at ${removedAt})`]),
    "SHA256SUMS     hashes of these files: sha256sum --check SHA256SUMS",
    "",
  ].join("\n");
