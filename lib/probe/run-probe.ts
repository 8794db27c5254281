import "server-only";
import type { ProbeAnswers } from "@/lib/api-contract/probe";
import { UpstreamError } from "../open-connectors/errors";
import { nothingAnswered } from "./answers";
import { clearAway, findMade } from "./find-records";
import { followUpload, type ProbeContext } from "./follow-upload";
import { judgeForm, judgePlain } from "./judge";
import type { ProbePlan } from "./plan";
import type { ProbeFile, ProbeRecord } from "./probe-file";
import { readPast, readTraces } from "./traces";

export interface ProbeReport {
  answers: ProbeAnswers;
  /** `null`: nothing was created. */
  objectName: string | null;
  /** Records that were created, and are deleted again. */
  deleted: number;
  /** Records of the probe that are still there, each with a value to find it by. */
  left: { id: string | null; value: string }[];
  /** What did not go as it should, in whole sentences. */
  problems: string[];
}

/** Does what the plan says. What was created is deleted, whatever happens; what the upstream refuses is in `problems`. */
export async function runProbe(context: ProbeContext, plan: ProbePlan): Promise<ProbeReport> {
  const report: ProbeReport = {
    answers: nothingAnswered,
    objectName: plan.creates?.subject.objectName ?? null,
    deleted: 0,
    left: [],
    problems: [],
  };
  const uploaded: ProbeRecord[] = [];
  try {
    if (plan.creates === null)
      report.answers = {
        ...nothingAnswered,
        ...(await readPast(context.openConnectors, plan.connection.id)),
      };
    else await upload(context, { plan, creates: plan.creates, report, uploaded });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    report.problems.push(error.message);
  } finally {
    if (plan.creates !== null) await clear(context, { plan, creates: plan.creates, report, uploaded });
  }
  return report;
}

interface Run {
  plan: ProbePlan;
  creates: NonNullable<ProbePlan["creates"]>;
  report: ProbeReport;
  /** Grows before each upload, so that nothing is forgotten when one fails. */
  uploaded: ProbeRecord[];
}

async function upload(context: ProbeContext, run: Run): Promise<void> {
  for (const file of run.creates.files) {
    run.uploaded.push(...file.records);
    run.report.answers = { ...run.report.answers, ...(await ask(context, run, file)) };
  }
}

async function ask(
  context: ProbeContext,
  { plan, creates: { subject }, report }: Run,
  file: ProbeFile,
): Promise<Partial<ProbeAnswers>> {
  const place = { connectionId: plan.connection.id, objectName: subject.objectName };
  const followed = await followUpload(context, place, file);
  if (followed.kind !== "ended" && (followed.kind === "lost" || file.question === "plain"))
    report.problems.push(followed.reason);
  const made = await findMade(context.openConnectors, place.connectionId, subject, file.records);
  if (file.question !== "plain") return { [file.question]: judgeForm(followed, subject, made) };
  if (followed.kind !== "ended") return {};
  return {
    ...judgePlain(followed, file, subject, made),
    ...(await readTraces(context, place, followed)),
  };
}

async function clear({ openConnectors }: ProbeContext, run: Run): Promise<void> {
  const { plan, creates, report, uploaded } = run;
  const cleared = await clearAway(openConnectors, plan.connection.id, creates.subject, uploaded);
  report.deleted = cleared.deleted;
  report.left = cleared.left;
  if (cleared.problem !== null) report.problems.push(cleared.problem);
  for (const { id, value } of cleared.left)
    report.problems.push(
      `A record of “${creates.subject.objectName}” may still be there${id === null ? "" : `, with the id ${id}`}: look for “${value}” and delete it.`,
    );
}
