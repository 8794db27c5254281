import { FilePlus2 } from "lucide-react";
import Link from "next/link";
import type { Job } from "@/lib/api-contract/jobs";
import { hasEnded } from "@/lib/api-contract/status";
import { number } from "@/lib/wording/counts";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { againAddress } from "./fixable";

const link = "rounded-1 font-medium text-accent-text hover:underline";

function JobLink({ job }: { job: { id: string; number: number } }) {
  return (
    <Link className={link} href={`/jobs/${encodeURIComponent(job.id)}`}>
      import {number(job.number)}
    </Link>
  );
}

/** Ways on from an import that has ended, beside those for rows that are left; and the imports it came from and led to. */
export function OnwardsPanel({ job }: { job: Job }) {
  if (!hasEnded(job.status)) return null;
  const { begunFrom, begunHere } = job;
  return (
    <Panel title="Go on from here">
      <div className="grid justify-items-start gap-1.5 px-4 py-3">
        <LinkButton href={againAddress(job)} icon={FilePlus2} size="sm">
          Again with a new file
        </LinkButton>
        <p className="text-12 text-ink-2">
          {job.mapping === null
            ? "The same connection and object"
            : "The same connection, object and mapping"}
          ; the rows of this import are not sent again.
        </p>
      </div>
      {begunFrom === null && begunHere.length === 0 ? null : (
        <p className="border-t border-line px-4 py-2.5 text-12 text-ink-2">
          {begunFrom === null ? null : (
            <>
              Begun from <JobLink job={begunFrom} />.{" "}
            </>
          )}
          {begunHere.map((one, at) => (
            <span key={one.id}>
              {at === 0 ? "Led on to " : ", "}
              <JobLink job={one} />
            </span>
          ))}
          {begunHere.length > 0 ? "." : null}
        </p>
      )}
    </Panel>
  );
}
