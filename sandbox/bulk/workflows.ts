import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { type ConnectorCall, readJsonBody } from "../http/call";
import { pageOf, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { World } from "../world";
import type { BulkJob } from "./bulk-job";
import { readQuery } from "./download-query";
import { runJob } from "./run-job";
import type { Transfer } from "./transfer";

const stepSchema = z.object({
  query: z.string(),
  objectName: z.string().optional(),
  postprocess: z.unknown().optional(),
  postprocessFaarUri: z.unknown().optional(),
  targetConfiguration: z.object({ token: z.string(), objectName: z.string() }),
});
type Step = z.infer<typeof stepSchema>;

/** `POST /bulk/workflows` (Open Connectors reference, bulk): each step is a download followed by an upload. */
async function start(call: ConnectorCall): Promise<Reply> {
  const { world, headers } = call;
  const parsed = z
    .array(stepSchema)
    .min(1)
    .safeParse(await readJsonBody(call));
  if (!parsed.success) throw new Refusal(400, `Invalid request. ${z.prettifyError(parsed.error)}`);
  const id = randomUUID();
  const isScheduled = headers["elements-schedule-request"] !== undefined;
  const transfers = parsed.data.map((step) => prepare(call, step, id, isScheduled));
  world.work.start(runAll(world, transfers));
  return ok(isScheduled ? { id } : { id, status: "CREATED" });
}

type Prepared = [Transfer, ReturnType<typeof readQuery>, Step];

function prepare(
  { world, connection, query }: ConnectorCall,
  step: Step,
  id: string,
  isScheduled: boolean,
): Prepared {
  if (step.postprocess !== undefined && step.postprocessFaarUri !== undefined) {
    throw new Refusal(400, "The 'postprocess' and 'postprocessFaarUri' options are incompatible");
  }
  const target = world.connections.find(
    ({ token, behaviour }) => token === step.targetConfiguration.token && !behaviour.deleted,
  );
  if (!target) throw new Refusal(400, "The token of the target configuration is not valid");
  return [
    {
      bulkLoaderId: world.transfers.length + 1,
      groupName: id,
      jobId: isScheduled ? id : null,
      source: connection,
      target,
      status: "RUNNING",
      statusMessage: null,
      sourceJob: null,
      targetJob: null,
    },
    readQuery(step.query, query),
    step,
  ];
}

async function runAll(world: World, prepared: readonly Prepared[]): Promise<void> {
  world.transfers.push(...prepared.map(([transfer]) => transfer));
  for (const each of prepared) await run(world, each);
}

async function run(world: World, [transfer, download, { targetConfiguration }]: Prepared): Promise<void> {
  const common = { metaData: {}, callbackUrl: null };
  const source = world.jobs.add({
    ...common,
    connection: transfer.source,
    objectName: download.objectName,
    file: "",
    fileSize: 0,
    fileFormat: "json",
    query: download.query,
  });
  transfer.sourceJob = source;
  await runJob(world, source);
  const file = join(world.directory, `transfer-${source.id}`);
  await pipeline(linesOf(source), createWriteStream(file, { mode: 0o600 }));
  const target = world.jobs.add({
    ...common,
    connection: transfer.target,
    objectName: targetConfiguration.objectName,
    file,
    fileSize: 0,
    fileFormat: "json",
    query: null,
  });
  transfer.targetJob = target;
  await runJob(world, target);
  transfer.status = source.status === "COMPLETED" && target.status === "COMPLETED" ? "COMPLETED" : "ERROR";
  transfer.statusMessage = source.error ?? target.error;
}

async function* linesOf({ results }: BulkJob): AsyncGenerator<string> {
  for await (const records of results.pages()) {
    yield records.map((record) => `${JSON.stringify(record)}\n`).join("");
  }
}

/** `GET /bulkloader`: the history of transfers, newest first. */
function history({ world, connection, query }: ConnectorCall): Reply {
  const jobId = query.get("jobId");
  const parent = query.get("parentBulkLoaderId");
  const found = world.transfers.filter(
    (transfer) =>
      (transfer.source === connection || transfer.target === connection) &&
      (jobId === null || transfer.jobId === jobId) &&
      parent === null,
  );
  return pageOf(found.map(transferShape).reverse(), pageRequest(query));
}

function transferShape({ source, target, sourceJob, targetJob, ...transfer }: Transfer): object {
  return {
    ...transfer,
    sourceElementKey: source.connector.key,
    targetElementKey: target.connector.key,
    sourceJobId: sourceJob?.id ?? null,
    sourceStatus: sourceJob?.status ?? null,
    sourceErrorCount: sourceJob?.recordsFailedCount ?? 0,
    targetJobId: targetJob?.id ?? null,
    targetStatus: targetJob?.status ?? null,
    targetErrorCount: targetJob?.recordsFailedCount ?? 0,
  };
}

export const workflowRoutes: Route[] = [
  { method: "POST", path: "/bulk/workflows", access: "connector", handle: start },
  { method: "GET", path: "/bulkloader", access: "connector", handle: history },
];
