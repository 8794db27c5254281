"use client";
import { useQuery } from "@tanstack/react-query";
import { PencilLine } from "lucide-react";
import { useState } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { revisionQuery } from "@/lib/api-client/revision";
import type { Job } from "@/lib/api-contract/jobs";
import type { Revision } from "@/lib/api-contract/revision";
import { hasEnded } from "@/lib/api-contract/status";
import { count } from "@/lib/wording/counts";
import { updatesWords } from "@/lib/wording/revision";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { LinkButton } from "../ui/link-button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { reviseAddress } from "./fixable";
import { shareWords } from "./lookup-box";

type Revised = Pick<Job, "id" | "status" | "rows" | "connectionName">;

/** What can be done, said before anything is begun; and by which field records are found. */
function Ways({ job, revision }: { job: Revised; revision: Revision }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const key = chosen ?? revision.key;
  const updates = revision.updates === true;
  return (
    <>
      <p>{updatesWords({ ...revision, key }, job.connectionName)}</p>
      {revision.fields.length > 0 ? (
        <div className="w-96 max-w-full">
          <Combobox
            label={updates ? "Matched by" : "Known there by"}
            value={key}
            onChange={setChosen}
            options={revision.fields.map(({ path, filled, distinct }) => ({
              value: path,
              label: path,
              detail: shareWords(filled, distinct),
            }))}
          />
        </div>
      ) : null}
      <div>
        <LinkButton href={reviseAddress(job, key)} icon={PencilLine}>
          {`Open ${count(job.rows.succeeded, "row")} to correct`}
        </LinkButton>
      </div>
    </>
  );
}

function Opened({ job }: { job: Revised }) {
  const { data, error } = useQuery(revisionQuery(job.id));
  if (data) return <Ways job={job} revision={data} />;
  if (!error) return <Skeleton width="w-full" height="h-32" />;
  return (
    <Notice tone="failed" title="What can be corrected is not known now." id={requestIdOf(error)}>
      {error.message} Nothing was sent.
    </Notice>
  );
}

/** Rows that were accepted and are wrong: updated where the connector can, else listed to be put right there. */
export function RevisionPanel({ job }: { job: Revised }) {
  const [isOpen, setOpen] = useState(false);
  if (!hasEnded(job.status) || job.rows.succeeded === 0) return null;
  const one = job.rows.succeeded === 1;
  return (
    <Panel title="Correct this import">
      <div className="grid gap-3.5 px-4.5 py-3.5">
        <p className="text-ink-2">
          {count(job.rows.succeeded, "row")} {one ? "is" : "are"} done. Where what was sent is wrong, it is
          corrected here, by changing {one ? "it" : "them"} and never by sending {one ? "it" : "them"} once
          more.
        </p>
        {isOpen ? (
          <Opened job={job} />
        ) : (
          <div>
            <Button icon={PencilLine} onClick={() => setOpen(true)}>
              Correct this import…
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
