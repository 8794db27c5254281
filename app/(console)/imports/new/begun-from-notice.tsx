import Link from "next/link";
import type { SteadySnapshot } from "@/lib/import-session/import-session";
import { jobName } from "@/lib/wording/jobs";
import { shortDay } from "@/lib/wording/times";
import type { BegunFrom } from "./use-begun-from";

/** Which import this one is like, until its file is mapped. */
export function BegunFromNotice(props: { begunFrom: BegunFrom | null; snapshot: SteadySnapshot }) {
  const { begunFrom, snapshot } = props;
  if (begunFrom === null || snapshot.draft.at !== "file" || snapshot.draft.reached !== "file") return null;
  const { job, known } = begunFrom;
  return (
    <p className="border-b border-line px-5 py-2 text-12 text-ink-2 wide:px-6">
      A new file, as{" "}
      <Link
        className="rounded-1 font-medium text-accent-text hover:underline"
        href={`/jobs/${encodeURIComponent(job.id)}`}
      >
        {jobName(job).toLowerCase()}
      </Link>{" "}
      of {shortDay(job.createdAt, new Date())} ({job.fileName}): the same connection and object
      {known === null ? "" : ", its columns mapped and matched the same way"}. Rows of that import are not
      sent again.
    </p>
  );
}
