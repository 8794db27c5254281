import { FileArchive } from "lucide-react";
import type { Job } from "@/lib/api-contract/jobs";
import { bytes, number } from "@/lib/wording/counts";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";

/** More parts than this are named in the table of parts only. */
const mostParts = 4;

function idsOf(job: Job): [string, string][] {
  const parts = job.batches.flatMap((part): [string, string][] =>
    part.bulkJobId === null
      ? []
      : [[job.batches.length === 1 ? "Bulk job" : `Part ${number(part.index + 1)}`, part.bulkJobId]],
  );
  return [
    ["Import", job.id],
    ...(parts.length > mostParts ? [] : parts),
    ["Connection", job.connectionId],
    ["Object", job.objectName],
    [`Sent, ${bytes(job.sizeBytes)} · SHA-256`, job.sha256],
  ];
}

/** Ids that find this import in logs and at Open Connectors, each with copy. */
export function SupportPanel({ job }: { job: Job }) {
  return (
    <Panel title="For support">
      <dl className="px-4 py-1">
        {idsOf(job).map(([name, id]) => (
          <div
            key={name}
            className="grid min-h-8.5 grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-2 border-line py-1 not-last:border-b"
          >
            <dt className="text-ink-3">{name}</dt>
            <dd className="flex items-center justify-between gap-2">
              <span className="raw truncate" title={id}>
                {id}
              </span>
              <CopyButton text={id} label={`Copy: ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="px-4 pt-1 pb-3">
        <a
          href={`/api/jobs/${encodeURIComponent(job.id)}/evidence`}
          download
          className="inline-flex items-center gap-1.5 rounded-1 font-medium text-accent-text hover:underline"
        >
          <FileArchive className="size-3.5" />
          Evidence pack
        </a>{" "}
        <span className="text-12 text-ink-3">all of it in one zip, with hashes</span>
      </p>
    </Panel>
  );
}
