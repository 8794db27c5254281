import type { Job } from "@/lib/api-contract/jobs";
import { Notice } from "../ui/notice";

/** Something turned up that may mean that rows exist twice: said at the top, for somebody has to look. */
export function DuplicateNotice({ job }: { job: Job }) {
  const warnings = job.events.filter(({ kind }) => kind === "possible_duplicate");
  if (warnings.length === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="unsure" title="Rows of this import may exist twice.">
        <ul>
          {warnings.map(({ at, detail }) => (
            <li key={`${at} ${detail}`}>{detail}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
