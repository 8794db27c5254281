import Link from "next/link";
import { Fragment } from "react";
import type { Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";

const link = "rounded-1 font-medium text-accent-text hover:underline";

/** Where rows of this import came from, and where open ones went. */
export function FamilyLine({ job }: { job: Job }) {
  if (job.parent === null && job.children.length === 0) return null;
  return (
    <p className="mb-4 text-ink-2">
      {job.parent === null ? null : (
        <>
          These are open rows of{" "}
          <Link className={link} href={`/jobs/${encodeURIComponent(job.parent.id)}`}>
            import {number(job.parent.number)}
          </Link>
          .{" "}
        </>
      )}
      {job.children.map((child) => (
        <Fragment key={child.id}>
          {count(child.records, "row")} {child.records === 1 ? "was" : "were"} sent again as{" "}
          <Link className={link} href={`/jobs/${encodeURIComponent(child.id)}`}>
            import {number(child.number)}
          </Link>
          .{" "}
        </Fragment>
      ))}
    </p>
  );
}
