import "server-only";
import type { Decision } from "../api-contract/decisions";
import type { Job } from "../api-contract/jobs";
import { type Bench, csvOf, person } from "./engine-bench";
import { acceptedAs } from "./fake-open-connectors";
import { lost } from "./upstream-answers";

export const isAsked = ({ status }: Pick<Job, "status">): boolean => status === "needs_decision";

/** What somebody says who decides about the first attempt. */
export const because = { attempt: 1, reason: "I looked in Sage" } as const;

export const decide = (
  { jobs }: Bench,
  jobId: string,
  decision: Decision,
  index = 0,
  who = person,
): Promise<Job> => jobs.decide(who, { jobId, index }, decision);

/** A job of one part whose answer was lost, and somebody is asked. What is sent after it is taken and answered. */
export async function asked(bench: Bench, options: { arrives?: boolean } = {}): Promise<Job> {
  let isFirst = true;
  bench.upstream.on.send = async (_upload, accept) => {
    if (!isFirst) return acceptedAs(await accept());
    isFirst = false;
    if (options.arrives) await accept();
    return lost;
  };
  const job = await bench.submit(csvOf(5));
  bench.jobs.start();
  return bench.until(job.id, isAsked);
}
