import "server-only";
import type { ProbeAnswers } from "@/lib/api-contract/probe";
import type { BulkJobListing } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import { shapeOf, statusForm } from "./answers";
import type { Followed, ProbeContext } from "./follow-upload";

/** Objects whose bulk jobs are looked at when nothing may be created. */
const mostObjects = 10;

/** What a job that has ended left behind: its place in the list of jobs, and its callback. @throws UpstreamError */
export async function readTraces(
  { openConnectors, hook, listens }: ProbeContext,
  { connectionId, objectName }: { connectionId: string; objectName: string },
  { attemptId, bulkJobId }: Extract<Followed, { kind: "ended" }>,
): Promise<Pick<ProbeAnswers, "jobList" | "callback">> {
  const listed = await openConnectors.bulkJobs(connectionId, objectName).catch(noList);
  const ours = listed?.find(({ id }) => id === bulkJobId);
  const came = listens ? await hook.received(attemptId) : null;
  return {
    jobList: listed && {
      listed: ours !== undefined,
      marked: ours?.text.includes(attemptId) ?? false,
      shape: shapeOfListing(ours ?? listed[0]),
    },
    callback: came === undefined ? "none" : came && readCallback(came, attemptId),
  };
}

function readCallback(
  { body, signature }: { body: string; signature: string | null },
  attemptId: string,
): Exclude<ProbeAnswers["callback"], "none" | null> {
  return { shape: shapeOfText(body), signed: signature !== null, marked: body.includes(attemptId) };
}

/** What jobs that are there already tell, where nothing may be created. @throws UpstreamError */
export async function readPast(
  openConnectors: OpenConnectors,
  connectionId: string,
): Promise<Partial<ProbeAnswers>> {
  for (const { name } of (await openConnectors.objects(connectionId)).slice(0, mostObjects)) {
    const listed = await openConnectors.bulkJobs(connectionId, name).catch(noList);
    const [job] = listed ?? [];
    if (!job) continue;
    const jobList = { listed: true, marked: false, shape: shapeOfListing(job) };
    return { jobList, ...(await readJob(openConnectors, connectionId, job)) };
  }
  return {};
}

/** The service keeps jobs three days: an older one is listed and can no longer be asked about. */
async function readJob(
  openConnectors: OpenConnectors,
  connectionId: string,
  { id, upstreamStatus }: BulkJobListing,
) {
  try {
    const shape = shapeOf(await openConnectors.rawBulkStatus(connectionId, id));
    const words = upstreamStatus === null ? [] : [upstreamStatus];
    const status = { form: statusForm(shape), shape, words };
    for await (const error of openConnectors.bulkErrors(connectionId, id))
      return { status, rowError: shapeOf(error.raw) };
    return { status };
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "not_found") return {};
    throw error;
  }
}

function noList(error: unknown): null {
  if (error instanceof UpstreamError && ["not_found", "refused", "fault"].includes(error.kind)) return null;
  throw error;
}

const shapeOfListing = (job: BulkJobListing | undefined) => (job ? shapeOfText(job.text) : {});

function shapeOfText(text: string) {
  try {
    return shapeOf(JSON.parse(text));
  } catch {
    return {};
  }
}
