import Link from "next/link";
import { hasMapping } from "@/lib/import-draft";
import type { SteadySnapshot } from "@/lib/import-session/import-session";
import { count, number } from "@/lib/wording/counts";

/** Whose rows these are, that they were accepted, and what becomes of those that are changed. */
export function RevisionNotice({ snapshot }: { snapshot: SteadySnapshot }) {
  const { correction, draft } = snapshot;
  const revision = correction?.revision ?? null;
  if (correction === null || revision === null || draft.at !== "check" || !hasMapping(draft)) return null;
  const place = correction.destination.connection.name;
  const key = correction.destination.fields.find(({ path }) => path === revision.key)?.label ?? revision.key;
  return (
    <p className="border-b border-line px-5 py-2 text-12 text-ink-2 wide:px-6">
      {count(draft.file.rows, "row")} that {draft.file.rows === 1 ? "is" : "are"} done, as{" "}
      <Link
        className="rounded-1 font-medium text-accent-text hover:underline"
        href={`/jobs/${encodeURIComponent(correction.jobId)}`}
      >
        import {number(correction.number)}
      </Link>{" "}
      sent {draft.file.rows === 1 ? "it" : "them"}; what was changed since, here or in {place}, is not in{" "}
      {draft.file.rows === 1 ? "it" : "them"}. Change what was wrong:{" "}
      {revision.updates
        ? `only rows you change are sent, as updates of the records with the same ${key}.`
        : `nothing is sent; what you change becomes a list of what to put right in ${place}.`}
    </p>
  );
}
